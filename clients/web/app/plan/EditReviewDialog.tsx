// What a review says of itself and of its Sprint: by those who lead, until it is closed.
import { editReview } from '../../sdk/goalDrafts'
import type { IdKey } from '../../sdk/id'
import type { Review } from '../../sdk/model'
import { VersionedForm } from '../goals/VersionedForm'
import { useClient } from '../meeting/seat'
import { DateField } from '../parts/DateField'
import { dayText } from '../parts/days'
import { Dialog } from '../parts/Dialog'
import { TextField } from '../parts/TextField'
import { useVersioned } from '../parts/useVersioned'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import { words } from '../words/words'
import {
	factsFormOf,
	factsOf,
	factsProblems,
	onlyDigits,
	type FactsForm,
	type FactsProblems,
} from './factsForm'

export interface EditReviewDialogProps {
	readonly review: IdKey
	readonly onClose: () => void
}

export function EditReviewDialog({ review: key, onClose }: EditReviewDialogProps) {
	const review = useSignal(useClient().views.reviews).find((one) => one.key === key)
	return review === undefined ? null : <Editing review={review} onClose={onClose} />
}

interface EditingProps {
	readonly review: Review
	readonly onClose: () => void
}

function Editing({ review, onClose }: EditingProps) {
	const limits = useSignal(useClient().views.limits)
	const standing = factsFormOf(review)
	const versioned = useVersioned({
		place: `reviewFacts/${review.key}`,
		standing,
		at: review.editedAt,
		draft: (form, at) => editReview(review.key, factsOf(form), at),
		onClose,
	})
	const { form, set } = versioned
	const problems = factsProblems(form, limits)
	const w = goalWords.facts
	const day = (one: string) => (one === '' ? '' : dayText(one))
	return (
		<Dialog title={w.edit} onClose={versioned.close}>
			<VersionedForm
				versioned={versioned}
				isSound={Object.values(problems).every((one) => one === null)}
				action={w.save}
				fields={[
					[w.title, standing.title, form.title],
					[words.plan.sprint, standing.sprint, form.sprint],
					[words.sprintGoal, standing.goal, form.goal],
					[w.starts, day(standing.starts), day(form.starts)],
					[w.ends, day(standing.ends), day(form.ends)],
					[w.itemsDone, standing.itemsDone, form.itemsDone],
					[w.pointsDone, standing.pointsDone, form.pointsDone],
					[w.environment, standing.environment, form.environment],
				]}
			>
				{(asked) => (
					<>
						<SprintFields form={form} problems={asked ? problems : null} onChange={set} />
						<DoneFields form={form} problems={asked ? problems : null} onChange={set} />
					</>
				)}
			</VersionedForm>
		</Dialog>
	)
}

interface FieldsProps {
	readonly form: FactsForm
	readonly problems: FactsProblems | null
	readonly onChange: (fields: Partial<FactsForm>) => void
}

function SprintFields({ form, problems, onChange }: FieldsProps) {
	const w = goalWords.facts
	return (
		<>
			<TextField
				label={w.title}
				value={form.title}
				problem={problems?.title}
				onChange={(title) => {
					onChange({ title })
				}}
			/>
			<TextField
				label={words.sprintGoal}
				value={form.goal}
				problem={problems?.goal}
				rows={2}
				optional
				onChange={(goal) => {
					onChange({ goal })
				}}
			/>
			<div className="fieldrow">
				<Digits
					label={words.plan.sprint}
					value={form.sprint}
					onChange={(sprint) => {
						onChange({ sprint })
					}}
				/>
				<DateField
					label={w.starts}
					value={form.starts}
					optional
					onChange={(starts) => {
						onChange({ starts })
					}}
				/>
				<DateField
					label={w.ends}
					value={form.ends}
					problem={problems?.ends}
					optional
					onChange={(ends) => {
						onChange({ ends })
					}}
				/>
			</div>
		</>
	)
}

function DoneFields({ form, problems, onChange }: FieldsProps) {
	const w = goalWords.facts
	return (
		<>
			<div className="fieldrow">
				<Digits
					label={w.itemsDone}
					value={form.itemsDone}
					onChange={(itemsDone) => {
						onChange({ itemsDone })
					}}
				/>
				<Digits
					label={w.pointsDone}
					value={form.pointsDone}
					onChange={(pointsDone) => {
						onChange({ pointsDone })
					}}
				/>
			</div>
			<TextField
				label={w.environment}
				hint={w.environmentSays}
				value={form.environment}
				problem={problems?.environment}
				rows={4}
				optional
				onChange={(environment) => {
					onChange({ environment })
				}}
			/>
		</>
	)
}

interface DigitsProps {
	readonly label: string
	readonly value: string
	readonly onChange: (digits: string) => void
}

function Digits({ label, value, onChange }: DigitsProps) {
	return (
		<TextField
			label={label}
			value={value}
			inputMode="numeric"
			short
			optional
			onChange={(typed) => {
				onChange(onlyDigits(typed))
			}}
		/>
	)
}
