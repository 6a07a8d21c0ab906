// The order that this person is trying: kept in this tab until it is sent or given up, so that a reload
// does not lose it. Changes nothing that anybody else sees.
import { useEffect, useMemo, useRef } from 'react'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import type { RowTarget } from '../backlog/held'
import { useTyped } from '../parts/useTyped'
import { movedRows, movesFrom, withMoves, type DraftMove } from './orderDraft'

const NOT_TRYING = ''

export interface OrderDraft {
	readonly moves: readonly DraftMove[]
	readonly rows: readonly Item[]
	// Those that stand elsewhere than today, with their place today.
	readonly moved: ReadonlyMap<IdKey, number>
}

export interface Trying {
	// Null: the shared order is shown.
	readonly draft: OrderDraft | null
	readonly start: (moves?: readonly DraftMove[]) => void
	// Begins with what was tried before, unless another one was begun since. Whether it did.
	readonly bringBack: (moves: readonly DraftMove[]) => boolean
	readonly move: (items: readonly IdKey[], target: RowTarget) => void
	readonly takeBack: () => void
	readonly stop: () => void
}

export function useOrderDraft(today: readonly Item[]): Trying {
	const { value, set } = useTyped('order-draft', NOT_TRYING)
	const draft = useMemo((): OrderDraft | null => {
		if (value === NOT_TRYING) return null
		const moves = movesFrom(value)
		const rows = withMoves(today, moves)
		const moved = movedRows(today, rows, moves)
		const places = new Map<IdKey, number>()
		for (const [i, { key }] of today.entries()) if (moved.has(key)) places.set(key, i + 1)
		return { moves, rows, moved: places }
	}, [value, today])
	const now = useRef(value)
	useEffect(() => {
		now.current = value
	}, [value])
	const moves = draft?.moves ?? []
	const keep = (kept: readonly DraftMove[]) => {
		set(JSON.stringify(kept))
	}
	return {
		draft,
		start: (kept = []) => {
			keep(kept)
		},
		bringBack: (kept) => {
			if (now.current !== NOT_TRYING) return false
			keep(kept)
			return true
		},
		move: (items, target) => {
			keep([...moves, { items, target }])
		},
		takeBack: () => {
			keep(moves.slice(0, -1))
		},
		stop: () => {
			set(NOT_TRYING)
		},
	}
}
