// Which rows are sorted, by what, and which of them come first.
import type { ReactNode } from 'react'
import { Choice } from '../parts/Choice'
import { words } from '../words/words'
import { CRITERIA, type Criterion, type Direction } from './sorting'

export type Which = 'all' | 'shown' | 'selected'

export interface Choices {
	readonly which: Which
	readonly by: Criterion
	readonly to: Direction
}

export interface SortChoicesProps {
	readonly choices: Choices
	readonly offered: readonly Which[]
	readonly count: (which: Which) => number
	readonly onChoose: (made: Partial<Choices>) => void
}

export function SortChoices({ choices, offered, count, onChoose }: SortChoicesProps) {
	const { which, by, to } = choices
	const w = words.sort
	return (
		<>
			{offered.length > 1 && (
				<Labelled
					label={w.which}
					options={offered}
					chosen={which}
					onChoose={(made) => {
						onChoose({ which: made })
					}}
					render={(one) => w.whiches[one](count(one))}
				/>
			)}
			<div className="sortby">
				<Labelled
					label={w.by}
					options={CRITERIA}
					chosen={by}
					onChoose={(made) => {
						onChoose({ by: made })
					}}
					render={(one) => w.criteria[one]}
				/>
				<Labelled
					label={w.direction}
					options={['up', 'down'] as const}
					chosen={to}
					onChoose={(made) => {
						onChoose({ to: made })
					}}
					render={(one) => w.directions[by][one]}
				/>
			</div>
			<p className="meta">{w.says[by]}</p>
		</>
	)
}

interface LabelledProps<T> {
	readonly label: string
	readonly options: readonly T[]
	readonly chosen: T
	readonly onChoose: (value: T) => void
	readonly render: (value: T) => ReactNode
}

function Labelled<T extends string>({ label, ...choice }: LabelledProps<T>) {
	return (
		<div className="field">
			<span className="field__l" aria-hidden="true">
				{label}
			</span>
			<Choice label={label} className="kinds" optionClass={() => 'kind'} {...choice} />
		</div>
	)
}
