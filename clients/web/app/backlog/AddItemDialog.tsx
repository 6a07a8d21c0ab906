// A new item: its title, estimate and where it goes.
import { useState, type SubmitEvent } from 'react'
import { addItems } from '../../sdk/drafts'
import { placeOf, type Target } from '../../sdk/gap'
import type { IdKey } from '../../sdk/id'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Dialog } from '../parts/Dialog'
import { useTyped } from '../parts/useTyped'
import { words } from '../words/words'

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
	const { fields, set, beside, places, at, setAt, ready, submit, close } = useNewItem(open, onClose)
	const w = words.item
	return (
		<Dialog title={w.add} onClose={close}>
			<form className="form" onSubmit={submit}>
				<ItemFields fields={fields} onChange={set} />
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
	const [at, setAt] = useState<(typeof places)[number]>(places[0])
	const ready = title.trim() !== ''

	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (!ready) return
		const target: Target = at === 'below' ? { at, slot: beside?.slot ?? '' } : { at }
		const item = { title: title.trim(), description, estimate: Number(estimate) }
		const { slots } = client.replica.state
		client.submit(addItems([item], placeOf(slots, target, beside?.zone)))
		close()
	}
	return { fields: typed.value, set, beside, places, at, setAt, ready, submit, close }
}

interface ItemFieldsProps {
	readonly fields: TypedItem
	readonly onChange: (fields: Partial<TypedItem>) => void
}

function ItemFields({ fields, onChange }: ItemFieldsProps) {
	const w = words.item
	return (
		<>
			<label className="field">
				<span className="field__l">{w.title}</span>
				<input
					className="input"
					value={fields.title}
					maxLength={500}
					onChange={(event) => {
						onChange({ title: event.target.value })
					}}
				/>
			</label>
			<label className="field">
				<span className="field__l">{w.description}</span>
				<textarea
					className="input"
					rows={4}
					value={fields.description}
					onChange={(event) => {
						onChange({ description: event.target.value })
					}}
				/>
			</label>
			<label className="field field--short">
				<span className="field__l">{w.estimate}</span>
				<input
					className="input"
					inputMode="numeric"
					maxLength={4}
					value={fields.estimate}
					onChange={(event) => {
						onChange({ estimate: event.target.value.replaceAll(/\D/g, '') })
					}}
				/>
			</label>
		</>
	)
}
