// The gap in words: "below TRL-231, above TRL-240".
import type { Item } from '../../sdk/model'
import { words } from '../words/words'
import { shortName } from './itemName'
import type { HeldView, RowTarget } from './held'

export function whereText(view: HeldView, target: RowTarget): string {
	if (target.at === 'top') return words.backlog.toTop
	if (target.at === 'end') return words.backlog.toEnd
	return words.backlog.between(nameOf(view.above), nameOf(view.below))
}

function nameOf(item: Item | null): string {
	if (item === null) return ''
	return shortName(item)
}
