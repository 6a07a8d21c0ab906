// One item beside the list: its facts, labels and description (loaded when opened), and what the
// Product Owner can do with it.
import { useState } from 'react'
import { archiveItem, restoreItem } from '../../sdk/drafts'
import { Zone } from '../../sdk/gen/reviewd/v1/backlog_pb'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Icon } from '../parts/Icon'
import { Saving } from '../parts/Saving'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { DescriptionPart } from './DescriptionPart'
import { LabelsPart } from './LabelsPart'
import { LaterDialog } from './LaterDialog'
import { lookedAt } from './lookedAt'
import { focusPane, MergedHere, MergedInto } from './MergedItems'
import { drop } from './orderActions'

export interface ItemPaneProps {
	readonly item: IdKey
	readonly onClose: () => void
}

export function ItemPane({ item: key, onClose }: ItemPaneProps) {
	const client = useClient()
	const powers = usePowers()
	const order = useSignal(client.views.order)
	const alias = useSignal(client.views.aliases).get(key)
	const item = client.replica.state.items.get(key)
	if (item === undefined) return null
	const place = order.ordered.findIndex((one) => one.key === key) + 1
	const editable = powers.edit && alias === undefined
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
					<h2 id="item-title" tabIndex={-1}>
						{item.title}
					</h2>
				</div>
				<button className="btn btn--quiet btn--icon" aria-label={words.close} onClick={onClose}>
					<Icon name="x" />
				</button>
			</div>
			{alias === undefined ? (
				<div className="facts2">
					{place > 0 && <Fact name={w.place} value={String(place)} />}
					<Fact name={w.estimate} value={item.estimate === 0 ? '–' : String(item.estimate)} />
				</div>
			) : (
				<MergedInto item={key} />
			)}
			{item.pending && <Saving text={words.saving} />}
			<LabelsPart item={item} editable={editable} />
			<DescriptionPart item={item} editable={editable} />
			<MergedHere into={key} />
			{powers.order &&
				alias === undefined &&
				item.zone === Zone.NOT_YET_ORDERED &&
				item.archivedAt === 0 && <PutButtons item={item} />}
			{editable && <ItemButtons item={item} />}
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

function ItemButtons({ item }: { readonly item: Item }) {
	const client = useClient()
	const [asked, setAsked] = useState<'split' | 'merge' | null>(null)
	const archived = item.archivedAt !== 0
	const close = () => {
		setAsked(null)
	}
	return (
		<div className="buttons">
			<button
				className="btn"
				onClick={() => {
					setAsked('split')
				}}
			>
				<Icon name="split" size="s" />
				{words.split.open}
			</button>
			<button
				className="btn"
				onClick={() => {
					setAsked('merge')
				}}
			>
				<Icon name="merge" size="s" />
				{words.merge.open}
			</button>
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
			{asked !== null && (
				<LaterDialog onClose={close}>
					{({ MergeDialog, SplitDialog }) =>
						asked === 'split' ? (
							<SplitDialog item={item} onClose={close} />
						) : (
							<MergeDialog
								item={item}
								onMerged={(into) => {
									lookedAt.set(into)
									focusPane()
								}}
								onClose={close}
							/>
						)
					}
				</LaterDialog>
			)}
		</div>
	)
}
