// Drags rows with a pointer: starts after a few pixels (or at once from the grip on touch), scrolls
// at the edges, and tells only when the gap under the pointer changes. The ghost follows the pointer
// without rendering anything.
import { useEffect, useRef, type PointerEvent, type RefObject } from 'react'

const START_PX = 5
const EDGE_PX = 44
const SCROLL_PX_MAX = 18

export interface DragHandlers {
	// True when the row may be dragged; starts holding.
	readonly start: (index: number) => boolean
	// `y` in rows from the top of the list.
	readonly over: (y: number) => void
	readonly drop: () => void
	readonly cancel: () => void
}

export interface DragSurface {
	readonly list: RefObject<HTMLDivElement | null>
	readonly ghost: RefObject<HTMLDivElement | null>
	readonly rowHeight: number
}

interface Drag {
	readonly pointer: number
	readonly startX: number
	readonly startY: number
	readonly index: number
	x: number
	y: number
	holding: boolean
	// Measured once: asking in every frame would lay the page out twice.
	box: DOMRect
	scrolled: number
}

interface Latest {
	readonly surface: DragSurface
	readonly handlers: DragHandlers
}

export function usePointerDrag(surface: DragSurface, handlers: DragHandlers) {
	const drag = useRef<Drag | null>(null)
	const latest = useRef<Latest>({ surface, handlers })
	useEffect(() => {
		latest.current = { surface, handlers }
	})
	useEffect(() => listen(drag, latest), [])

	return (event: PointerEvent, index: number) => {
		const fromGrip = event.target instanceof Element && event.target.closest('.grip') !== null
		// A finger on a row scrolls the list; only the grip drags.
		if (event.button !== 0 || (event.pointerType !== 'mouse' && !fromGrip)) return
		const list = surface.list.current
		if (list === null) return
		const { clientX: startX, clientY: startY, pointerId: pointer } = event
		const measured = { box: list.getBoundingClientRect(), scrolled: list.scrollTop }
		const at = { x: startX, y: startY, holding: false }
		drag.current = { pointer, startX, startY, index, ...at, ...measured }
	}
}

// Follows the pointer until the returned function is called.
function listen(drag: RefObject<Drag | null>, latest: RefObject<Latest>): () => void {
	let frame = 0
	const tick = () => {
		frame = 0
		if (follow(drag.current, latest.current)) frame = requestAnimationFrame(tick)
	}
	const onMove = (event: globalThis.PointerEvent) => {
		const now = drag.current
		if (now === null || event.pointerId !== now.pointer) return
		now.x = event.clientX
		now.y = event.clientY
		const far = Math.hypot(now.x - now.startX, now.y - now.startY) > START_PX
		if (!now.holding && far) {
			now.holding = latest.current.handlers.start(now.index)
			if (!now.holding) drag.current = null
		}
		if (now.holding) {
			event.preventDefault()
			if (frame === 0) frame = requestAnimationFrame(tick)
		}
	}
	const onEnd = (event: globalThis.PointerEvent) => {
		const now = drag.current
		if (now === null || event.pointerId !== now.pointer) return
		drag.current = null
		if (!now.holding) return
		if (event.type === 'pointerup') latest.current.handlers.drop()
		else latest.current.handlers.cancel()
		swallowClick()
	}
	const onKey = (event: KeyboardEvent) => {
		if (event.key !== 'Escape' || drag.current?.holding !== true) return
		drag.current = null
		event.stopPropagation()
		latest.current.handlers.cancel()
	}
	const onScroll = () => {
		measure(drag.current, latest.current.surface)
	}
	const until = new AbortController()
	const { signal } = until
	window.addEventListener('scroll', onScroll, { capture: true, signal })
	window.addEventListener('resize', onScroll, { signal })
	window.addEventListener('pointermove', onMove, { signal })
	window.addEventListener('pointerup', onEnd, { signal })
	window.addEventListener('pointercancel', onEnd, { signal })
	window.addEventListener('keydown', onKey, { capture: true, signal })
	return () => {
		cancelAnimationFrame(frame)
		until.abort()
	}
}

// Shows where the drag is now. True while the list scrolls under it, so that there is more to show.
function follow(now: Drag | null, { surface, handlers }: Latest): boolean {
	const { list, ghost, rowHeight } = surface
	if (now === null || !now.holding || list.current === null) return false
	const scroll = edgeScroll(now.y, now.box.top, now.box.bottom)
	if (scroll !== 0) {
		list.current.scrollTop += scroll
		now.scrolled = list.current.scrollTop
	}
	if (ghost.current !== null) {
		ghost.current.style.transform = `translate(${now.x + 12}px, ${now.y + 8}px)`
	}
	handlers.over((now.y - now.box.top + now.scrolled) / rowHeight)
	return scroll !== 0
}

function measure(now: Drag | null, { list }: DragSurface): void {
	if (now === null || list.current === null) return
	now.box = list.current.getBoundingClientRect()
	now.scrolled = list.current.scrollTop
}

function edgeScroll(y: number, top: number, bottom: number): number {
	const above = top + EDGE_PX - y
	const below = y - (bottom - EDGE_PX)
	if (above > 0) return -Math.min(SCROLL_PX_MAX, above / 3)
	if (below > 0) return Math.min(SCROLL_PX_MAX, below / 3)
	return 0
}

// The release of a drag is also a click on whatever lies under it.
function swallowClick(): void {
	const swallow = (event: Event) => {
		event.stopPropagation()
		event.preventDefault()
	}
	window.addEventListener('click', swallow, { capture: true, once: true })
	setTimeout(() => {
		window.removeEventListener('click', swallow, { capture: true })
	}, 0)
}
