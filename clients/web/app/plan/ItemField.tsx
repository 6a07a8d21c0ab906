// Chooses an item of the backlog by typing its reference or part of its title: a combobox with a
// list, as WAI-ARIA describes it. The focus stays in the field.
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import { FieldFrame } from '../parts/TextField'
import type { Problem } from '../parts/textCheck'
import { words } from '../words/words'
import { foundItems, itemMeant, itemName } from './incrementForm'

const SHOWN_MAX = 8

export interface ItemFieldProps {
	readonly label: string
	// Those that can be chosen, in the backlog's order.
	readonly items: readonly Item[]
	readonly optional?: boolean
	readonly text: string
	readonly problem: Problem | null
	// The item is NO_ID while what stands in the field names none.
	readonly onChange: (text: string, item: IdKey, title: string) => void
}

export function ItemField(props: ItemFieldProps) {
	const { label, optional = false, text, problem } = props
	const { list, open, active, found, type, choose, close, onKeyDown } = useFound(props)
	const id = useId()
	const w = words.plan
	return (
		<FieldFrame id={id} label={label} problem={problem} optional={optional}>
			<div className="combo">
				<input
					id={id}
					className="input"
					role="combobox"
					autoComplete="off"
					aria-autocomplete="list"
					aria-expanded={found.length > 0}
					aria-controls={`${id}-list`}
					aria-activedescendant={found[active] === undefined ? undefined : `${id}-${active}`}
					aria-invalid={problem !== null || undefined}
					aria-describedby={problem === null ? undefined : `${id}-problem`}
					placeholder={w.itemPlaceholder}
					value={text}
					onChange={(event) => {
						type(event.target.value)
					}}
					onKeyDown={onKeyDown}
					onBlur={close}
				/>
				<FoundList id={id} list={list} found={found} active={active} onChoose={choose} />
			</div>
			{open && text.trim() !== '' && (
				<p className="sr" role="status">
					{w.itemsFound(found.length)}
				</p>
			)}
		</FieldFrame>
	)
}

// What is found of what stands in the field, which of it the keys are at, and what chooses it.
function useFound({ items, text, onChange }: ItemFieldProps) {
	const list = useRef<HTMLUListElement>(null)
	const [open, setOpen] = useState(false)
	// By its key: the backlog may change under the list.
	const [at, setAt] = useState(NO_ID)
	const found = open ? foundItems(items, text, SHOWN_MAX) : []
	const active = found.findIndex(({ key }) => key === at)

	useEffect(() => {
		list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
	}, [active])

	const close = () => {
		setOpen(false)
		setAt(NO_ID)
	}
	const choose = (item: Item) => {
		onChange(itemName(item), item.key, item.title)
		close()
	}
	const type = (typed: string) => {
		onChange(typed, itemMeant(items, typed)?.key ?? NO_ID, '')
		setOpen(true)
		setAt(NO_ID)
	}
	const stepBy = (step: 1 | -1) => {
		const offered = open ? found : foundItems(items, text, SHOWN_MAX)
		const from = active < 0 && step < 0 ? 0 : active
		const next = offered[(from + step + offered.length) % offered.length]
		setOpen(true)
		setAt(next?.key ?? NO_ID)
	}
	const onKeyDown = (event: KeyboardEvent) => {
		// Keys that choose what an input method suggests.
		if (event.nativeEvent.isComposing) return
		const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined
		const chosen = found[active]
		if (step !== undefined) {
			event.preventDefault()
			stepBy(step)
		} else if (event.key === 'Enter' && chosen !== undefined) {
			event.preventDefault()
			choose(chosen)
		} else if (event.key === 'Escape' && found.length > 0) {
			// Only the list goes; the dialog stays.
			event.preventDefault()
			event.stopPropagation()
			close()
		}
	}
	return { list, open, active, found, type, choose, close, onKeyDown }
}

interface FoundListProps {
	// Of the field; those of the list and its options begin with it.
	readonly id: string
	readonly list: RefObject<HTMLUListElement | null>
	readonly found: readonly Item[]
	readonly active: number
	readonly onChoose: (item: Item) => void
}

function FoundList({ id, list, found, active, onChoose }: FoundListProps) {
	return (
		<ul
			ref={list}
			id={`${id}-list`}
			className="combo__list"
			role="listbox"
			aria-label={words.plan.items}
			hidden={found.length === 0}
		>
			{found.map((item, i) => (
				<li
					key={item.key}
					id={`${id}-${i}`}
					role="option"
					aria-selected={i === active}
					className="combo__o"
					onPointerDown={(event) => {
						// The field would lose the focus, and the list would close before the click.
						event.preventDefault()
					}}
					onClick={() => {
						onChoose(item)
					}}
				>
					{item.ref !== '' && <span className="ref">{item.ref}</span>} {item.title}
				</li>
			))}
		</ul>
	)
}
