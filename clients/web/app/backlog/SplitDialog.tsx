// Splits an item in two: the new part needs a title, and appears directly below.
import { splitItem } from '../../sdk/itemDrafts'
import type { Item } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { TextField } from '../parts/TextField'
import { oneLine, titleProblem } from '../parts/textCheck'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { shortName } from './itemName'

const ESTIMATE_DIGITS_MAX = 4

export interface SplitDialogProps {
	readonly item: Item
	readonly onClose: () => void
}

export function SplitDialog({ item, onClose }: SplitDialogProps) {
	const client = useClient()
	const limits = useSignal(client.views.limits)
	const typed = useTyped(`split/${item.key}`, { title: '', estimate: '' })
	const { title, estimate } = typed.value
	const name = shortName(item)
	const w = words.split
	const problem = titleProblem(oneLine(title), limits.titleBytes)
	const close = () => {
		typed.forget()
		onClose()
	}
	const { asked, submit } = useCheckedSubmit(problem === null, () => {
		const second = { title: oneLine(title), description: '', estimate: Number(estimate) }
		client.submit(splitItem(item.key, second))
		close()
	})
	return (
		<Dialog title={w.title(name)} onClose={close}>
			<form className="form" noValidate onSubmit={submit}>
				<p className="quiet">{item.archivedAt === 0 ? w.says(name) : w.archived(name)}</p>
				<TextField
					label={w.second}
					value={title}
					problem={asked ? problem : null}
					onChange={(text) => {
						typed.set({ title: text, estimate })
					}}
				/>
				<TextField
					label={w.estimate}
					value={estimate}
					inputMode="numeric"
					short
					optional
					onChange={(text) => {
						const digits = text.replaceAll(/\D/g, '').slice(0, ESTIMATE_DIGITS_MAX)
						typed.set({ title, estimate: digits })
					}}
				/>
				<div className="buttons">
					<button className="btn btn--main" type="submit">
						{w.split}
					</button>
					<button className="btn btn--quiet" type="button" onClick={close}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}
