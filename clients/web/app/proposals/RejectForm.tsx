// A proposal is rejected with a reason: its author is told, and everybody can read it.
import { useRef } from 'react'
import type { IdKey } from '../../sdk/id'
import { TextField } from '../parts/TextField'
import { manyLines, REASON_BYTES_MAX, titleProblem } from '../parts/textCheck'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useFocusBack } from '../parts/useFocusBack'
import { useTyped } from '../parts/useTyped'
import { words } from '../words/words'

export interface RejectFormProps {
	readonly proposal: IdKey
	readonly onReject: (reason: string) => void
	readonly onCancel: () => void
}

export function RejectForm({ proposal, onReject, onCancel }: RejectFormProps) {
	const form = useRef<HTMLFormElement>(null)
	useFocusBack(form)
	const typed = useTyped(`reject/${proposal}`, '')
	const reason = manyLines(typed.value)
	const problem = titleProblem(reason, REASON_BYTES_MAX)
	const w = words.proposals

	const { asked, submit } = useCheckedSubmit(problem === null, () => {
		typed.forget()
		onReject(reason)
	})
	return (
		<form ref={form} className="confirm" aria-label={w.reject} noValidate onSubmit={submit}>
			<TextField
				label={w.reason}
				hint={w.reasonSays}
				emptySays={w.reasonNeeded}
				value={typed.value}
				problem={asked ? problem : null}
				rows={2}
				autoFocus
				onChange={typed.set}
			/>
			<div className="buttons">
				<button className="btn btn--main" type="submit">
					{w.rejectIt}
				</button>
				<button
					className="btn"
					type="button"
					onClick={() => {
						typed.forget()
						onCancel()
					}}
				>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}
