// Who moved what just now, in words: for readers who cannot see rows travel, and for moves that are
// too many to show. Said at most once a second.
import { useEffect, useRef, useState } from 'react'
import type { MovedByOthers } from '../../sdk/replica'
import type { OrderView } from '../../sdk/views'
import { useClient } from '../meeting/seat'
import { words } from '../words/words'

const SAY_EVERY_MS = 1_000

export function MovedBy({ order }: { readonly order: OrderView }) {
	const { views } = useClient()
	const [said, setSaid] = useState('')
	const unsaid = useRef<MovedByOthers[]>([])
	const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

	useEffect(() => {
		unsaid.current.push(...order.moved)
		if (order.moved.length === 0 || timer.current !== undefined) return
		timer.current = setTimeout(() => {
			timer.current = undefined
			const moved = unsaid.current
			unsaid.current = []
			const people = views.people.get()
			const nameOf = (by: number) => people.find((one) => one.participant === by)?.name ?? ''
			const names = moved.map(({ author, onBehalfOf }) =>
				onBehalfOf === 0 ? nameOf(author) : words.lend.forOwner(nameOf(author), nameOf(onBehalfOf)),
			)
			setSaid(
				words.backlog.movedBy(new Set(moved.map(({ item }) => item)).size, [...new Set(names)]),
			)
		}, SAY_EVERY_MS)
	}, [order, views])
	useEffect(
		() => () => {
			clearTimeout(timer.current)
		},
		[],
	)
	return (
		<span className="colhead__moved" role="status">
			{said}
		</span>
	)
}
