// Sorts the list, or some rows of it, by what they have. What would change is shown before it is done,
// and follows what others do meanwhile.
import { useMemo, useState, type SubmitEvent } from 'react'
import type { Zone } from '../../sdk/gen/reviewd/v1/backlog_pb'
import type { IdKey } from '../../sdk/id'
import { sortItems } from '../../sdk/itemDrafts'
import type { Item } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { words } from '../words/words'
import { compare, movedBetween } from './comparison'
import { ComparisonView } from './ComparisonView'
import { SortChoices, type Choices, type Which } from './SortChoices'
import { sorted, withSorted } from './sorting'

// docs/LIMITS.md, "What a product holds".
const SORTED_MAX = 20_000

export interface SortDialogProps {
	readonly zone: Zone
	readonly rows: readonly Item[]
	// Fewer where a filter hides some.
	readonly shown: readonly Item[]
	readonly selected: ReadonlySet<IdKey>
	readonly onSorted: (said: string) => void
	readonly onClose: () => void
}

export function SortDialog({ zone, onSorted, onClose, ...of }: SortDialogProps) {
	const client = useClient()
	const { choices, choose, lists, offered, wanted, comparison } = useSort(of)
	const { changed } = comparison
	const tooMany = wanted.length > SORTED_MAX
	const ready = changed > 0 && !tooMany
	const w = words.sort

	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (!ready) return
		const keys = wanted.map(({ key }) => key)
		client.submit(sortItems(zone, keys))
		onSorted(w.done(changed))
		onClose()
	}
	return (
		<Dialog title={w.title} wide onClose={onClose}>
			<form className="form" onSubmit={submit}>
				<SortChoices
					choices={choices}
					offered={offered}
					count={(which) => lists[which].length}
					onChoose={choose}
				/>
				<p role="status" className="compare__sum">
					{tooMany ? w.tooMany(SORTED_MAX) : w.changes(changed, of.rows.length)}
				</p>
				{changed > 0 && <ComparisonView comparison={comparison} />}
				<div className="buttons dialog__foot">
					<button className="btn btn--main" type="submit" aria-disabled={!ready}>
						{w.sort}
					</button>
					<button className="btn btn--quiet" type="button" onClick={onClose}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}

type Rows = Pick<SortDialogProps, 'rows' | 'shown' | 'selected'>

// What was chosen, and what would come of it.
function useSort({ rows, shown, selected }: Rows) {
	const chosen = useMemo(() => rows.filter(({ key }) => selected.has(key)), [rows, selected])
	const lists: Readonly<Record<Which, readonly Item[]>> = { selected: chosen, shown, all: rows }
	const offers: Readonly<Record<Which, boolean>> = {
		selected: chosen.length > 1,
		shown: shown.length > 1 && shown.length < rows.length,
		all: true,
	}
	const offered = (['selected', 'shown', 'all'] as const).filter((one) => offers[one])
	const first = offered[0] ?? 'all'
	const [choices, setChoices] = useState<Choices>({ which: first, by: 'estimate', to: 'up' })
	const { which, by, to } = choices
	const list = lists[which]
	const wanted = useMemo(() => sorted(list, by, to), [list, by, to])
	const comparison = useMemo(() => {
		const proposed = withSorted(rows, wanted)
		return compare(rows, proposed, movedBetween(rows, proposed))
	}, [rows, wanted])
	const choose = (made: Partial<Choices>) => {
		setChoices({ ...choices, ...made })
	}
	return { choices, choose, lists, offered, wanted, comparison }
}
