// The name of a group, new or changed.
import { useId, useRef } from 'react'
import type { IdKey } from '../../sdk/id'
import type { Group } from '../../sdk/model'
import { tellProblem } from '../parts/TextField'
import { oneLine } from '../parts/textCheck'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useFocusBack } from '../parts/useFocusBack'
import { groupWords } from '../words/groups'
import { words } from '../words/words'
import { nameProblem } from './groupList'

export interface GroupNameFormProps {
	readonly groups: readonly Group[]
	// NO_ID: of a new one.
	readonly group: IdKey
	// As far as it is typed; kept by whoever shows the form, so that a refusal loses nothing.
	readonly typed: string
	readonly label: string
	readonly action: string
	readonly saving: boolean
	readonly onType: (typed: string) => void
	readonly onName: (name: string) => void
	readonly onCancel: () => void
}

/** Says what is wrong once it was sent with that. */
export function GroupNameForm(props: GroupNameFormProps) {
	const { groups, group, typed, label, action, saving, onType, onName, onCancel } = props
	const id = useId()
	const form = useRef<HTMLFormElement>(null)
	useFocusBack(form)
	const found = nameProblem(groups, group, typed)
	const { asked, submit } = useCheckedSubmit(found === null, () => {
		onName(oneLine(typed))
	})
	const problem = asked ? found : null
	return (
		<form ref={form} className="groupform" aria-label={label} noValidate onSubmit={submit}>
			<div className="field">
				<label htmlFor={id}>{groupWords.name}</label>
				<input
					id={id}
					className="input"
					value={typed}
					autoFocus
					autoComplete="off"
					aria-invalid={problem !== null || undefined}
					aria-describedby={problem === null ? undefined : `${id}-problem`}
					onChange={(event) => {
						onType(event.target.value)
					}}
				/>
				{problem !== null && (
					<p className="problem" id={`${id}-problem`}>
						{problem === 'twice' ? groupWords.twice : tellProblem(problem)}
					</p>
				)}
			</div>
			<div className="buttons">
				<button className="btn btn--main" type="submit" aria-disabled={saving || undefined}>
					{action}
				</button>
				<button className="btn btn--quiet" type="button" onClick={onCancel}>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}
