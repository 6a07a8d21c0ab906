// The backlog: one ordered list that only the Product Owner orders while everybody watches.
import { useDeferredValue, useMemo, useState } from 'react'
import type { IdKey } from '../../sdk/id'
import { useClient } from '../meeting/seat'
import { Notices } from '../notice/Notices'
import { Choice } from '../parts/Choice'
import { Icon } from '../parts/Icon'
import { mayEstimate, mayOrder } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { AddItemDialog } from './AddItemDialog'
import { Grid } from './Grid'
import { ItemPane } from './ItemPane'
import { MovedBy } from './MovedBy'
import { UndoButtons } from './UndoButtons'
import { useShownRows, type List } from './rows'

export function BacklogScreen() {
	const client = useClient()
	const { role } = useSignal(client.views.me)
	const order = useSignal(client.views.order)
	const notices = useSignal(client.views.notices)
	const [filter, setFilter] = useState('')
	const [list, setList] = useState<List>('ordered')
	const [open, setOpen] = useState<IdKey | null>(null)
	const [adding, setAdding] = useState(false)
	const shown = useShownRows(order, list, useDeferredValue(filter))
	const superseded = useMemo(
		() => new Set(notices.flatMap((one) => (one.kind === 'superseded' ? [one.item] : []))),
		[notices],
	)
	const w = words.backlog
	const orders = mayOrder(role)
	const lists = (['ordered', 'notYetOrdered', 'archived'] as const).filter(
		(one) => one === 'ordered' || order[one].length > 0,
	)

	return (
		<>
			<section className="tools" aria-label={w.tools}>
				<input
					className="input"
					type="search"
					aria-label={w.filter}
					placeholder={w.filterCount(shown.total)}
					value={filter}
					onChange={(event) => {
						setFilter(event.target.value)
					}}
				/>
				<div className="tools__end">
					{lists.length > 1 && (
						<Choice
							label={w.list}
							className="seg"
							optionClass={() => 'seg__o'}
							options={lists}
							chosen={list}
							onChoose={setList}
							render={(one) => w.lists[one](order[one].length)}
						/>
					)}
					{mayEstimate(role) && <UndoButtons />}
					{orders && (
						<button
							className="btn btn--main"
							onClick={() => {
								setAdding(true)
							}}
						>
							<Icon name="plus" size="s" />
							{w.add}
						</button>
					)}
				</div>
			</section>
			<section className="notices" aria-label={words.notice.label}>
				<Notices />
			</section>
			<main className={open === null ? 'backlog' : 'backlog backlog--open'}>
				<section className="list" aria-label={w.lists[list](shown.total)}>
					<div className="colhead">
						<b>{orders ? w.yourOrder : w.theOrder}</b>
						<span>{w.shown(shown.rows.length, shown.total)}</span>
						<MovedBy order={order} />
						<span className="colhead__est">{w.points}</span>
					</div>
					<Grid
						client={client}
						order={order}
						shown={shown}
						label={orders ? w.gridOrder : w.gridRead}
						movable={orders && list === 'ordered'}
						editable={orders}
						estimable={mayEstimate(role)}
						open={open}
						superseded={superseded}
						onOpen={setOpen}
					/>
				</section>
				{open !== null && (
					<ItemPane
						key={open}
						item={open}
						onClose={() => {
							setOpen(null)
						}}
					/>
				)}
			</main>
			{adding && (
				<AddItemDialog
					open={open}
					onClose={() => {
						setAdding(false)
					}}
				/>
			)}
		</>
	)
}
