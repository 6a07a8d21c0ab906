// How a proposal stands, in a word.
import { words } from '../words/words'
import type { Standing } from './proposalState'

const CHIPS: Readonly<Record<Standing, string>> = {
	open: 'chip chip--accent',
	stale: 'chip chip--warn',
	applied: 'chip',
	rejected: 'chip',
	takenBack: 'chip',
}

export function StandingChip({ standing }: { readonly standing: Standing }) {
	return <span className={CHIPS[standing]}>{words.proposals.states[standing]}</span>
}
