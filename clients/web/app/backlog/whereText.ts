// The gap in words: "below TRL-231, above TRL-240".
import { words } from '../words/words'
import { gapOf, staying, type Held, type Shown } from './held'

export function whereText(shown: Shown, held: Held): string {
	if (held.target.at === 'top') return words.backlog.toTop
	if (held.target.at === 'end') return words.backlog.toEnd
	const stay = staying(shown, held.items)
	const gap = gapOf(stay, held.target) ?? stay.length
	const name = (index: number) => {
		const row = stay[index]
		return row === undefined ? '' : row.ref === '' ? row.title : row.ref
	}
	return words.backlog.between(name(gap - 1), name(gap))
}
