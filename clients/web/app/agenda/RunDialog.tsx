// What is done with a meeting now and then: another agenda, a break, its end.
import { useState } from 'react'
import { closeReview } from '../../sdk/drafts'
import { pauseReview } from '../../sdk/flowDrafts'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Review } from '../../sdk/model'
import { isUnderWay } from '../meeting/currentReview'
import { useClient, useSeat } from '../meeting/seat'
import { Confirm } from '../parts/Confirm'
import { Dialog } from '../parts/Dialog'
import { Icon } from '../parts/Icon'
import { LeadPart } from '../people/LeadPart'
import { useAct } from '../people/useAct'
import { Said } from '../people/Said'
import { EditReviewDialog, RehearseDialog } from '../plan/planDialogs'
import { useRehearsal } from '../rehearsal/useRehearsal'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import { words } from '../words/words'
import { AgendaEditor } from './AgendaEditor'
import { courseOf } from './course'

export interface RunDialogProps {
	readonly review: Review
	readonly onClose: () => void
}

type Asked = 'nothing' | 'agenda' | 'review' | 'rehearse' | 'close'

export function RunDialog({ review: current, onClose }: RunDialogProps) {
	const act = useAct()
	// Of that review, even where another one is under way by now.
	const [about] = useState(current.key)
	const review = useSignal(useClient().views.reviews).find(({ key }) => key === about) ?? current
	const [asked, setAsked] = useState<Asked>('nothing')
	if (asked === 'review') return <EditReviewDialog review={review.key} onClose={onClose} />
	if (asked === 'rehearse') return <RehearseDialog review={review} onClose={onClose} />
	if (asked === 'agenda') {
		return (
			<Dialog title={words.agenda.edit} onClose={onClose}>
				<AgendaEditor review={review} current={courseOf(review).current} onDone={onClose} />
			</Dialog>
		)
	}
	return (
		<Dialog title={words.flow.runTitle} onClose={onClose}>
			<div className="personpanel">
				<button
					className="offer"
					onClick={() => {
						setAsked('agenda')
					}}
				>
					{words.agenda.edit}
					<Icon name="right" />
				</button>
				<button
					className="offer"
					onClick={() => {
						setAsked('review')
					}}
				>
					{goalWords.facts.edit}
					<Icon name="right" />
				</button>
				<RehearseOffer
					onAsk={() => {
						setAsked('rehearse')
					}}
				/>
				{review.state === ReviewState.OPEN && <BreakOffer review={review} onClose={onClose} />}
				{isUnderWay(review) && (
					<CloseOffer review={review} asked={asked} onAsk={setAsked} onClose={onClose} />
				)}
			</div>
			<LeadPart act={act} />
			<Said act={act} />
		</Dialog>
	)
}

// Not of what is a rehearsal itself.
function RehearseOffer({ onAsk }: { readonly onAsk: () => void }) {
	const { product } = useSeat()
	const w = words.flow
	if (useRehearsal(product) !== 'no') return null
	return (
		<button className="offer" aria-describedby="rehearse-says" onClick={onAsk}>
			<span>
				{w.rehearse}
				<span className="meta offer__says" id="rehearse-says">
					{w.rehearseSays}
				</span>
			</span>
			<Icon name="right" />
		</button>
	)
}

interface BreakOfferProps {
	readonly review: Review
	readonly onClose: () => void
}

function BreakOffer({ review, onClose }: BreakOfferProps) {
	const client = useClient()
	const w = words.flow
	return (
		<button
			className="offer"
			aria-describedby="break-says"
			onClick={() => {
				client.submit(pauseReview(review.key))
				onClose()
			}}
		>
			<span>
				{w.pause}
				<span className="meta offer__says" id="break-says">
					{w.pauseSays}
				</span>
			</span>
			<Icon name="pause" />
		</button>
	)
}

interface CloseOfferProps {
	readonly review: Review
	readonly asked: Asked
	readonly onAsk: (asked: Asked) => void
	readonly onClose: () => void
}

// Ends the meeting, once it was asked whether it shall.
function CloseOffer({ review, asked, onAsk, onClose }: CloseOfferProps) {
	const client = useClient()
	if (asked === 'close') {
		return (
			<Confirm
				says={words.flow.closeSays}
				action={words.review.close}
				onConfirm={() => {
					client.submit(closeReview(review.key))
					onClose()
				}}
				onCancel={() => {
					onAsk('nothing')
				}}
			/>
		)
	}
	return (
		<button
			className="offer"
			onClick={() => {
				onAsk('close')
			}}
		>
			{words.review.close}
			<Icon name="right" />
		</button>
	)
}
