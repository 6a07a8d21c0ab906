// The long text of an item: loaded over HTTP when the item is opened, and loaded again when somebody
// changed the item. Never edited before it was loaded; an edit names the version it was made on.
import { useEffect, useState, type SubmitEvent } from 'react'
import { ItemField } from '../../sdk/gen/reviewd/v1/backlog_pb'
import { editText } from '../../sdk/drafts'
import { readLongText, type LongText } from '../../sdk/http'
import type { Item } from '../../sdk/model'
import { useSeat } from '../meeting/seat'
import { words } from '../words/words'

export interface DescriptionPartProps {
	readonly item: Item
	readonly editable: boolean
}

export function DescriptionPart({ item, editable }: DescriptionPartProps) {
	const { client, product, handle } = useSeat()
	const [text, setText] = useState<LongText | 'loading' | 'away'>('loading')
	const [draft, setDraft] = useState<string | null>(null)
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
		const operation = editText(item.key, ItemField.DESCRIPTION, draft, text.descriptionBy)
		const accepted = await client.answered(client.submit(operation))
		setRefused(!accepted)
		if (accepted) setDraft(null)
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
								setDraft(text.description)
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
						value={draft}
						autoFocus
						onChange={(event) => {
							setDraft(event.target.value)
						}}
					/>
					<div className="buttons">
						<button className="btn btn--main btn--s" type="submit">
							{w.save}
						</button>
						<button
							className="btn btn--quiet btn--s"
							type="button"
							onClick={() => {
								setDraft(null)
								setRefused(false)
							}}
						>
							{words.cancel}
						</button>
					</div>
				</form>
			)}
		</section>
	)
}
