// Adds an action item, or changes what one says.
import { useId } from 'react'
import { addAction, editAction } from '../../sdk/goalDrafts'
import type { ActionItem } from '../../sdk/goalModel'
import type { IdKey } from '../../sdk/id'
import type { Person } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { DateField } from '../parts/DateField'
import { dayText } from '../parts/days'
import { Dialog } from '../parts/Dialog'
import { mayAddIncrements } from '../parts/roles'
import { FieldFrame, TextField } from '../parts/TextField'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useTyped } from '../parts/useTyped'
import { useVersioned } from '../parts/useVersioned'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import { words } from '../words/words'
import { actionProblem, actionText, NO_ACTION, type ActionForm } from './actionForm'
import { VersionedForm } from './VersionedForm'

export interface ActionDialogProps {
	// That it is agreed in; NO_ID: outside of any.
	readonly review: IdKey
	// Undefined: a new one.
	readonly action: ActionItem | undefined
	// Of a new one, given where what the server refused is put right.
	readonly initial?: ActionForm
	readonly onAdded?: () => void
	readonly onClose: () => void
}

export function ActionDialog({ action, ...props }: ActionDialogProps) {
	const { onClose } = props
	return action === undefined ? (
		<AddDialog {...props} />
	) : (
		<EditDialog action={action} onClose={onClose} />
	)
}

function AddDialog({ review, initial, onAdded, onClose }: Omit<ActionDialogProps, 'action'>) {
	const client = useClient()
	const { titleBytes } = useSignal(client.views.limits)
	const typed = useTyped(initial === undefined ? 'action' : null, initial ?? NO_ACTION)
	const form = typed.value
	const problem = actionProblem(form, titleBytes)
	const w = goalWords.actions
	const close = () => {
		typed.forget()
		onClose()
	}
	const { asked, submit } = useCheckedSubmit(problem === null, () => {
		client.submit(addAction(review, actionText(form)))
		onAdded?.()
		close()
	})
	return (
		<Dialog title={w.add} onClose={close}>
			<form className="form" noValidate onSubmit={submit}>
				<Fields
					form={form}
					problem={asked ? problem : null}
					onChange={(fields) => {
						typed.set({ ...form, ...fields })
					}}
				/>
				<div className="buttons">
					<button className="btn btn--main" type="submit">
						{w.addIt}
					</button>
					<button className="btn btn--quiet" type="button" onClick={close}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}

interface EditDialogProps {
	readonly action: ActionItem
	readonly onClose: () => void
}

function EditDialog({ action, onClose }: EditDialogProps) {
	const { views } = useClient()
	const { titleBytes } = useSignal(views.limits)
	const people = useSignal(views.people)
	const now = useSignal(views.actions).find(({ key }) => key === action.key) ?? action
	const { text, owner, due, state } = now
	const versioned = useVersioned<ActionForm>({
		place: `action/${action.key}`,
		standing: { text, owner, due },
		at: now.editedAt,
		draft: (form, at) => editAction(action.key, { ...actionText(form), state }, at),
		onClose,
	})
	const { form, set } = versioned
	const problem = actionProblem(form, titleBytes)
	const w = goalWords.actions
	const name = (participant: number) =>
		people.find((one) => one.participant === participant)?.name ?? w.nobody
	const day = (one: string) => (one === '' ? '' : dayText(one))
	return (
		<Dialog title={w.editTitle} onClose={versioned.close}>
			<VersionedForm
				versioned={versioned}
				isSound={problem === null}
				action={w.save}
				fields={[
					[w.text, text, form.text],
					[w.owner, name(owner), name(form.owner)],
					[w.due, day(due), day(form.due)],
				]}
			>
				{(asked) => <Fields form={form} problem={asked ? problem : null} onChange={set} />}
			</VersionedForm>
		</Dialog>
	)
}

interface FieldsProps {
	readonly form: ActionForm
	readonly problem: ReturnType<typeof actionProblem>
	readonly onChange: (fields: Partial<ActionForm>) => void
}

function Fields({ form, problem, onChange }: FieldsProps) {
	const w = goalWords.actions
	return (
		<>
			<TextField
				label={w.text}
				value={form.text}
				problem={problem}
				rows={2}
				onChange={(text) => {
					onChange({ text })
				}}
			/>
			<div className="fieldrow">
				<OwnerField
					owner={form.owner}
					onChange={(owner) => {
						onChange({ owner })
					}}
				/>
				<DateField
					label={w.due}
					value={form.due}
					optional
					onChange={(due) => {
						onChange({ due })
					}}
				/>
			</div>
		</>
	)
}

// A list of thousands helps nobody: of the people who are not of the team as many as can be read.
const OTHERS_MAX = 100

interface OwnerFieldProps {
	readonly owner: number
	readonly onChange: (owner: number) => void
}

function OwnerField({ owner, onChange }: OwnerFieldProps) {
	const id = useId()
	const people = useSignal(useClient().views.people)
	const present = people.filter(({ removed }) => !removed)
	const team = present.filter(({ role }) => mayAddIncrements(role))
	const others = present.filter(({ role }) => !mayAddIncrements(role))
	const shown = others.filter((one, i) => i < OTHERS_MAX || one.participant === owner)
	const w = goalWords.actions
	const options = (some: readonly Person[]) =>
		some.map(({ participant, name }) => (
			<option key={participant} value={participant}>
				{name}
			</option>
		))
	return (
		<FieldFrame id={id} label={w.owner}>
			<select
				id={id}
				className="input"
				value={present.some(({ participant }) => participant === owner) ? owner : 0}
				onChange={(event) => {
					onChange(Number(event.target.value))
				}}
			>
				<option value={0}>{w.nobody}</option>
				<optgroup label={w.team}>{options(team)}</optgroup>
				{shown.length > 0 && <optgroup label={w.others}>{options(shown)}</optgroup>}
			</select>
		</FieldFrame>
	)
}
