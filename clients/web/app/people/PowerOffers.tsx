// Handing the lead to somebody, and lending them a part of the Product Owner's power.
import { setFacilitator } from '../../sdk/flowDrafts'
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Person } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { mayAddIncrements } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { LendForm } from './LendForm'
import { Ask, Offer, type Asking } from './offers'
import type { Act } from './useAct'

interface LeadOfferProps extends Asking {
	readonly person: Person
	readonly run: Act['run']
}

export function LeadOffer({ person, run, ...asking }: LeadOfferProps) {
	const facilitator = useSignal(useClient().views.facilitator)
	const { participant, name, role } = person
	const w = words.flow
	if (participant === facilitator) {
		return (
			<Offer
				label={w.takeBack}
				onAsk={() => {
					run(setFacilitator(0), w.nobodyHasLead)
				}}
			/>
		)
	}
	// Who leads is of the team.
	if (!mayAddIncrements(role)) return null
	return (
		<Ask
			{...asking}
			kind="lead"
			label={w.handLead}
			says={w.handLeadFollows(name)}
			onConfirm={() => {
				run(setFacilitator(participant), w.hasLead(name))
			}}
		/>
	)
}

interface LendOfferProps extends Asking {
	readonly person: Person
	readonly act: Act
}

export function LendOffer({ person, act, asked, onAsk, onCancel }: LendOfferProps) {
	if (person.role !== Role.SCRUM_MASTER && person.role !== Role.DEVELOPER) return null
	if (asked === 'lend') return <LendForm person={person} act={act} onClose={onCancel} />
	return (
		<Offer
			label={words.lend.lend}
			onAsk={() => {
				onAsk('lend')
			}}
		/>
	)
}
