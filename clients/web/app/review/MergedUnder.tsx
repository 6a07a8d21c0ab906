// What says the same, under what it was merged into; whoever may takes it apart again.
import { unmergeFeedback } from '../../sdk/flowDrafts'
import type { Feedback } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { words } from '../words/words'
import { inShort } from './merged'

export interface MergedUnderProps {
	readonly merged: readonly Feedback[]
	readonly names: ReadonlyMap<number, string>
	readonly reviewIsOpen: boolean
}

export function MergedUnder({ merged, names, reviewIsOpen }: MergedUnderProps) {
	const client = useClient()
	const { triage } = usePowers()
	const w = words.feedback
	if (merged.length === 0) return null
	return (
		<div className="fb__merged">
			<p className="meta">{w.fate.alsoSaid(merged.length)}</p>
			<ul>
				{merged.map((one) => (
					<li key={one.key}>
						<p>{one.retracted ? w.retracted : one.text}</p>
						<p className="fb__foot">
							<span>{one.anonymous ? w.anonymous : names.get(one.author)}</span>
							{triage && reviewIsOpen && !one.retracted && (
								<button
									className="fb__retract"
									aria-label={`${w.fate.unmerge}: ${inShort(one.text)}`}
									onClick={() => {
										client.submit(unmergeFeedback(one.key))
									}}
								>
									{w.fate.unmerge}
								</button>
							)}
						</p>
					</li>
				))}
			</ul>
		</div>
	)
}
