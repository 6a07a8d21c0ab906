// The long text of an item: loaded over HTTP when the item is opened, and loaded again when somebody
// changed the item. Never edited before it was loaded; an edit names the version it was made on.
import { useEffect, useState, type SubmitEvent } from 'react'
import { ItemField } from '../../sdk/gen/reviewd/v1/backlog_pb'
import { editText } from '../../sdk/drafts'
import { readLongText, type LongText } from '../../sdk/http'
import type { Item } from '../../sdk/model'
import { useSeat } from '../meeting/seat'
import { Saving } from '../parts/Saving'
import { tellProblem } from '../parts/TextField'
import { lengthProblem } from '../parts/textCheck'
import { useTyped } from '../parts/useTyped'
import { useGone, whyNot, type VersionedState } from '../parts/useVersioned'
import { useSignal } from '../watch'
import { words } from '../words/words'

// `by`: the version that the edit was begun on.
const NOT_EDITED = { text: '', by: -1 }

export interface DescriptionPartProps {
	readonly item: Item
	readonly editable: boolean
}

export function DescriptionPart({ item, editable }: DescriptionPartProps) {
	const text = useLongText(item)
	const { draft, state, edit, stop, save } = useDescriptionEdit(item, text)
	const w = words.item
	return (
		<section className="desc" aria-label={w.description}>
			<div className="sec">
				<h3>{w.description}</h3>
			</div>
			{text === 'loading' && <p className="quiet">{w.loading}</p>}
			{text === 'away' && <p className="quiet">{w.notLoaded}</p>}
			{typeof text === 'object' && draft === null && (
				<>
					<p className="desc__text">
						{text.description === '' ? w.noDescription : text.description}
					</p>
					{editable && (
						<button
							className="btn btn--s"
							onClick={() => {
								edit({ text: text.description, by: text.descriptionBy })
							}}
						>
							{w.editDescription}
						</button>
					)}
				</>
			)}
			{typeof text === 'object' && draft !== null && (
				<DescriptionForm
					text={draft.text}
					state={state}
					onType={(typed) => {
						edit({ ...draft, text: typed })
					}}
					onSave={() => void save()}
					onCancel={stop}
				/>
			)}
		</section>
	)
}

type Loaded = LongText | 'loading' | 'away'

// What was loaded stays when loading it again fails.
function useLongText(item: Item): Loaded {
	const { product, handle } = useSeat()
	const [text, setText] = useState<Loaded>('loading')
	useEffect(() => {
		if (item.pending) return
		let gone = false
		readLongText(product, handle, item.key).then(
			(loaded) => {
				if (!gone) setText(loaded)
			},
			() => {
				if (!gone) setText((before) => (before === 'loading' ? 'away' : before))
			},
		)
		return () => {
			gone = true
		}
	}, [product, handle, item.key, item.changedAt, item.pending])
	return text
}

type State = VersionedState['kind']

// What is being written in its place, and saving it. `draft` is null when nobody writes here.
function useDescriptionEdit(item: Item, text: Loaded) {
	const { client } = useSeat()
	const typed = useTyped(`description/${item.key}`, NOT_EDITED)
	const [state, setState] = useState<State>('typing')
	const gone = useGone()
	const draft = typed.value.by === NOT_EDITED.by ? null : typed.value
	const stop = () => {
		typed.set(NOT_EDITED)
		setState('typing')
	}
	const save = async () => {
		if (draft === null || typeof text === 'string' || state === 'saving') return
		setState('saving')
		// What stands there now has been loaded: saving again is meant to replace it.
		const by = state === 'changed' ? text.descriptionBy : draft.by
		const pending = client.submit(editText(item.key, ItemField.DESCRIPTION, draft.text, by))
		const accepted = await client.answered(pending)
		if (accepted) stop()
		else if (!gone.current) setState(whyNot(client, pending).kind)
	}
	return { draft, state, edit: typed.set, stop, save }
}

interface DescriptionFormProps {
	readonly text: string
	readonly state: State
	readonly onType: (text: string) => void
	readonly onSave: () => void
	readonly onCancel: () => void
}

function DescriptionForm({ text, state, onType, onSave, onCancel }: DescriptionFormProps) {
	const { textBytes } = useSignal(useSeat().client.views.limits)
	const w = words.item
	const saving = state === 'saving'
	const tooLong = lengthProblem(text, textBytes)
	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (tooLong === null) onSave()
	}
	return (
		<form className="form" onSubmit={submit}>
			{(state === 'changed' || state === 'refused') && (
				<p className="problem" role="alert">
					{state === 'changed' ? w.descriptionConflict : w.descriptionRefused}
				</p>
			)}
			<textarea
				className="input"
				rows={10}
				aria-label={w.description}
				aria-invalid={tooLong !== null || undefined}
				value={text}
				// What is typed into a text that is on its way would not go with it.
				readOnly={saving}
				autoFocus
				onChange={(event) => {
					onType(event.target.value)
				}}
			/>
			{tooLong !== null && <p className="problem">{tellProblem(tooLong)}</p>}
			{saving && <Saving text={words.saving} />}
			<div className="buttons">
				<button
					className="btn btn--main btn--s"
					type="submit"
					aria-disabled={saving || tooLong !== null || undefined}
				>
					{w.save}
				</button>
				<button className="btn btn--quiet btn--s" type="button" onClick={onCancel}>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}
