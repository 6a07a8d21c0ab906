// What became of something that was said, and the answer to it. For everybody; its author looks for it.
import { FeedbackState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID } from '../../sdk/id'
import type { Feedback } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Saving } from '../parts/Saving'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { ItemLink } from './ItemLink'
import { inShort } from './merged'

export interface FeedbackFateProps {
	readonly feedback: Feedback
	readonly names: ReadonlyMap<number, string>
}

export function FeedbackFate({ feedback, names }: FeedbackFateProps) {
	const { answer, answeredBy, fatePending } = feedback
	const w = words.feedback.fate
	return (
		<>
			<State feedback={feedback} />
			{answer !== '' && (
				<div className="fb__reply">
					<b>
						{names.get(answeredBy)}
						<span className="sr"> {w.answer}</span>
					</b>{' '}
					{answer}
				</div>
			)}
			{fatePending && (
				<p className="fb__foot">
					<Saving text={w.settling} />
				</p>
			)}
		</>
	)
}

function State({ feedback }: Pick<FeedbackFateProps, 'feedback'>) {
	const { state, reason, item, mergedInto } = feedback
	const said = useSignal(useClient().views.feedback)
	const w = words.feedback.fate
	switch (state) {
		case FeedbackState.UNSPECIFIED:
		case FeedbackState.NEW:
			return null
		case FeedbackState.ACKNOWLEDGED:
		case FeedbackState.PARKED:
			return (
				<p className="fb__foot">
					<span className="chip">{w.states[state]}</span>
				</p>
			)
		case FeedbackState.DECLINED:
			return (
				<p className="fb__foot">
					<span className="chip">{w.states[state]}</span>
					{reason !== '' && <span className="fb__why">{reason}</span>}
				</p>
			)
		case FeedbackState.CONVERTED:
			return (
				<p className="fb__foot">
					<span>
						{w.became} <ItemLink item={item} titled />
					</span>
				</p>
			)
		case FeedbackState.MERGED: {
			const into = mergedInto === NO_ID ? undefined : said.find((one) => one.key === mergedInto)
			return (
				<>
					<p className="fb__foot">
						<span className="chip">{w.states[state]}</span>
						{into !== undefined && <span>{w.mergedInto(inShort(into.text))}</span>}
					</p>
					{/* What became of the other became of this. */}
					{into !== undefined && into.state !== FeedbackState.MERGED && <State feedback={into} />}
				</>
			)
		}
	}
}
