// The last look at a draft: what it changes, a comment, and it is sent for everybody to see.
import { useMemo, type SubmitEvent } from 'react'
import { proposeOrder } from '../../sdk/itemDrafts'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { TextField } from '../parts/TextField'
import { lengthProblem, manyLines, REASON_BYTES_MAX } from '../parts/textCheck'
import { useTyped } from '../parts/useTyped'
import { compare } from '../sort/comparison'
import { ComparisonView } from '../sort/ComparisonView'
import { useSignal } from '../watch'
import { words } from '../words/words'
import {
	countMoves,
	PROPOSAL_ITEMS_MAX,
	PROPOSAL_MOVES_MAX,
	PROPOSALS_OPEN_MAX,
	PROPOSALS_OPEN_OF_ONE_MAX,
	suggestedMoves,
} from './orderDraft'
import { isOpen } from './proposalState'
import type { OrderDraft, Trying } from './useOrderDraft'

export interface SendProposalDialogProps {
	readonly trying: Trying
	readonly onSent: (said: string) => void
	readonly onClose: () => void
}

export function SendProposalDialog({ trying, onSent, onClose }: SendProposalDialogProps) {
	const { draft } = trying
	if (draft === null) return null
	return <SendForm draft={draft} trying={trying} onSent={onSent} onClose={onClose} />
}

interface SendFormProps extends SendProposalDialogProps {
	readonly draft: OrderDraft
}

function SendForm({ draft, trying, onSent, onClose }: SendFormProps) {
	const client = useClient()
	const { ordered } = useSignal(client.views.order)
	const open = useSignal(client.views.proposals).filter(isOpen)
	const { participant } = useSignal(client.views.me)
	const comment = useTyped('order-comment', '')
	const moved = useMemo(() => new Set(draft.moved.keys()), [draft])
	const comparison = useMemo(() => compare(ordered, draft.rows, moved), [ordered, draft, moved])
	const text = manyLines(comment.value)
	const problem = lengthProblem(text, REASON_BYTES_MAX)
	const own = open.filter(({ author }) => author === participant).length
	const limit = limitOf(countMoves(draft.rows, moved), moved.size, open.length, own)
	const ready = limit === '' && problem === null && moved.size > 0
	const w = words.send
	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (!ready) return
		const { moves } = draft
		const suggested = suggestedMoves(client.replica.state.slots, draft.rows, moved)
		const sent = client.submit(proposeOrder(suggested, text))
		comment.forget()
		onClose()
		trying.stop()
		onSent(w.sent)
		void client.answered(sent).then((accepted) => {
			if (accepted || !trying.bringBack(moves)) return
			comment.set(text)
			onSent(w.notSent)
		})
	}
	return (
		<Dialog title={w.title} wide onClose={onClose}>
			<form className="form" noValidate onSubmit={submit}>
				<p className="quiet">{w.says}</p>
				<TextField
					label={w.comment}
					hint={w.commentSays}
					value={comment.value}
					problem={problem}
					rows={3}
					optional
					onChange={comment.set}
				/>
				<p className="compare__sum">{words.proposals.changes(moved.size, comparison.changed)}</p>
				{limit !== '' && (
					<p className="problem" role="alert">
						{limit}
					</p>
				)}
				<ComparisonView comparison={comparison} />
				<div className="buttons dialog__foot">
					<button className="btn btn--main" type="submit" aria-disabled={!ready}>
						{w.send}
					</button>
					<button className="btn btn--quiet" type="button" onClick={onClose}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}

function limitOf(moves: number, items: number, open: number, own: number): string {
	const w = words.trying
	if (moves > PROPOSAL_MOVES_MAX) return w.tooManyMoves(PROPOSAL_MOVES_MAX)
	if (items > PROPOSAL_ITEMS_MAX) return w.tooManyItems(PROPOSAL_ITEMS_MAX)
	if (own >= PROPOSALS_OPEN_OF_ONE_MAX) return w.tooManyOwn(PROPOSALS_OPEN_OF_ONE_MAX)
	return open >= PROPOSALS_OPEN_MAX ? w.tooManyOpen(PROPOSALS_OPEN_MAX) : ''
}
