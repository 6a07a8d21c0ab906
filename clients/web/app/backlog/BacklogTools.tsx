// Above the backlog: what is shown of it, and what this person may do with its order.
import { Choice } from '../parts/Choice'
import { Icon } from '../parts/Icon'
import { Menu } from '../parts/Menu'
import { isOwner, mayPropose } from '../parts/roles'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { useSignal } from '../watch'
import { isOpen } from '../proposals/proposalState'
import { words } from '../words/words'
import { UndoButtons } from './UndoButtons'
import type { List } from './rows'

export type ToolDialog = 'add' | 'sort' | 'proposals' | 'rule'

export interface BacklogToolsProps {
	readonly filter: string
	readonly onFilter: (filter: string) => void
	readonly list: List
	readonly onList: (list: List) => void
	// An order is being tried: the shared one is not changed from here meanwhile.
	readonly trying: boolean
	readonly onTry: () => void
	readonly onAsk: (dialog: ToolDialog) => void
}

export function BacklogTools(props: BacklogToolsProps) {
	const { trying, list } = props
	const { views } = useClient()
	const { edit: edits, undo: undoes } = usePowers()
	const order = useSignal(views.order)
	const w = words.backlog
	const lists = (['ordered', 'notYetOrdered', 'archived'] as const).filter(
		(one) => one === 'ordered' || order[one].length > 0,
	)
	return (
		<section className="tools" aria-label={w.tools}>
			<input
				className="input"
				type="search"
				aria-label={w.filter}
				placeholder={w.filter}
				value={props.filter}
				onChange={(event) => {
					props.onFilter(event.target.value)
				}}
			/>
			<div className="tools__end">
				{lists.length > 1 && !trying && (
					<Choice
						label={w.list}
						className="seg"
						optionClass={() => 'seg__o'}
						options={lists}
						chosen={list}
						onChoose={props.onList}
						render={(one) => w.lists[one](order[one].length)}
					/>
				)}
				{undoes && !trying && <UndoButtons />}
				<ProposalsButton
					onOpen={() => {
						props.onAsk('proposals')
					}}
				/>
				{!trying && <OrderMenu {...props} />}
				{edits && !trying && (
					<button
						className="btn btn--main"
						onClick={() => {
							props.onAsk('add')
						}}
					>
						<Icon name="plus" size="s" />
						{w.add}
					</button>
				)}
			</div>
		</section>
	)
}

function ProposalsButton({ onOpen }: { readonly onOpen: () => void }) {
	const n = useSignal(useClient().views.proposals).filter(isOpen).length
	return (
		<button className="btn btn--quiet" onClick={onOpen}>
			<Icon name="branch" />
			{words.proposals.open(n)}
		</button>
	)
}

// One thing to do is a button, more of them are a menu.
function OrderMenu({ list, onTry, onAsk }: BacklogToolsProps) {
	const { role } = useSignal(useClient().views.me)
	const { order: orders } = usePowers()
	const w = words.order
	if (!mayPropose(role)) return null
	if (!orders) {
		return (
			<button className="btn" onClick={onTry}>
				{w.tryOrder}
			</button>
		)
	}
	const sort = { label: words.sort.open, icon: 'sort', onChoose: () => onAsk('sort') } as const
	const rule = {
		label: words.offlineRule.open,
		icon: 'offline',
		onChoose: () => onAsk('rule'),
	} as const
	return (
		<Menu
			label={w.menu}
			entries={[
				...(list === 'archived' ? [] : [sort]),
				{ label: w.tryOrder, icon: 'branch', onChoose: onTry },
				...(isOwner(role) ? [rule] : []),
			]}
		/>
	)
}
