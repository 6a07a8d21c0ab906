// Height of a row in pixels, as the stylesheet has it: rows grow with the root's size and on phones.
import { useLayoutEffect, useState, type RefObject } from 'react'

const ROW_HEIGHT_DEFAULT = 36

export function useRowHeight(probe: RefObject<HTMLElement | null>): number {
	const [height, setHeight] = useState(ROW_HEIGHT_DEFAULT)
	useLayoutEffect(() => {
		const element = probe.current
		if (element === null) return
		const measure = () => {
			setHeight(element.offsetHeight > 0 ? element.offsetHeight : ROW_HEIGHT_DEFAULT)
		}
		measure()
		const watcher = new ResizeObserver(measure)
		watcher.observe(element)
		return () => {
			watcher.disconnect()
		}
	}, [probe])
	return height
}
