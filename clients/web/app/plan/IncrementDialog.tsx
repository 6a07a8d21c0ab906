// Adds an increment to a review: what was built, and what it is measured by.
import { useState, type SubmitEvent } from 'react'
import { addIncrement } from '../../sdk/drafts'
import type { IdKey } from '../../sdk/id'
import { firstMade } from '../../sdk/reissue'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Dialog } from '../parts/Dialog'
import { focusFirstProblem, TextField } from '../parts/TextField'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { CriteriaField } from './CriteriaField'
import { DefinitionPart } from './DefinitionPart'
import {
	EMPTY_INCREMENT,
	incrementProblems,
	incrementText,
	isSound,
	type IncrementForm,
} from './incrementForm'
import { ItemField } from './ItemField'

export interface IncrementDialogProps {
	readonly review: IdKey
	// Given where what the server refused is put right.
	readonly initial?: IncrementForm
	readonly onAdded: (increment: IdKey) => void
	readonly onClose: () => void
}

export function IncrementDialog(props: IncrementDialogProps) {
	const { review, initial, onAdded, onClose } = props
	const client = useClient()
	const limits = useSignal(client.views.limits)
	const { ordered } = useSignal(client.views.order)
	const typed = useTyped(initial === undefined ? 'increment' : null, initial ?? EMPTY_INCREMENT)
	const form = typed.value
	const close = () => {
		typed.forget()
		onClose()
	}
	const [asked, setAsked] = useState(false)
	const w = words.plan
	const found = incrementProblems(form, limits)
	const problems = asked ? found : null
	const set = (fields: Partial<IncrementForm>) => {
		typed.set({ ...form, ...fields })
	}

	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault()
		if (!isSound(found)) {
			setAsked(true)
			focusFirstProblem(event.currentTarget)
			return
		}
		onAdded(firstMade(client.submit(addIncrement(review, incrementText(form)))))
		close()
	}
	return (
		<Dialog title={w.addIncrement} onClose={close}>
			<form className="form" noValidate onSubmit={submit}>
				<TextField
					label={w.incrementTitle}
					value={form.title}
					problem={problems?.title}
					onChange={(title) => {
						set({ title })
					}}
				/>
				<ItemField
					label={w.item}
					items={ordered}
					optional
					text={form.itemText}
					problem={problems?.item ?? null}
					onChange={(itemText, item, title) => {
						set({ itemText, item, title: form.title.trim() === '' ? title : form.title })
					}}
				/>
				<TextField
					label={w.summary}
					value={form.summary}
					problem={problems?.summary}
					rows={4}
					optional
					onChange={(summary) => {
						set({ summary })
					}}
				/>
				<CriteriaField
					criteria={form.criteria}
					problems={problems?.criteria ?? []}
					onChange={(criteria) => {
						set({ criteria })
					}}
				/>
				<DefinitionPart />
				<div className="field">
					<span className="field__l" aria-hidden="true">
						{w.isDone}
					</span>
					<Choice
						label={w.isDone}
						className="kinds"
						optionClass={() => 'kind'}
						options={['done', 'notDone'] as const}
						chosen={form.done ? 'done' : 'notDone'}
						onChoose={(chosen) => {
							set({ done: chosen === 'done' })
						}}
						render={(one) => words.increment[one]}
					/>
				</div>
				<TextField
					label={w.presenter}
					value={form.presenter}
					problem={problems?.presenter}
					optional
					onChange={(presenter) => {
						set({ presenter })
					}}
				/>
				<TextField
					label={w.demoLink}
					value={form.demoLink}
					problem={problems?.demoLink}
					inputMode="url"
					optional
					onChange={(demoLink) => {
						set({ demoLink })
					}}
				/>
				<div className="buttons">
					<button className="btn btn--main" type="submit">
						{w.addIncrement}
					</button>
					<button className="btn btn--quiet" type="button" onClick={close}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}
