// What was built: summary, criteria, Definition of Done, the Product Owner's word on it.
import { useRef, useState, type KeyboardEvent } from 'react'
import { CheckList, ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { IdKey } from '../../sdk/id'
import type { Increment, Review } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { mayAddIncrements } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { laterPart } from '../parts/laterPart'
import { EditIncrementDialog, IncrementDialog } from '../plan/planDialogs'
import { itemName } from '../plan/incrementForm'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { AssessmentPart } from './AssessmentPart'
import { CheckListPart } from './CheckListPart'
import { ReleaseChip } from './ReleaseChip'

const YouSaid = laterPart(() => import('../goals/YouSaid').then((m) => m.YouSaid), true)
const ReleasePart = laterPart(() => import('./ReleasePart').then((m) => m.ReleasePart), true)

export interface IncrementStageProps {
	readonly review: Review
	readonly increment: Increment
	readonly increments: readonly Increment[]
	readonly onChoose: (key: string) => void
	readonly onAdded: (key: IdKey) => void
}

export function IncrementStage(props: IncrementStageProps) {
	const { review, increment, increments } = props
	const at = increments.indexOf(increment)
	const w = words.increment

	return (
		<section className="inc" aria-labelledby="increment-title">
			<IncrementList {...props} />
			<div className="inc__what">
				<div>
					<div className="inc__head">
						<p className="label">{w.place(at + 1, increments.length)}</p>
						<EditIncrement review={review} increment={increment} />
					</div>
					<h2 className="inc__title" id="increment-title">
						{increment.title}
					</h2>
					<p className="inc__by">
						{increment.done ? (
							<span className="chip chip--accent">
								<Icon name="check" size="s" />
								{w.done}
							</span>
						) : (
							<span className="chip chip--danger">
								<Icon name="x" size="s" />
								{w.notDone}
							</span>
						)}
						<ReleaseChip release={increment.release} />
						{increment.presenter !== '' && <span>{w.presents(increment.presenter)}</span>}
						<Delivers item={increment.item} />
						<DemoLink link={increment.demoLink} />
						{increment.pending && increment.assessedBy === 0 && <Saving text={words.saving} />}
					</p>
				</div>
				<YouSaid increment={increment} />
				{increment.summary !== '' && <p className="inc__text">{increment.summary}</p>}
				<CheckListPart
					increment={increment}
					list={CheckList.CRITERIA}
					reviewIsOver={review.state === ReviewState.CLOSED}
				/>
				<CheckListPart
					increment={increment}
					list={CheckList.DEFINITION_OF_DONE}
					reviewIsOver={review.state === ReviewState.CLOSED}
				/>
				<AssessmentPart
					key={increment.key}
					increment={increment}
					reviewIsOver={review.state === ReviewState.CLOSED}
				/>
				<ReleasePart
					key={`release/${increment.key}`}
					increment={increment}
					reviewIsOver={review.state === ReviewState.CLOSED}
				/>
			</div>
		</section>
	)
}

function IncrementList(props: IncrementStageProps) {
	const { review, increment, increments, onChoose, onAdded } = props
	const list = useRef<HTMLOListElement>(null)
	const onKeyDown = (event: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key]
		if (step === undefined) return
		const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
		const to = buttons.findIndex((one) => one === document.activeElement) + step
		if (buttons[to] === undefined) return
		event.preventDefault()
		buttons[to].focus()
	}
	return (
		<nav className="inclist" aria-label={words.increment.all}>
			<ol ref={list} onKeyDown={onKeyDown}>
				{increments.map((one, i) => (
					<li key={one.key}>
						<button
							className={one === increment ? 'inclist__o is-now' : 'inclist__o'}
							aria-current={one === increment ? 'true' : undefined}
							onClick={() => {
								onChoose(one.key)
							}}
						>
							<span className="num">{i + 1}</span>
							<span className="inclist__t">{one.title}</span>
						</button>
					</li>
				))}
			</ol>
			<AddIncrement review={review} onAdded={onAdded} />
		</nav>
	)
}

function AddIncrement({ review, onAdded }: Pick<IncrementStageProps, 'review' | 'onAdded'>) {
	const me = useSignal(useClient().views.me)
	// To that review.
	const [adding, setAdding] = useState<IdKey | null>(null)
	return (
		<>
			{review.state !== ReviewState.CLOSED && mayAddIncrements(me.role) && (
				<button
					className="btn btn--s btn--quiet inclist__add"
					onClick={() => {
						setAdding(review.key)
					}}
				>
					<Icon name="plus" size="s" />
					{words.plan.addIncrement}
				</button>
			)}
			{adding !== null && (
				<IncrementDialog
					review={adding}
					onAdded={onAdded}
					onClose={() => {
						setAdding(null)
					}}
				/>
			)}
		</>
	)
}

interface EditIncrementProps {
	readonly review: Review
	readonly increment: Increment
}

function EditIncrement({ review, increment }: EditIncrementProps) {
	const me = useSignal(useClient().views.me)
	// That one, whatever the meeting is about by now.
	const [editing, setEditing] = useState<IdKey | null>(null)
	return (
		<>
			{review.state !== ReviewState.CLOSED && mayAddIncrements(me.role) && (
				<button
					className="btn btn--s btn--quiet"
					aria-label={words.product.editOf(increment.title)}
					aria-disabled={increment.pending || undefined}
					onClick={() => {
						if (!increment.pending) setEditing(increment.key)
					}}
				>
					{words.product.edit}
				</button>
			)}
			{editing !== null && (
				<EditIncrementDialog
					increment={editing}
					onClose={() => {
						setEditing(null)
					}}
				/>
			)}
		</>
	)
}

// The item as the backlog has it now; nothing where it is not known any more.
function Delivers({ item: key }: { readonly item: IdKey }) {
	const client = useClient()
	useSignal(client.views.order)
	const item = client.replica.state.items.get(key)
	return item === undefined ? null : <span>{words.increment.delivers(itemName(item))}</span>
}

// A link typed by somebody: only the two schemes that open a page.
function DemoLink({ link }: { readonly link: string }) {
	if (!/^https?:\/\//i.test(link)) return link === '' ? null : <span>{link}</span>
	return (
		<a href={link} target="_blank" rel="noopener noreferrer">
			{words.increment.demo}
		</a>
	)
}
