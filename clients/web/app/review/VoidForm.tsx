// Declaring a poll void. That needs a reason, which everybody can read.
import { useEffect, useRef } from 'react'
import type { Poll } from '../../sdk/model'
import { voidPoll } from '../../sdk/pollDrafts'
import { useClient } from '../meeting/seat'
import { manyLines, REASON_BYTES_MAX, titleProblem } from '../parts/textCheck'
import { TextField } from '../parts/TextField'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useTyped } from '../parts/useTyped'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import { useFocusInPoll } from './pollFocus'
import { placeOfVoid } from './pollPlace'

export interface PollActionProps {
	readonly poll: Poll
	readonly onDone: () => void
}

export function VoidForm({ poll, onDone }: PollActionProps) {
	const client = useClient()
	const typed = useTyped(placeOfVoid(poll.key), '')
	const form = useFocused()
	const w = laterWords
	const reason = manyLines(typed.value)
	const problem = titleProblem(reason, REASON_BYTES_MAX)
	const close = () => {
		typed.forget()
		onDone()
	}
	const { asked, submit } = useCheckedSubmit(problem === null, () => {
		client.submit(voidPoll(poll.key, reason))
		close()
	})
	return (
		<form
			ref={form}
			className="confirm"
			aria-label={laterWords.declareVoid}
			noValidate
			onSubmit={submit}
			onKeyDown={(event) => {
				if (event.key === 'Escape') close()
			}}
		>
			<p>{w.voidSays}</p>
			<TextField
				label={w.voidReason}
				emptySays={w.voidNeeded}
				value={typed.value}
				problem={asked ? problem : null}
				rows={2}
				onChange={typed.set}
			/>
			<div className="buttons">
				<button className="btn btn--danger" type="submit">
					{w.voidIt}
				</button>
				<button className="btn" type="button" onClick={close}>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}

/**
 * The form takes the place of the button that asked for it: the focus goes to its first field, and the
 * whole of it comes into sight. When it goes, the focus goes back.
 */
export function useFocused() {
	const form = useRef<HTMLFormElement>(null)
	useFocusInPoll(form)
	useEffect(() => {
		form.current?.querySelector<HTMLElement>('.input')?.focus()
		form.current?.scrollIntoView({ block: 'nearest' })
	}, [])
	return form
}
