// Items that are another name of an item by now: what stands in the place of such an item, which
// others an item has taken in, and those that a filter would have found.
import { useMemo } from 'react'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { shortName } from './itemName'
import { showItem } from './lookedAt'
import { matches } from './rows'

// Shown of those that a filter finds; who looks for one types more of it.
const FOUND_MAX = 3

interface Merged {
	readonly item: Item
	readonly into: Item
}

// All of them, the last merged first.
function useMerged(): readonly Merged[] {
	const client = useClient()
	const aliases = useSignal(client.views.aliases)
	const order = useSignal(client.views.order)
	return useMemo(() => {
		const { items } = client.replica.state
		const found: Merged[] = []
		for (const [key, alias] of [...aliases].reverse()) {
			const [item, into] = [items.get(key), items.get(alias.into)]
			if (item !== undefined && into !== undefined) found.push({ item, into })
		}
		return found
		// Titles of both may change with the order's view.
		// eslint-disable-next-line react-hooks/exhaustive-deps
	}, [client, aliases, order])
}

export function MergedInto({ item }: { readonly item: IdKey }) {
	const merged = useMerged().find((one) => one.item.key === item)
	if (merged === undefined) return null
	return (
		<div className="follows">
			<ShowInto {...merged} />
		</div>
	)
}

export function MergedHere({ into }: { readonly into: IdKey }) {
	const merged = useMerged().filter((one) => one.into.key === into)
	if (merged.length === 0) return null
	return (
		<section className="mergedhere" aria-label={words.merge.mergedHere}>
			<div className="sec">
				<h3>{words.merge.mergedHere}</h3>
			</div>
			<ul>
				{merged.map(({ item }) => (
					<li key={item.key}>
						{item.ref !== '' && <span className="ref">{item.ref}</span>} {item.title}
					</li>
				))}
			</ul>
		</section>
	)
}

export function MergedFound({ filter }: { readonly filter: string }) {
	const merged = useMerged()
	const asked = filter.trim().toLocaleLowerCase()
	const found = asked === '' ? [] : merged.filter(({ item }) => matches(item, asked))
	if (found.length === 0) return null
	return (
		<section className="mergedfound" aria-label={words.merge.found}>
			{found.slice(0, FOUND_MAX).map((one) => (
				<ShowInto key={one.item.key} {...one} />
			))}
		</section>
	)
}

function ShowInto({ item, into }: Merged) {
	const w = words.merge
	return (
		<p className="mergedinto">
			<Icon name="merge" size="s" />
			<span>{w.is(shortName(item), shortName(into))}</span>
			<button
				className="btn btn--s"
				onClick={() => {
					showItem(into.key)
					focusPane()
				}}
			>
				{w.show(shortName(into))}
			</button>
		</p>
	)
}

// What was pressed goes with the pane in which it stood.
export function focusPane(): void {
	requestAnimationFrame(() => document.getElementById('item-title')?.focus())
}
