// The backlog: one ordered list that only the Product Owner orders while everybody watches. Others, and
// the Product Owner too, may try another order over it and propose it.
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { OrderView } from '../../sdk/views'
import { useClient } from '../meeting/seat'
import { mayPropose } from '../parts/roles'
import { useOrderDraft, type Trying } from '../proposals/useOrderDraft'
import { useSignal } from '../watch'
import { BacklogDialogs, type AskedDialog } from './BacklogDialogs'
import { BacklogMain } from './BacklogMain'
import { BacklogNotices, NOTHING_DONE } from './BacklogNotices'
import { BacklogTools } from './BacklogTools'
import { lookedAt } from './lookedAt'
import { useShownRows, type List } from './rows'

export interface BacklogScreenProps {
	// NO_ID, or the item that the address leads to.
	readonly opened: IdKey
}

export function BacklogScreen({ opened }: BacklogScreenProps) {
	useEffect(() => {
		if (opened !== NO_ID) lookedAt.set(opened)
	}, [opened])
	const { views } = useClient()
	const [filter, setFilter] = useState('')
	const [chosenList, setList] = useState<List>('ordered')
	const [asked, setAsked] = useState<AskedDialog | null>(null)
	const [selected, setSelected] = useState<ReadonlySet<IdKey>>(new Set())
	const [done, setDone] = useState(NOTHING_DONE)
	const news = useSignal(views.decided).length
	if (done.says !== '' && news > done.news) setDone(NOTHING_DONE)
	const { trying, order } = useOrderOrDraft()
	const { draft } = trying
	const list = draft === null ? chosenList : 'ordered'
	const shown = useShownRows(order, list, useDeferredValue(filter))
	const onTry = () => {
		setAsked(null)
		setSelected(new Set())
		if (draft === null) trying.start()
	}
	const close = () => {
		setAsked(null)
	}

	return (
		<>
			<BacklogTools
				filter={filter}
				onFilter={setFilter}
				list={list}
				onList={(to) => {
					setList(to)
					setSelected(new Set())
				}}
				trying={draft !== null}
				onTry={onTry}
				onAsk={setAsked}
			/>
			<BacklogNotices
				trying={trying}
				filter={filter}
				done={done}
				onAnswered={() => {
					setDone(NOTHING_DONE)
				}}
				onAsk={setAsked}
			/>
			<BacklogMain
				trying={trying}
				list={list}
				order={order}
				shown={shown}
				selected={selected}
				onSelect={setSelected}
			/>
			{asked !== null && (
				<BacklogDialogs
					{...{ asked, trying, list, shown, selected, onTry }}
					rows={order[list]}
					onDone={(says) => {
						setDone({ says, news })
					}}
					onClose={close}
				/>
			)}
		</>
	)
}

// The shared order, or the one that is being tried over it.
function useOrderOrDraft(): { trying: Trying; order: OrderView } {
	const { views } = useClient()
	const { role } = useSignal(views.me)
	const shared = useSignal(views.order)
	const kept = useOrderDraft(shared.ordered)
	const draft = mayPropose(role) ? kept.draft : null
	const order = useMemo(
		() => (draft === null ? shared : { ...shared, ordered: draft.rows }),
		[shared, draft],
	)
	return { trying: { ...kept, draft }, order }
}
