// The long text of an item: loaded over HTTP when the item is opened, and loaded again when somebody
// changed the item. Never edited before it was loaded; an edit names the version it was made on.
import { useEffect, useState, type SubmitEvent } from 'react'
import { ItemField } from '../../sdk/gen/reviewd/v1/backlog_pb'
import { editText } from '../../sdk/drafts'
import { readLongText, type LongText } from '../../sdk/http'
import type { Item } from '../../sdk/model'
import { useSeat } from '../meeting/seat'
import { useTyped } from '../parts/useTyped'
import { words } from '../words/words'

// `by`: the version that the edit was begun on.
const NOT_EDITED = { text: '', by: -1 }

export interface DescriptionPartProps {
	readonly item: Item
	readonly editable: boolean
}

export function DescriptionPart({ item, editable }: DescriptionPartProps) {
	const { client, product, handle } = useSeat()
	const [text, setText] = useState<LongText | 'loading' | 'away'>('loading')
	const typed = useTyped(`description/${item.key}`, NOT_EDITED)
	const draft = typed.value.by === NOT_EDITED.by ? null : typed.value
	const stop = () => {
		typed.set(NOT_EDITED)
		setRefused(false)
	}
	const [refused, setRefused] = useState(false)
	const w = words.item

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

	const save = async (event: SubmitEvent) => {
		event.preventDefault()
		if (draft === null || typeof text === 'string') return
		// Once refused, what stands there now has been loaded: saving again is meant to replace it.
		const by = refused ? text.descriptionBy : draft.by
		const operation = editText(item.key, ItemField.DESCRIPTION, draft.text, by)
		const accepted = await client.answered(client.submit(operation))
		if (accepted) stop()
		else setRefused(true)
	}

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
								typed.set({ text: text.description, by: text.descriptionBy })
							}}
						>
							{w.editDescription}
						</button>
					)}
				</>
			)}
			{typeof text === 'object' && draft !== null && (
				<form className="form" onSubmit={(event) => void save(event)}>
					{refused && (
						<p className="problem" role="alert">
							{w.descriptionConflict}
						</p>
					)}
					<textarea
						className="input"
						rows={10}
						aria-label={w.description}
						value={draft.text}
						autoFocus
						onChange={(event) => {
							typed.set({ ...draft, text: event.target.value })
						}}
					/>
					<div className="buttons">
						<button className="btn btn--main btn--s" type="submit">
							{w.save}
						</button>
						<button className="btn btn--quiet btn--s" type="button" onClick={stop}>
							{words.cancel}
						</button>
					</div>
				</form>
			)}
		</section>
	)
}
