// The labels of one item: each a fact with its way out beside it, and a field for another one that
// knows the labels of the whole backlog.
import { useId, useMemo, useRef, useState, type SubmitEvent } from 'react'
import { editLabel } from '../../sdk/drafts'
import type { Item } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { tellProblem } from '../parts/TextField'
import { lengthProblem, oneLine } from '../parts/textCheck'
import { useSignal } from '../watch'
import { words } from '../words/words'

// docs/LIMITS.md, "What a product holds".
const LABEL_BYTES_MAX = 100
const LABELS_MAX = 20

export interface LabelsPartProps {
	readonly item: Item
	readonly editable: boolean
}

export function LabelsPart({ item, editable }: LabelsPartProps) {
	const client = useClient()
	const [said, setSaid] = useState('')
	const part = useRef<HTMLElement>(null)
	const w = words.labels
	if (!editable && item.labels.length === 0) return null

	const remove = (label: string) => {
		client.submit(editLabel(item.key, label, true))
		setSaid(w.removed(label))
		// The button goes with its label.
		part.current?.querySelector('input')?.focus()
	}
	return (
		<section ref={part} className="labels" aria-label={w.title}>
			<div className="sec">
				<h3>{w.title}</h3>
			</div>
			{item.labels.length > 0 && (
				<ul className="chips">
					{item.labels.map((label) => (
						<li key={label} className="labels__one">
							<span className="chip chip--line">{label}</span>
							{editable && (
								<button
									className="btn btn--quiet btn--icon btn--s labels__out"
									aria-label={w.remove(label)}
									onClick={() => {
										remove(label)
									}}
								>
									<Icon name="x" size="s" />
								</button>
							)}
						</li>
					))}
				</ul>
			)}
			{editable && (
				<AddLabel
					item={item}
					onAdded={(label) => {
						setSaid(w.added(label))
					}}
				/>
			)}
			<p role="status" className="sr">
				{said}
			</p>
		</section>
	)
}

interface AddLabelProps {
	readonly item: Item
	readonly onAdded: (label: string) => void
}

function AddLabel({ item, onAdded }: AddLabelProps) {
	const client = useClient()
	const id = useId()
	const [text, setText] = useState('')
	const known = useKnownLabels()
	const w = words.labels
	const label = oneLine(text)
	const problem = problemWith(item, label)

	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (label === '' || problem !== '') return
		client.submit(editLabel(item.key, label, false))
		onAdded(label)
		setText('')
	}
	return (
		<form className="labels__add" noValidate onSubmit={submit}>
			<input
				className="input"
				list={`${id}-known`}
				aria-label={w.add}
				placeholder={w.add}
				autoComplete="off"
				value={text}
				aria-invalid={problem !== '' || undefined}
				aria-describedby={problem === '' ? undefined : `${id}-problem`}
				onChange={(event) => {
					setText(event.target.value)
				}}
			/>
			<datalist id={`${id}-known`}>
				{known
					.filter((one) => !item.labels.includes(one))
					.map((one) => (
						<option key={one} value={one} />
					))}
			</datalist>
			<button className="btn" type="submit" aria-disabled={label === '' || problem !== ''}>
				{w.addIt}
			</button>
			<p className="problem" role="alert" id={`${id}-problem`}>
				{problem}
			</p>
		</form>
	)
}

function problemWith({ labels }: Item, label: string): string {
	if (label === '') return ''
	if (labels.includes(label)) return words.labels.there
	if (labels.length >= LABELS_MAX) return words.labels.full(LABELS_MAX)
	const tooLong = lengthProblem(label, LABEL_BYTES_MAX)
	return tooLong === null ? '' : tellProblem(tooLong)
}

function useKnownLabels(): readonly string[] {
	const { ordered, notYetOrdered } = useSignal(useClient().views.order)
	return useMemo(() => {
		const all = new Set([...ordered, ...notYetOrdered].flatMap(({ labels }) => labels))
		return [...all].sort((a, b) => a.localeCompare(b))
	}, [ordered, notYetOrdered])
}
