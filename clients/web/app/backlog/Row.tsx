// One backlog row. Renders again only when its own item, place or state changed.
import { memo, type ReactNode } from 'react'
import type { Item } from '../../sdk/model'
import { Icon } from '../parts/Icon'
import { Saving } from '../parts/Saving'
import { words } from '../words/words'
import { RowEditor } from './RowEditor'

export type EditableField = 'title' | 'estimate'

export interface RowProps {
	readonly item: Item
	readonly place: number
	readonly index: number
	readonly top: number
	readonly selected: boolean
	readonly focusable: boolean
	readonly lifted: boolean
	readonly open: boolean
	readonly superseded: boolean
	readonly movable: boolean
	// Of a draft: its place in the shared order, where that is another.
	readonly was: number
	readonly editing: EditableField | null
	readonly onEdited: (item: Item, field: EditableField, text: string | null) => void
}

export function rowId(key: string): string {
	return `row-${key}`
}

export const Row = memo(function Row(props: RowProps) {
	const { item, index, top, selected, focusable, open, editing } = props
	return (
		<div
			id={rowId(item.key)}
			role="row"
			aria-rowindex={index + 1}
			aria-selected={selected}
			tabIndex={focusable ? 0 : -1}
			className={rowClass(props)}
			style={{ transform: `translateY(${String(top)}px)` }}
			aria-label={rowName(props)}
			aria-current={open || undefined}
		>
			<RowCells {...props}>
				{editing === 'title' ? (
					<RowEditor
						label={words.item.title}
						place={`title/${item.key}`}
						text={item.title}
						onDone={(text) => {
							props.onEdited(item, 'title', text)
						}}
					/>
				) : (
					item.title
				)}
			</RowCells>
		</div>
	)
})

function RowCells(props: RowProps & { readonly children: ReactNode }) {
	const { item, place, movable, editing, superseded, was } = props
	return (
		<>
			{movable && (
				<span className="row__grip" role="gridcell">
					<button
						className="grip"
						tabIndex={-1}
						aria-label={words.backlog.pickUp(item.ref === '' ? item.title : item.ref)}
					>
						<Icon name="grip" />
					</button>
				</span>
			)}
			<span className="row__n" role="gridcell">
				{place}
			</span>
			<span className="ref" role="gridcell">
				{item.ref}
			</span>
			<span className="row__title" role="rowheader" title={item.title}>
				{props.children}
			</span>
			<span className="row__facts" role="gridcell">
				{item.pending && <Saving text={words.saving} />}
				{was > 0 && <span className="chip chip--draft">{words.trying.was(was)}</span>}
				{superseded && <span className="chip chip--warn">{words.notice.superseded}</span>}
				{item.labels.slice(0, 2).map((label) => (
					<span key={label} className="chip chip--line">
						{label}
					</span>
				))}
			</span>
			<span className="row__est" role="gridcell">
				{editing === 'estimate' ? (
					<RowEditor
						label={words.item.estimate}
						place={`estimate/${item.key}`}
						text={item.estimate === 0 ? '' : String(item.estimate)}
						numeric
						onDone={(text) => {
							props.onEdited(item, 'estimate', text)
						}}
					/>
				) : item.estimate === 0 ? (
					'–'
				) : (
					item.estimate
				)}
			</span>
		</>
	)
}

function rowClass({ selected, lifted, open, was }: RowProps): string {
	const classes = ['row']
	if (selected) classes.push('row--sel')
	if (open) classes.push('row--open')
	if (was > 0) classes.push('row--draft')
	if (lifted) classes.push('row--lifted')
	return classes.join(' ')
}

function rowName({ item, place, was }: RowProps): string {
	const { ref, title, estimate, pending } = item
	return words.backlog.rowName({ place, was, ref, title, estimate, pending })
}
