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

export function AddItemDialog({ open, onClose }: AddItemDialogProps) {
	const client = useClient()
	const beside = open === null ? undefined : client.replica.state.items.get(open)
	const typed = useTyped('item', { title: '', description: '', estimate: '' })
	const { title, description, estimate } = typed.value
	const set = (fields: Partial<typeof typed.value>) => {
		typed.set({ ...typed.value, ...fields })
	}
	const close = () => {
		typed.forget()
		onClose()
	}
	const places =
		beside === undefined ? (['top', 'end'] as const) : (['below', 'top', 'end'] as const)
	const [at, setAt] = useState<(typeof places)[number]>(places[0])
	const w = words.item
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
	return (
		<Dialog title={w.add} onClose={close}>
			<form className="form" onSubmit={submit}>
				<label className="field">
					<span className="field__l">{w.title}</span>
					<input
						className="input"
						value={title}
						maxLength={500}
						onChange={(event) => {
							set({ title: event.target.value })
						}}
					/>
				</label>
				<label className="field">
					<span className="field__l">{w.description}</span>
					<textarea
						className="input"
						rows={4}
						value={description}
						onChange={(event) => {
							set({ description: event.target.value })
						}}
					/>
				</label>
				<label className="field field--short">
					<span className="field__l">{w.estimate}</span>
					<input
						className="input"
						inputMode="numeric"
						maxLength={4}
						value={estimate}
						onChange={(event) => {
							set({ estimate: event.target.value.replaceAll(/\D/g, '') })
						}}
					/>
				</label>
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
