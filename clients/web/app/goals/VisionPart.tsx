// What the product is to be. Everybody reads it, the Product Owner writes it.
import { useState } from 'react'
import { setVision } from '../../sdk/goalDrafts'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { isOwner } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { lengthProblem, manyLines } from '../parts/textCheck'
import { TextField } from '../parts/TextField'
import { useVersioned } from '../parts/useVersioned'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import { words } from '../words/words'
import { VersionedForm } from './VersionedForm'

export function VisionPart() {
	const { views } = useClient()
	const { text, pending } = useSignal(views.vision)
	const owner = isOwner(useSignal(views.me).role)
	const [editing, setEditing] = useState(false)
	const w = goalWords.vision
	if (text === '' && !owner) return null
	return (
		<section className="aim" aria-label={w.title}>
			<div className="sec">
				<h3>{w.title}</h3>
				{pending && <Saving text={words.saving} />}
			</div>
			{text === '' ? <p className="quiet">{w.none}</p> : <p className="aim__vision">{text}</p>}
			{owner && (
				<div className="buttons">
					<button
						className="btn btn--s"
						aria-disabled={pending || undefined}
						onClick={() => {
							if (!pending) setEditing(true)
						}}
					>
						{text === '' ? w.write : w.change}
					</button>
				</div>
			)}
			{editing && (
				<VisionDialog
					onClose={() => {
						setEditing(false)
					}}
				/>
			)}
		</section>
	)
}

function VisionDialog({ onClose }: { readonly onClose: () => void }) {
	const { views } = useClient()
	const limits = useSignal(views.limits)
	const { text, at } = useSignal(views.vision)
	const versioned = useVersioned({
		place: 'vision',
		standing: { text },
		at,
		draft: (form, seen) => setVision(manyLines(form.text), seen),
		onClose,
	})
	const { form, set } = versioned
	const problem = lengthProblem(manyLines(form.text), limits.textBytes)
	const w = goalWords.vision
	return (
		<Dialog title={w.changeTitle} onClose={versioned.close}>
			<VersionedForm
				versioned={versioned}
				isSound={problem === null}
				action={w.save}
				fields={[[w.text, text, form.text]]}
			>
				{() => (
					<TextField
						label={w.text}
						hint={w.says}
						value={form.text}
						problem={problem}
						rows={5}
						onChange={(typed) => {
							set({ text: typed })
						}}
					/>
				)}
			</VersionedForm>
		</Dialog>
	)
}
