// Merges an item into another, which is found by typing. What follows is said before it is done,
// because it cannot be taken back.
import { useState, type SubmitEvent } from 'react'
import { NO_ID, type IdKey } from '../../sdk/id'
import { mergeItem } from '../../sdk/itemDrafts'
import type { Item } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { focusFirstProblem } from '../parts/TextField'
import { ItemField } from '../plan/ItemField'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { shortName } from './itemName'

export interface MergeDialogProps {
	readonly item: Item
	readonly onMerged: (into: IdKey) => void
	readonly onClose: () => void
}

export function MergeDialog({ item, onMerged, onClose }: MergeDialogProps) {
	const client = useClient()
	const { ordered, notYetOrdered } = useSignal(client.views.order)
	const [text, setText] = useState('')
	const [chosen, setChosen] = useState<IdKey>(NO_ID)
	const [asked, setAsked] = useState(false)
	const into = chosen === NO_ID ? undefined : client.replica.state.items.get(chosen)
	const others = [...ordered, ...notYetOrdered].filter(({ key }) => key !== item.key)
	const name = shortName(item)
	const w = words.merge

	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault()
		if (into === undefined) {
			setAsked(true)
			focusFirstProblem(event.currentTarget)
			return
		}
		client.submit(mergeItem(item.key, into.key))
		onClose()
		onMerged(into.key)
	}
	return (
		<Dialog title={w.title(name)} onClose={onClose}>
			<form className="form" noValidate onSubmit={submit}>
				<ItemField
					label={w.into}
					items={others}
					text={text}
					problem={asked && into === undefined ? { kind: 'notChosen' } : null}
					onChange={(typed, found) => {
						setText(typed)
						setChosen(found)
					}}
				/>
				<div className="follows" role="status">
					{into !== undefined && (
						<>
							<p>{w.follows(name, shortName(into))}</p>
							<p>{w.notCarried(name, shortName(into))}</p>
							<p>
								<b>{w.forGood}</b>
							</p>
						</>
					)}
				</div>
				<div className="buttons">
					<button className="btn btn--main" type="submit" aria-disabled={into === undefined}>
						{into === undefined ? w.open : w.merge(name, shortName(into))}
					</button>
					<button className="btn btn--quiet" type="button" onClick={onClose}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}
