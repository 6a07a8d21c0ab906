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

export function usePointerDrag(surface: DragSurface, handlers: DragHandlers) {
	const drag = useRef<Drag | null>(null)
	const latest = useRef({ surface, handlers })
	useEffect(() => {
		latest.current = { surface, handlers }
	})

	useEffect(() => {
		let frame = 0
		const tick = () => {
			frame = 0
			const now = drag.current
			if (now === null || !now.holding) return
			const { list, ghost, rowHeight } = latest.current.surface
			if (list.current === null) return
			const scroll = edgeScroll(now.y, now.box.top, now.box.bottom)
			if (scroll !== 0) {
				list.current.scrollTop += scroll
				now.scrolled = list.current.scrollTop
			}
			if (ghost.current !== null) {
				ghost.current.style.transform = `translate(${now.x + 12}px, ${now.y + 8}px)`
			}
			latest.current.handlers.over((now.y - now.box.top + now.scrolled) / rowHeight)
			if (scroll !== 0) frame = requestAnimationFrame(tick)
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
			const { list } = latest.current.surface
			if (drag.current !== null && list.current !== null) {
				drag.current.box = list.current.getBoundingClientRect()
				drag.current.scrolled = list.current.scrollTop
			}
		}
		window.addEventListener('scroll', onScroll, true)
		window.addEventListener('resize', onScroll)
		window.addEventListener('pointermove', onMove)
		window.addEventListener('pointerup', onEnd)
		window.addEventListener('pointercancel', onEnd)
		window.addEventListener('keydown', onKey, true)
		return () => {
			cancelAnimationFrame(frame)
			window.removeEventListener('scroll', onScroll, true)
			window.removeEventListener('resize', onScroll)
			window.removeEventListener('pointermove', onMove)
			window.removeEventListener('pointerup', onEnd)
			window.removeEventListener('pointercancel', onEnd)
			window.removeEventListener('keydown', onKey, true)
		}
	}, [])

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
