// What became of this person's order proposals while they were here. Stays until looked at.
import { useState } from 'react'
import { ProposalState } from '../../sdk/gen/reviewd/v1/backlog_pb'
import type { IdKey } from '../../sdk/id'
import { LaterDialog } from '../backlog/LaterDialog'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { useWhoMade } from '../proposals/useWhoMade'
import { useSignal } from '../watch'
import { words } from '../words/words'

export function ProposalNews() {
	const { views } = useClient()
	const decided = useSignal(views.decided)
	const [shown, setShown] = useState<IdKey | null>(null)
	const close = () => {
		setShown(null)
	}
	return (
		<>
			{decided.map((key) => (
				<OneDecided key={key} proposal={key} onShow={setShown} />
			))}
			{shown !== null && (
				<LaterDialog onClose={close}>
					{({ ProposalsDialog }) => <ProposalsDialog first={shown} onTry={null} onClose={close} />}
				</LaterDialog>
			)}
		</>
	)
}

interface OneDecidedProps {
	readonly proposal: IdKey
	readonly onShow: (proposal: IdKey) => void
}

function OneDecided({ proposal: key, onShow }: OneDecidedProps) {
	const { views } = useClient()
	const proposal = useSignal(views.proposals).find((one) => one.key === key)
	const { name } = useWhoMade(proposal?.decidedBy ?? 0, {
		author: proposal?.decider ?? 0,
		timeMs: proposal?.decidedMs ?? 0,
	})
	const w = words.proposals
	const who = name === '' ? w.somebody : name
	if (proposal === undefined) return null
	const applied = proposal.state === ProposalState.APPLIED
	return (
		<div className="notice notice--calm">
			<Icon name="branch" />
			<p className="notice__text">
				<b>{applied ? w.newsApplied(who) : w.newsRejected(who)}</b>{' '}
				{proposal.reason !== '' && w.reasonGiven(proposal.reason)}
			</p>
			<div className="notice__do">
				<button
					className="btn btn--s"
					onClick={() => {
						onShow(key)
					}}
				>
					{w.show}
				</button>
				<button
					className="btn btn--quiet btn--s"
					onClick={() => {
						views.decided.set(views.decided.get().filter((one) => one !== key))
					}}
				>
					{words.notice.dismiss}
				</button>
			</div>
		</div>
	)
}
