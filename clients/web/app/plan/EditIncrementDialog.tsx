// Changes what an increment says of itself. Its criteria are ticked where they stand.
import { editIncrement } from '../../sdk/goalDrafts'
import type { IdKey } from '../../sdk/id'
import type { Increment } from '../../sdk/model'
import { VersionedForm } from '../goals/VersionedForm'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { useVersioned } from '../parts/useVersioned'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import { words } from '../words/words'
import {
	EMPTY_INCREMENT,
	incrementProblems,
	incrementText,
	isSound,
	itemName,
	type IncrementForm,
} from './incrementForm'
import { HowFields, WhatFields } from './IncrementFields'

export interface EditIncrementDialogProps {
	readonly increment: IdKey
	readonly onClose: () => void
}

export function EditIncrementDialog({ increment: key, onClose }: EditIncrementDialogProps) {
	const { views } = useClient()
	const increment = useSignal(views.increments).find((one) => one.key === key)
	return increment === undefined ? null : <Editing increment={increment} onClose={onClose} />
}

interface EditingProps {
	readonly increment: Increment
	readonly onClose: () => void
}

function Editing({ increment, onClose }: EditingProps) {
	const { views, replica } = useClient()
	const limits = useSignal(views.limits)
	useSignal(views.order)
	const { title, summary, item, done, presenter, demoLink } = increment
	const known = replica.state.items.get(item)
	const itemText = known === undefined ? '' : itemName(known)
	const standing = { title, summary, itemText, item, done, presenter, demoLink }
	const versioned = useVersioned({
		place: `increment/${increment.key}`,
		standing,
		at: increment.editedAt,
		draft: (form, at) => editIncrement(increment.key, incrementText(whole(form)), at),
		onClose,
	})
	const { form, set } = versioned
	const found = incrementProblems(whole(form), limits)
	const w = words.plan
	const doneText = (is: boolean) => words.increment[is ? 'done' : 'notDone']
	return (
		<Dialog title={goalWords.increment.edit} onClose={versioned.close}>
			<VersionedForm
				versioned={versioned}
				isSound={isSound(found)}
				action={goalWords.increment.save}
				fields={[
					[w.incrementTitle, title, form.title],
					[w.item, itemText, form.itemText],
					[w.summary, summary, form.summary],
					[w.isDone, doneText(done), doneText(form.done)],
					[w.presenter, presenter, form.presenter],
					[w.demoLink, demoLink, form.demoLink],
				]}
			>
				{(asked) => (
					<>
						<WhatFields form={form} problems={asked ? found : null} onChange={set} />
						<HowFields form={form} problems={asked ? found : null} onChange={set} />
					</>
				)}
			</VersionedForm>
		</Dialog>
	)
}

// The form of a new one has its criteria as well; here they have no part in it.
function whole(form: Omit<IncrementForm, 'criteria'>): IncrementForm {
	return { ...form, criteria: EMPTY_INCREMENT.criteria }
}
