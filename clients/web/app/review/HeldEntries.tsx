// Anonymous feedback that waits, for those who lead: released one by one or all at once, or discarded
// with a reason that its author reads. Whose it is nobody is told.
import { useRef, useState } from 'react'
import { discardFeedback, releaseFeedback } from '../../sdk/heldFeedback'
import type { HeldFeedback, Review } from '../../sdk/model'
import { isUnderWay } from '../meeting/currentReview'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { Saving } from '../parts/Saving'
import { manyLines, REASON_BYTES_MAX, titleProblem } from '../parts/textCheck'
import { TextField } from '../parts/TextField'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useFocusBack } from '../parts/useFocusBack'
import { useTyped, useWasTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { heldWords } from '../words/held'
import { words } from '../words/words'
import { KIND_ICONS } from './kindIcons'
import { inShort } from './merged'

export interface HeldEntriesProps {
	readonly review: Review
	readonly held: readonly HeldFeedback[]
}

export function HeldEntries({ review, held }: HeldEntriesProps) {
	const client = useClient()
	const waiting = held.filter(({ settling }) => settling === 'no')
	const mayDecide = isUnderWay(review)
	const w = heldWords
	return (
		<>
			<li className="fb fb--held">
				<div className="fb__waits">
					<span>{w.title(held.length)}</span>
					{mayDecide && waiting.length > 1 && (
						<button
							className="btn btn--s"
							onClick={(event) => {
								listAround(event.currentTarget)?.focus()
								client.submit(releaseFeedback(waiting.map(({ key }) => key)))
							}}
						>
							{w.releaseAll}
						</button>
					)}
				</div>
				<p className="fb__foot">{w.onlyLead}</p>
			</li>
			{held.map((one) => (
				<HeldEntry key={one.key} held={one} mayDecide={mayDecide} />
			))}
		</>
	)
}

interface HeldEntryProps {
	readonly held: HeldFeedback
	readonly mayDecide: boolean
}

function HeldEntry({ held, mayDecide }: HeldEntryProps) {
	const client = useClient()
	const increments = useSignal(client.views.increments)
	const about = increments.find((one) => one.key === held.increment)
	const wasTyped = useWasTyped(placeOfDiscard(held))
	const [discarding, setDiscarding] = useState(wasTyped)
	const { key, kind, text, settling } = held
	const w = heldWords
	return (
		<li className="fb fb--held">
			<div className="fb__head">
				<span className="fb__kind">
					<Icon name={KIND_ICONS[kind]} size="s" />
					{words.feedback.kinds[kind]}
				</span>
				<span>{words.feedback.anonymous}</span>
			</div>
			<p className="fb__text">{text}</p>
			{about !== undefined && <p className="fb__foot">{words.feedback.on(about.title)}</p>}
			{settling !== 'no' ? (
				<p className="fb__foot">
					<Saving text={settling === 'release' ? w.releasing : w.discarding} />
				</p>
			) : discarding ? (
				<DiscardForm
					held={held}
					onDone={() => {
						setDiscarding(false)
					}}
				/>
			) : (
				mayDecide && (
					<div className="fb__acts buttons">
						<button
							className="btn btn--s"
							aria-label={w.releaseOf(inShort(text))}
							onClick={(event) => {
								// The entry goes; somebody has to take the focus.
								listAround(event.currentTarget)?.focus()
								client.submit(releaseFeedback([key]))
							}}
						>
							{w.release}
						</button>
						<button
							className="btn btn--s btn--quiet"
							aria-label={w.discardOf(inShort(text))}
							onClick={() => {
								setDiscarding(true)
							}}
						>
							{w.discard}
						</button>
					</div>
				)
			)}
		</li>
	)
}

function placeOfDiscard({ key }: HeldFeedback): string {
	return `discard/${key}`
}

interface DiscardFormProps {
	readonly held: HeldFeedback
	readonly onDone: () => void
}

function DiscardForm({ held, onDone }: DiscardFormProps) {
	const client = useClient()
	const form = useRef<HTMLFormElement>(null)
	useFocusBack(form)
	const typed = useTyped(placeOfDiscard(held), '')
	const reason = manyLines(typed.value)
	const problem = titleProblem(reason, REASON_BYTES_MAX)
	const w = heldWords
	const close = () => {
		typed.forget()
		onDone()
	}
	const { asked, submit } = useCheckedSubmit(problem === null, () => {
		client.submit(discardFeedback(held.key, reason))
		close()
	})
	return (
		<form
			ref={form}
			className="form fb__do"
			aria-label={w.discardOf(inShort(held.text))}
			noValidate
			onSubmit={submit}
			onKeyDown={(event) => {
				if (event.key === 'Escape') close()
			}}
		>
			<TextField
				label={w.reason}
				emptySays={w.reasonNeeded}
				value={typed.value}
				problem={asked ? problem : null}
				rows={2}
				autoFocus
				onChange={typed.set}
			/>
			<div className="buttons">
				<button className="btn btn--s btn--danger" type="submit">
					{w.discardIt}
				</button>
				<button className="btn btn--s btn--quiet" type="button" onClick={close}>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}

function listAround(element: HTMLElement): HTMLElement | null {
	return element.closest('ul')
}
