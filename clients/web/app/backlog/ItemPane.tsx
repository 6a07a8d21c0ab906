// One item beside the list: its facts, its description (loaded when opened), archive and restore.
import { archiveItem, restoreItem } from '../../sdk/drafts'
import { Zone } from '../../sdk/gen/reviewd/v1/backlog_pb'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { mayOrder } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { DescriptionPart } from './DescriptionPart'
import { drop } from './orderActions'

export interface ItemPaneProps {
	readonly item: IdKey
	readonly onClose: () => void
}

export function ItemPane({ item: key, onClose }: ItemPaneProps) {
	const client = useClient()
	const me = useSignal(client.views.me)
	const order = useSignal(client.views.order)
	const item = client.replica.state.items.get(key)
	if (item === undefined) return null
	const place = order.ordered.findIndex((one) => one.key === key) + 1
	const w = words.item

	return (
		<aside
			className="itempane"
			aria-labelledby="item-title"
			onKeyDown={(event) => {
				if (event.key === 'Escape') onClose()
			}}
		>
			<div className="itempane__head">
				<div>
					<p className="ref">{item.ref}</p>
					<h2 id="item-title">{item.title}</h2>
				</div>
				<button className="btn btn--quiet btn--icon" aria-label={words.close} onClick={onClose}>
					<Icon name="x" />
				</button>
			</div>
			<div className="facts2">
				{place > 0 && <Fact name={w.place} value={String(place)} />}
				<Fact name={w.estimate} value={item.estimate === 0 ? '–' : String(item.estimate)} />
			</div>
			{item.labels.length > 0 && (
				<p className="chips">
					{item.labels.map((label) => (
						<span key={label} className="chip chip--line">
							{label}
						</span>
					))}
				</p>
			)}
			{item.pending && <Saving text={words.saving} />}
			<DescriptionPart item={item} editable={mayOrder(me.role)} />
			{mayOrder(me.role) && item.zone === Zone.NOT_YET_ORDERED && item.archivedAt === 0 && (
				<PutButtons item={item} />
			)}
			{mayOrder(me.role) && <ArchiveButton item={item} />}
		</aside>
	)
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
	return (
		<div>
			<span className="label">{name}</span>
			<b>{value}</b>
		</div>
	)
}

// The way from "not yet ordered" into the order.
function PutButtons({ item }: { readonly item: Item }) {
	const client = useClient()
	return (
		<div className="buttons">
			{(['top', 'end'] as const).map((at) => (
				<button
					key={at}
					className="btn"
					onClick={() => {
						drop(client, [item.key], { at })
					}}
				>
					{at === 'top' ? words.item.putTop : words.item.putEnd}
				</button>
			))}
		</div>
	)
}

function ArchiveButton({ item }: { readonly item: Item }) {
	const client = useClient()
	const archived = item.archivedAt !== 0
	return (
		<div className="buttons">
			<button
				className="btn"
				aria-disabled={item.pending}
				onClick={() => {
					if (item.pending) return
					client.submit(archived ? restoreItem(item.key, item.archivedAt) : archiveItem(item.key))
				}}
			>
				<Icon name="archive" size="s" />
				{archived ? words.item.restore : words.item.archive}
			</button>
			{archived && <span className="meta">{words.item.archived}</span>}
		</div>
	)
}
