// What is being held, beside the pointer, with the places it would get.
import type { RefObject } from 'react'
import type { Item } from '../../sdk/model'
import { words } from '../words/words'

const ROWS_MAX = 3

export interface GhostProps {
	readonly items: readonly Item[]
	readonly firstPlace: number
	readonly element: RefObject<HTMLDivElement | null>
}

export function Ghost({ items, firstPlace, element }: GhostProps) {
	return (
		<div ref={element} className="ghost" aria-hidden="true">
			{items.slice(0, ROWS_MAX).map((item, i) => (
				<div key={item.key} className="row">
					<span className="row__n">{firstPlace + i}</span>
					<span className="ref">{item.ref}</span>
					<span className="row__title">{item.title}</span>
					<span className="row__est">{item.estimate === 0 ? '–' : item.estimate}</span>
				</div>
			))}
			<span className="tag tag--mine">{words.backlog.holding(items.length, firstPlace)}</span>
		</div>
	)
}
