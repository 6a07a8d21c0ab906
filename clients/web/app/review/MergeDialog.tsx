// Picks what says the same. What is merged already, taken back, or an item, is not to choose from.
import { useMemo, useState } from 'react'
import { FeedbackState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { mergeFeedback } from '../../sdk/flowDrafts'
import type { Feedback } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { inShort } from './merged'

export interface MergeDialogProps {
	readonly feedback: Feedback
	readonly onClose: () => void
}

export function MergeDialog({ feedback, onClose }: MergeDialogProps) {
	const client = useClient()
	const all = useSignal(client.views.feedback)
	const people = useSignal(client.views.people)
	const [find, setFind] = useState('')
	const w = words.feedback.fate
	const targets = useMemo(() => mergeTargets(all, feedback), [all, feedback])
	const wanted = find.trim().toLowerCase()
	const shown = targets.filter((one) => one.text.toLowerCase().includes(wanted))
	const nameOf = ({ anonymous, author }: Feedback) =>
		anonymous
			? words.feedback.anonymous
			: (people.find((one) => one.participant === author)?.name ?? '')

	return (
		<Dialog title={w.mergeTitle} onClose={onClose}>
			<blockquote className="fb__quote">{feedback.text}</blockquote>
			<p className="quiet">{targets.length === 0 ? w.mergeNone : w.mergeSays}</p>
			{targets.length > 5 && (
				<input
					className="input"
					type="search"
					aria-label={w.mergeFind}
					placeholder={w.mergeFind}
					value={find}
					onChange={(event) => {
						setFind(event.target.value)
					}}
				/>
			)}
			<ul className="pick">
				{shown.map((one) => (
					<li key={one.key}>
						<button
							className="pick__o"
							aria-label={w.mergeInto(inShort(one.text))}
							onClick={() => {
								client.submit(mergeFeedback(feedback.key, one.key))
								onClose()
							}}
						>
							<span>{one.text}</span>
							<span className="meta">
								{words.feedback.kinds[one.kind]}, {nameOf(one)}
							</span>
						</button>
					</li>
				))}
			</ul>
			{targets.length > 0 && shown.length === 0 && (
				<p className="quiet" role="status">
					{w.mergeNotFound}
				</p>
			)}
		</Dialog>
	)
}

export function mergeTargets(all: readonly Feedback[], feedback: Feedback): readonly Feedback[] {
	return all
		.filter(
			(one) =>
				one.key !== feedback.key &&
				one.review === feedback.review &&
				one.state !== FeedbackState.MERGED &&
				!one.retracted &&
				!one.pending,
		)
		.toReversed()
}
