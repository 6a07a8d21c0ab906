// Who leads through the meeting, and taking it or giving it back. Handing it on is with each person.
import { setFacilitator } from '../../sdk/flowDrafts'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { useSignal } from '../watch'
import { words } from '../words/words'
import type { Act } from './useAct'

export function LeadPart({ act }: { readonly act: Act }) {
	const { views } = useClient()
	const me = useSignal(views.me)
	const facilitator = useSignal(views.facilitator)
	const leader = useSignal(views.people).find((one) => one.participant === facilitator)
	const { leads } = usePowers()
	const w = words.flow
	const mine = leader !== undefined && facilitator === me.participant
	return (
		<section className="peoplepart" aria-label={w.lead}>
			<div className="sec">
				<h3>{w.lead}</h3>
			</div>
			<p className="quiet">
				{mine
					? `${w.youFacilitate}.`
					: leader === undefined
						? w.nobodyFacilitates
						: `${w.facilitates(leader.name)}.`}{' '}
				{leads && w.leadSays}
			</p>
			{leads && (
				<div className="buttons">
					{!mine && (
						<button
							type="button"
							className="btn"
							onClick={() => {
								act.run(setFacilitator(me.participant), w.hasLead(me.name))
							}}
						>
							{w.takeLead}
						</button>
					)}
					{leader !== undefined && (
						<button
							type="button"
							className="btn"
							onClick={() => {
								act.run(setFacilitator(0), w.nobodyHasLead)
							}}
						>
							{mine ? w.giveUp : w.takeBack}
						</button>
					)}
				</div>
			)}
		</section>
	)
}
