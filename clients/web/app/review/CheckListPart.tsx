// One of the two lists that an increment is checked against. Whoever may tick does it here; for
// everybody else it is a list of facts.
import { CheckList } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { checkIncrement } from '../../sdk/drafts'
import type { Check, Increment } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { mayTickCriteria, mayTickDone } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'

export interface CheckListPartProps {
	readonly increment: Increment
	readonly list: CheckList.DEFINITION_OF_DONE | CheckList.CRITERIA
	readonly reviewIsOver: boolean
}

export function CheckListPart({ increment, list, reviewIsOver }: CheckListPartProps) {
	const client = useClient()
	const me = useSignal(client.views.me)
	const done = list === CheckList.DEFINITION_OF_DONE
	const checks = done ? increment.definitionOfDone : increment.criteria
	const w = words.increment
	if (checks.length === 0) return null
	const mayTick = !reviewIsOver && (done ? mayTickDone(me.role) : mayTickCriteria(me.role))
	const met = checks.filter((check) => check.met).length
	const title = done ? w.definitionOfDone : w.criteria

	return (
		<div>
			<div className="sec">
				<h3>{title}</h3>
				<span className="meta">{w.criteriaMet(met, checks.length)}</span>
			</div>
			<ul className={done ? 'checks checks--done' : 'checks'} aria-label={title}>
				{checks.map((check, i) =>
					mayTick ? (
						<Tick
							key={i}
							check={check}
							onTick={(ticked) => {
								client.submit(checkIncrement(increment.key, list, i, ticked))
							}}
						/>
					) : (
						<Fact key={i} check={check} />
					),
				)}
			</ul>
		</div>
	)
}

function Fact({ check: { met, text, pending } }: { readonly check: Check }) {
	const w = words.increment
	return (
		<li className={met ? 'is-met' : 'is-not'}>
			<Icon name={met ? 'check' : 'x'} label={met ? w.met : w.notMet} />
			<span>{text}</span>
			<em>{pending ? <span className="save__ring" /> : met ? '' : w.notMet}</em>
		</li>
	)
}

interface TickProps {
	readonly check: Check
	readonly onTick: (met: boolean) => void
}

function Tick({ check: { met, text, pending }, onTick }: TickProps) {
	const w = words.increment
	return (
		<li className={met ? 'is-met' : 'is-not'}>
			<label className="checks__tick">
				<input
					type="checkbox"
					checked={met}
					onChange={(event) => {
						onTick(event.target.checked)
					}}
				/>
				<span>{text}</span>
			</label>
			{pending ? (
				<span className="save" role="status">
					<span className="save__ring" />
					{words.saving}
				</span>
			) : (
				<em>{met ? '' : w.notMet}</em>
			)}
		</li>
	)
}
