// Adds an increment to a review: what was built, and what it is measured by.
import { addIncrement } from '../../sdk/drafts'
import type { IdKey } from '../../sdk/id'
import { firstMade } from '../../sdk/reissue'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
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
import { HowFields, WhatFields } from './IncrementFields'

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
	const typed = useTyped(initial === undefined ? 'increment' : null, initial ?? EMPTY_INCREMENT)
	const form = typed.value
	const close = () => {
		typed.forget()
		onClose()
	}
	const w = words.plan
	const found = incrementProblems(form, limits)
	const { asked, submit } = useCheckedSubmit(isSound(found), () => {
		onAdded(firstMade(client.submit(addIncrement(review, incrementText(form)))))
		close()
	})
	const problems = asked ? found : null
	const set = (fields: Partial<IncrementForm>) => {
		typed.set({ ...form, ...fields })
	}

	return (
		<Dialog title={w.addIncrement} onClose={close}>
			<form className="form" noValidate onSubmit={submit}>
				<WhatFields form={form} problems={problems} onChange={set} />
				<CriteriaField
					criteria={form.criteria}
					problems={problems?.criteria ?? []}
					onChange={(criteria) => {
						set({ criteria })
					}}
				/>
				<DefinitionPart />
				<HowFields form={form} problems={problems} onChange={set} />
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
