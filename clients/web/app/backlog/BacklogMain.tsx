// The list, and the item that is open beside it. While an order is tried, the list is the draft.
import { useMemo } from 'react'
import type { IdKey } from '../../sdk/id'
import type { OrderView } from '../../sdk/views'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import type { Trying } from '../proposals/useOrderDraft'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { Grid } from './Grid'
import type { ShownPlaces } from './held'
import { ItemPane } from './ItemPane'
import { lookedAt } from './lookedAt'
import { MovedBy } from './MovedBy'
import { drop } from './orderActions'
import type { List } from './rows'

export interface BacklogMainProps {
	readonly trying: Trying
	readonly list: List
	readonly order: OrderView
	readonly shown: ShownPlaces
	readonly selected: ReadonlySet<IdKey>
	readonly onSelect: (selected: ReadonlySet<IdKey>) => void
}

export function BacklogMain(props: BacklogMainProps) {
	const { trying, list, order, shown, selected, onSelect } = props
	const client = useClient()
	const { order: orders, edit: edits, estimate: estimates } = usePowers()
	const shared = useSignal(client.views.order)
	const open = useSignal(lookedAt)
	const superseded = useSuperseded()
	const { draft } = trying
	const w = words.backlog
	const [head, label] =
		draft !== null
			? [words.trying.head, words.trying.grid]
			: orders
				? [w.yourOrder, w.gridOrder]
				: [w.theOrder, w.gridRead]

	return (
		<main className={open === null ? 'backlog' : 'backlog backlog--open'}>
			<section className="list" aria-label={w.lists[list](shown.total)}>
				<div className="colhead">
					<b>{head}</b>
					<span>{w.shown(shown.rows.length, shown.total)}</span>
					<MovedBy order={shared} />
					<span className="colhead__est">{w.points}</span>
				</div>
				<Grid
					{...{ client, order, shown, label, open, superseded, selected, onSelect }}
					movable={draft !== null || (orders && list === 'ordered')}
					editable={edits && draft === null}
					estimable={estimates && draft === null}
					draft={draft?.moved ?? null}
					onDrop={(items, target) => {
						if (draft === null) drop(client, items, target)
						else trying.move(items, target)
					}}
					onOpen={look}
				/>
			</section>
			{open !== null && <ItemPane key={open} item={open} onClose={closePane} />}
		</main>
	)
}

function look(item: IdKey | null): void {
	lookedAt.set(item)
}

function closePane(): void {
	lookedAt.set(null)
}

// Rows with a change that does not stand, until that was answered.
function useSuperseded(): ReadonlySet<IdKey> {
	const notices = useSignal(useClient().views.notices)
	return useMemo(
		() => new Set(notices.flatMap((one) => (one.kind === 'superseded' ? [one.item] : []))),
		[notices],
	)
}
