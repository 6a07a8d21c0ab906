// What is shown for each kind of agenda entry that has no screen of its own. Comes after the page.
import {
	AgendaKind,
	Assessment,
	FeedbackKind,
	FeedbackState,
} from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Feedback, Increment, Review } from '../../sdk/model'
import { ActionsPart } from '../goals/ActionsPart'
import { DoneFacts, EditReview, SprintLine } from '../goals/FactsLine'
import { GoalPart } from '../goals/GoalPart'
import { SaidPart } from '../goals/SaidPart'
import { VisionPart } from '../goals/VisionPart'
import { YouSaidList } from '../goals/YouSaid'
import { useIncrements } from '../meeting/currentReview'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { ReleaseChip } from '../review/ReleaseChip'
import { withoutArrived } from '../review/arrived'
import { ItemLink } from '../review/ItemLink'
import { useSignal } from '../watch'
import { words } from '../words/words'

const FIRST_ITEMS = 10

export interface EntryInsideProps extends OfReview {
	readonly kind: AgendaKind
}

export function EntryInside({ review, kind }: EntryInsideProps) {
	switch (kind) {
		case AgendaKind.GOAL:
			return <Goal review={review} />
		case AgendaKind.ACCOMPLISHED:
			return <Accomplished review={review} />
		case AgendaKind.ENVIRONMENT:
			return <Environment review={review} />
		case AgendaKind.FORECAST:
			return <Forecast />
		case AgendaKind.DECISIONS:
			return <Decisions review={review} />
		default:
			return null
	}
}

interface OfReview {
	readonly review: Review
}

function Goal({ review }: OfReview) {
	const w = words.stage
	return (
		<>
			<blockquote className="entry__goal">
				{review.goal === '' ? words.noSprintGoal : review.goal}
			</blockquote>
			<SprintLine review={review} />
			<p className="inc__text">{w.goalSays}</p>
			<GoalPart />
			<VisionPart />
		</>
	)
}

function Accomplished({ review }: OfReview) {
	const increments = useIncrements(review)
	const w = words.stage
	if (increments.length === 0) {
		return (
			<>
				<DoneFacts review={review} />
				<p className="quiet">{w.noIncrements}</p>
				<SaidPart />
			</>
		)
	}
	const done = increments.filter((one) => one.done).length
	const open = increments.length - done
	return (
		<>
			<DoneFacts review={review} />
			<p className="inc__text">
				{w.done(done)}
				{open > 0 && `, ${w.notDone(open)}`}.
			</p>
			<ul className="entry__list">
				{increments.map((one) => (
					<li key={one.key}>
						<b>{one.title}</b>
						<Doneness increment={one} />
						<Assessed increment={one} />
						<ReleaseChip release={one.release} />
					</li>
				))}
			</ul>
			<a href="#increments">{w.look}</a>
			<YouSaidList increments={increments} />
			<SaidPart />
		</>
	)
}

function Doneness({ increment: { done } }: { readonly increment: Increment }) {
	const w = words.increment
	return (
		<span className={done ? 'chip chip--accent' : 'chip chip--danger'}>
			<Icon name={done ? 'check' : 'x'} size="s" />
			{done ? w.done : w.notDone}
		</span>
	)
}

function Assessed({ increment: { assessment } }: { readonly increment: Increment }) {
	if (assessment === Assessment.UNSPECIFIED) return null
	return <span className="chip">{words.assessment.verdicts[assessment]}</span>
}

function Environment({ review }: OfReview) {
	const said = useFeedback(review).filter(
		({ kind, state }) => kind === FeedbackKind.ENVIRONMENT && state !== FeedbackState.MERGED,
	)
	const people = useSignal(useClient().views.people)
	const w = words.stage
	return (
		<>
			{review.environment !== '' && <p className="inc__text">{review.environment}</p>}
			<EditReview review={review} />
			<p className={review.environment === '' ? 'inc__text' : 'quiet'}>{w.environmentSays}</p>
			{said.length === 0 && <p className="quiet">{w.noEnvironment}</p>}
			<ul className="entry__list entry__list--said">
				{said.map((one) => (
					<li key={one.key}>
						<p className="entry__said">{one.text}</p>
						<span className="meta">
							{one.anonymous
								? words.feedback.anonymous
								: people.find(({ participant }) => participant === one.author)?.name}
						</span>
					</li>
				))}
			</ul>
		</>
	)
}

function Forecast() {
	const { ordered } = useSignal(useClient().views.order)
	const w = words.stage
	return (
		<>
			<p className="inc__text">{w.forecastSays}</p>
			<ol className="entry__list">
				{ordered.slice(0, FIRST_ITEMS).map((item, i) => (
					<li key={item.key}>
						<span className="num">{i + 1}</span>
						<ItemLink item={item.key} />
						<span>{item.title}</span>
						{item.estimate > 0 && <span className="meta">{w.points(item.estimate)}</span>}
					</li>
				))}
			</ol>
		</>
	)
}

function Decisions({ review }: OfReview) {
	const assessed = useIncrements(review).filter(
		({ assessment }) => assessment !== Assessment.UNSPECIFIED,
	)
	const became = useFeedback(review).filter(({ state }) => state === FeedbackState.CONVERTED)
	const w = words.stage
	const none = assessed.length === 0 && became.length === 0
	return (
		<>
			{none ? (
				<p className="quiet">{w.noDecisions}</p>
			) : (
				<p className="inc__text">{w.decisionsSays}</p>
			)}
			{assessed.length > 0 && (
				<section>
					<div className="sec">
						<h3>{w.assessments}</h3>
					</div>
					<ul className="entry__list">
						{assessed.map((one) => (
							<li key={one.key}>
								<b>{one.title}</b>
								<Assessed increment={one} />
								{one.assessmentReason !== '' && (
									<p className="entry__said">{one.assessmentReason}</p>
								)}
							</li>
						))}
					</ul>
				</section>
			)}
			{became.length > 0 && (
				<section>
					<div className="sec">
						<h3>{w.became}</h3>
					</div>
					<ul className="entry__list">
						{became.map((one) => (
							<li key={one.key}>
								<ItemLink item={one.item} titled />
								<p className="entry__said">{one.text}</p>
							</li>
						))}
					</ul>
				</section>
			)}
			<ActionsPart review={review} />
		</>
	)
}

function useFeedback({ key }: Review): readonly Feedback[] {
	const { views } = useClient()
	const feedback = withoutArrived(useSignal(views.feedback), useSignal(views.ownAnonymous))
	return feedback.filter((one) => one.review === key && !one.retracted)
}
