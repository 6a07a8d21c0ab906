// The product's Definition of Done beside what is being planned, and its editor for the Product
// Owner. The editor has no form of its own: it stands inside one.
import { useId, useState } from 'react'
import { setDefinitionOfDone } from '../../sdk/drafts'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { isOwner } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { CHECKS_MAX, lengthProblem, oneLine } from '../parts/textCheck'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'

export function DefinitionPart() {
	const { views } = useClient()
	const me = useSignal(views.me)
	const { checks, pending } = useSignal(views.definitionOfDone)
	const [editing, setEditing] = useState(false)
	const w = words.definition
	return (
		<div className="field">
			<span className="field__l">{words.increment.definitionOfDone}</span>
			<p className="meta">{checks.length === 0 ? w.none : w.copied(checks.length)}</p>
			{pending && <Saving text={words.saving} />}
			{isOwner(me.role) && (
				<button
					type="button"
					className="btn btn--s definition__edit"
					onClick={() => {
						setEditing(true)
					}}
				>
					{checks.length === 0 ? w.write : w.edit}
				</button>
			)}
			{editing && (
				<DefinitionDialog
					checks={checks}
					onClose={() => {
						setEditing(false)
					}}
				/>
			)}
		</div>
	)
}

interface DefinitionDialogProps {
	readonly checks: readonly string[]
	readonly onClose: () => void
}

function DefinitionDialog({ checks, onClose }: DefinitionDialogProps) {
	const client = useClient()
	const limits = useSignal(client.views.limits)
	const typed = useTyped('definition', checks.join('\n'))
	const text = typed.value
	const close = () => {
		typed.forget()
		onClose()
	}
	const id = useId()
	const w = words.definition
	const lines = text.split('\n').map(oneLine).filter(Boolean)
	const tooLong = lines.findIndex((line) => lengthProblem(line, limits.titleBytes) !== null)
	const problem =
		lines.length > CHECKS_MAX ? w.tooMany(CHECKS_MAX) : tooLong < 0 ? '' : w.tooLong(tooLong + 1)

	const save = () => {
		if (problem !== '') return
		client.submit(setDefinitionOfDone(lines))
		close()
	}
	return (
		<Dialog title={words.increment.definitionOfDone} onClose={close}>
			<div className="form">
				<div className="field">
					<label htmlFor={id}>{w.checks}</label>
					<textarea
						id={id}
						className="input"
						rows={8}
						autoFocus
						value={text}
						aria-invalid={problem !== '' || undefined}
						aria-describedby={`${id}-says ${id}-problem`}
						onChange={(event) => {
							typed.set(event.target.value)
						}}
					/>
					<p className="problem" role="alert" id={`${id}-problem`}>
						{problem}
					</p>
					<p className="meta" id={`${id}-says`}>
						{w.says}
					</p>
				</div>
				<div className="buttons">
					<button
						className="btn btn--main"
						type="button"
						aria-disabled={problem !== ''}
						onClick={save}
					>
						{w.save}
					</button>
					<button className="btn btn--quiet" type="button" onClick={close}>
						{words.cancel}
					</button>
				</div>
			</div>
		</Dialog>
	)
}
