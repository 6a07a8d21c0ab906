// The groups, one of which is to be chosen. A tap chooses.
import type { Group } from '../../sdk/model'
import { Choice } from '../parts/Choice'
import { groupWords } from '../words/groups'

export interface OwnGroupChoiceProps {
	readonly groups: readonly Group[]
	readonly onChoose: (group: Group) => void
}

/** Arrows only move the focus: what is chosen is done. */
export function OwnGroupChoice({ groups, onChoose }: OwnGroupChoiceProps) {
	return (
		<Choice
			label={groupWords.choose}
			className="kinds groupchoice"
			optionClass={() => 'kind'}
			options={groups.map(({ key }) => key)}
			chosen={undefined}
			chooseByArrow={false}
			onChoose={(key) => {
				const group = groups.find((one) => one.key === key)
				if (group !== undefined) onChoose(group)
			}}
			render={(key) => groups.find((one) => one.key === key)?.name}
		/>
	)
}
