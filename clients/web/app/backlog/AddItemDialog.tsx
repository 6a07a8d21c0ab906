// A new item: its title, estimate and where it goes.
import { useState, type SubmitEvent } from 'react'
import { addItems } from '../../sdk/drafts'
import { placeOf, type Target } from '../../sdk/gap'
import type { IdKey } from '../../sdk/id'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Dialog } from '../parts/Dialog'
import { TextField } from '../parts/TextField'
import { lengthProblem, type Problem } from '../parts/textCheck'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'

const ESTIMATE_DIGITS = 4

export interface AddItemDialogProps {
	// The item that is open beside the list; the new one may go below it.
	readonly open: IdKey | null
	readonly onClose: () => void
}

interface TypedItem {
	readonly title: string
	readonly description: string
	// Digits, or nothing.
	readonly estimate: string
}

export function AddItemDialog({ open, onClose }: AddItemDialogProps) {
	const item = useNewItem(open, onClose)
	const { beside, places, at, setAt, ready, submit, close } = item
	const w = words.item
	return (
		<Dialog title={w.add} onClose={close}>
			<form className="form" onSubmit={submit}>
				<ItemFields fields={item.fields} problems={item.problems} onChange={item.set} />
				<Choice
					label={w.where}
					className="kinds"
					optionClass={() => 'kind'}
					options={places}
					chosen={at}
					onChoose={setAt}
					render={(one) => w.places[one](beside?.ref ?? '')}
				/>
				<div className="buttons">
					<button className="btn btn--main" type="submit" aria-disabled={!ready}>
						{w.add}
					</button>
					<button className="btn btn--quiet" type="button" onClick={close}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}

// What is typed of the item, where it goes, and adding it.
function useNewItem(open: IdKey | null, onClose: () => void) {
	const client = useClient()
	const beside = open === null ? undefined : client.replica.state.items.get(open)
	const typed = useTyped<TypedItem>('item', { title: '', description: '', estimate: '' })
	const { title, description, estimate } = typed.value
	const set = (fields: Partial<TypedItem>) => {
		typed.set({ ...typed.value, ...fields })
	}
	const close = () => {
		typed.forget()
		onClose()
	}
	const places =
		beside === undefined ? (['top', 'end'] as const) : (['below', 'top', 'end'] as const)
	const [chosen, setAt] = useState<(typeof places)[number]>(places[0])
	// The item beside may have been closed meanwhile.
	const at = places.find((one) => one === chosen) ?? places[0]
	const { titleBytes, textBytes } = useSignal(client.views.limits)
	const problems = {
		title: lengthProblem(title.trim(), titleBytes),
		description: lengthProblem(description, textBytes),
	}
	const ready = title.trim() !== '' && problems.title === null && problems.description === null

	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (!ready) return
		const target: Target = at === 'below' ? { at, slot: beside?.slot ?? '' } : { at }
		const item = { title: title.trim(), description, estimate: Number(estimate) }
		const { slots } = client.replica.state
		client.submit(addItems([item], placeOf(slots, target, beside?.zone)))
		close()
	}
	return { fields: typed.value, problems, set, beside, places, at, setAt, ready, submit, close }
}

interface ItemFieldsProps {
	readonly fields: TypedItem
	readonly problems: { readonly title: Problem | null; readonly description: Problem | null }
	readonly onChange: (fields: Partial<TypedItem>) => void
}

function ItemFields({ fields, problems, onChange }: ItemFieldsProps) {
	const w = words.item
	return (
		<>
			<TextField
				label={w.title}
				value={fields.title}
				problem={problems.title}
				onChange={(title) => {
					onChange({ title })
				}}
			/>
			<TextField
				label={w.description}
				value={fields.description}
				problem={problems.description}
				rows={4}
				onChange={(description) => {
					onChange({ description })
				}}
			/>
			<TextField
				label={w.estimate}
				value={fields.estimate}
				inputMode="numeric"
				short
				onChange={(typed) => {
					onChange({ estimate: typed.replaceAll(/\D/g, '').slice(0, ESTIMATE_DIGITS) })
				}}
			/>
		</>
	)
}
