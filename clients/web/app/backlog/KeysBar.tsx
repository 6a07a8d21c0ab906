// The foot of the backlog: what is held and where it would go, said aloud too, and the keys.
import type { Item } from '../../sdk/model'
import { words } from '../words/words'

export interface KeysBarProps {
	readonly held: readonly Item[]
	readonly where: string
	readonly said: string
	readonly movable: boolean
	readonly editable: boolean
	readonly estimable: boolean
	readonly undoable: boolean
	readonly selected: number
}

type KeyHint = readonly [keys: readonly string[], does: string]

export function KeysBar(props: KeysBarProps) {
	const { held, where, said, movable, editable, estimable, undoable, selected } = props
	const w = words.keys
	const holding = held.length > 0
	const hints: KeyHint[] = holding
		? [
				[['↑', '↓'], w.move],
				[['Home'], w.toTop],
				[['End'], w.toEnd],
				[['Enter'], w.drop],
				[['Esc'], w.putBack],
			]
		: [
				[['↑', '↓'], w.go],
				...(movable
					? ([
							[['Space'], w.select],
							[['Enter'], w.pickUp],
						] satisfies KeyHint[])
					: []),
				...(editable ? ([[['F2'], w.editTitle]] satisfies KeyHint[]) : []),
				...(estimable ? ([[['E'], w.editEstimate]] satisfies KeyHint[]) : []),
				[['→'], w.open],
				...(undoable ? ([[['Ctrl', 'Z'], w.undo]] satisfies KeyHint[]) : []),
			]
	return (
		<footer className={holding ? 'keys keys--holding' : 'keys'}>
			<span role="status" className="keys__status">
				{holding ? (
					<>
						<b>{words.backlog.holdingNames(held.map((item) => item.ref || item.title))}</b> {where}
					</>
				) : (
					said
				)}
			</span>
			{!holding && selected > 0 && <span className="keys__n">{w.selected(selected)}</span>}
			{hints.map(([keys, does]) => (
				<span key={does} className="keys__hint">
					{keys.map((key) => (
						<kbd key={key} className="kbd">
							{key}
						</kbd>
					))}
					{does}
				</span>
			))}
		</footer>
	)
}
