// One of the groups of stakeholders, or none of them.
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Group } from '../../sdk/model'
import { Choice } from '../parts/Choice'
import { groupWords } from '../words/groups'

export interface GroupChoiceProps {
	readonly label: string
	readonly groups: readonly Group[]
	readonly chosen: IdKey
	readonly onChoose: (group: IdKey) => void
}

/** Arrows only move the focus: what is chosen is done. */
export function GroupChoice({ label, groups, chosen, onChoose }: GroupChoiceProps) {
	return (
		<Choice
			label={label}
			className="kinds groupchoice"
			optionClass={() => 'kind'}
			options={[NO_ID, ...groups.map(({ key }) => key)]}
			chosen={chosen}
			onChoose={onChoose}
			chooseByArrow={false}
			render={(key) => groups.find((one) => one.key === key)?.name ?? groupWords.none}
		/>
	)
}
