// Feedback becomes an item of the backlog: its title, taken from what was said, and where it goes.
import { useState } from 'react'
import { convertFeedback } from '../../sdk/flowDrafts'
import { placeOf } from '../../sdk/gap'
import type { Feedback } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Dialog } from '../parts/Dialog'
import { oneLine, titleProblem } from '../parts/textCheck'
import { TextField } from '../parts/TextField'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { inShort } from './merged'

const TITLE_CHARACTERS = 120

export interface ConvertDialogProps {
	readonly feedback: Feedback
	readonly onClose: () => void
}

export function ConvertDialog({ feedback, onClose }: ConvertDialogProps) {
	const client = useClient()
	const { titleBytes } = useSignal(client.views.limits)
	const suggested = inShort(feedback.text, TITLE_CHARACTERS)
	const typed = useTyped(`convert/${feedback.key}`, suggested)
	const [at, setAt] = useState<'top' | 'end'>('end')
	const w = words.feedback.fate
	const title = oneLine(typed.value)
	const problem = titleProblem(title, titleBytes)
	const close = () => {
		typed.forget()
		onClose()
	}
	const { asked, submit } = useCheckedSubmit(problem === null, () => {
		// What was said in full, where the title says less of it.
		const description = title === oneLine(feedback.text) ? '' : feedback.text
		const place = placeOf(client.replica.state.slots, { at })
		client.submit(convertFeedback(feedback.key, { title, description, estimate: 0 }, place))
		close()
	})
	return (
		<Dialog title={w.convertTitle} onClose={close}>
			<blockquote className="fb__quote">{feedback.text}</blockquote>
			<form className="form" noValidate onSubmit={submit}>
				<TextField
					label={words.item.title}
					value={typed.value}
					problem={asked ? problem : null}
					onChange={typed.set}
				/>
				<Choice
					label={words.item.where}
					className="kinds"
					optionClass={() => 'kind'}
					options={['top', 'end'] as const}
					chosen={at}
					onChoose={setAt}
					render={(one) => words.item.places[one]()}
				/>
				<p className="meta">{w.convertSays}</p>
				<div className="buttons">
					<button className="btn btn--main" type="submit">
						{w.convertIt}
					</button>
					<button className="btn btn--quiet" type="button" onClick={close}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}
