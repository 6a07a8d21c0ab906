// A closed review goes on. That needs a reason, which everybody can read.
import { reopenReview } from '../../sdk/flowDrafts'
import type { Review } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { manyLines, REASON_BYTES_MAX, titleProblem } from '../parts/textCheck'
import { TextField } from '../parts/TextField'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useTyped } from '../parts/useTyped'
import { words } from '../words/words'

export interface ReopenDialogProps {
	readonly review: Review
	readonly onClose: () => void
}

export function ReopenDialog({ review, onClose }: ReopenDialogProps) {
	const client = useClient()
	const typed = useTyped(`reopen/${review.key}`, '')
	const w = words.flow
	const reason = manyLines(typed.value)
	const problem = titleProblem(reason, REASON_BYTES_MAX)
	const close = () => {
		typed.forget()
		onClose()
	}
	const { asked, submit } = useCheckedSubmit(problem === null, () => {
		client.submit(reopenReview(review.key, reason))
		close()
	})
	return (
		<Dialog title={w.reopenTitle} onClose={close}>
			<form className="form" noValidate onSubmit={submit}>
				<TextField
					label={w.reason}
					hint={w.reopenSays}
					emptySays={w.reasonNeeded}
					value={typed.value}
					problem={asked ? problem : null}
					rows={3}
					onChange={typed.set}
				/>
				<div className="buttons">
					<button className="btn btn--main" type="submit">
						{w.reopenTitle}
					</button>
					<button className="btn btn--quiet" type="button" onClick={close}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}
