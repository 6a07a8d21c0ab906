// The fields of what an increment says of itself: the same where it is added and where it is edited.
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { TextField } from '../parts/TextField'
import { useSignal } from '../watch'
import { words } from '../words/words'
import type { IncrementForm, IncrementProblems } from './incrementForm'
import { ItemField } from './ItemField'

type Text = Omit<IncrementForm, 'criteria'>

export interface IncrementFieldsProps {
	readonly form: Text
	// Null: not to be said yet.
	readonly problems: Omit<IncrementProblems, 'criteria'> | null
	readonly onChange: (fields: Partial<Text>) => void
}

// What was built.
export function WhatFields({ form, problems, onChange }: IncrementFieldsProps) {
	const { ordered } = useSignal(useClient().views.order)
	const w = words.plan
	return (
		<>
			<TextField
				label={w.incrementTitle}
				value={form.title}
				problem={problems?.title}
				onChange={(title) => {
					onChange({ title })
				}}
			/>
			<ItemField
				label={w.item}
				items={ordered}
				optional
				text={form.itemText}
				problem={problems?.item ?? null}
				onChange={(itemText, item, title) => {
					onChange({ itemText, item, title: form.title.trim() === '' ? title : form.title })
				}}
			/>
			<TextField
				label={w.summary}
				value={form.summary}
				problem={problems?.summary}
				rows={4}
				optional
				onChange={(summary) => {
					onChange({ summary })
				}}
			/>
		</>
	)
}

// Whether it is done, and how it is shown.
export function HowFields({ form, problems, onChange }: IncrementFieldsProps) {
	const w = words.plan
	return (
		<>
			<div className="field">
				<span className="field__l" aria-hidden="true">
					{w.isDone}
				</span>
				<Choice
					label={w.isDone}
					className="kinds"
					optionClass={() => 'kind'}
					options={['done', 'notDone'] as const}
					chosen={form.done ? 'done' : 'notDone'}
					onChoose={(chosen) => {
						onChange({ done: chosen === 'done' })
					}}
					render={(one) => words.increment[one]}
				/>
			</div>
			<TextField
				label={w.presenter}
				value={form.presenter}
				problem={problems?.presenter}
				optional
				onChange={(presenter) => {
					onChange({ presenter })
				}}
			/>
			<TextField
				label={w.demoLink}
				value={form.demoLink}
				problem={problems?.demoLink}
				inputMode="url"
				optional
				onChange={(demoLink) => {
					onChange({ demoLink })
				}}
			/>
		</>
	)
}
