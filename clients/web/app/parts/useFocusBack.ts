// For what takes the place of a button: when it goes, the focus goes to where that button stood.
import { useEffect, type RefObject } from 'react'

/** `inside`: something of the part that goes. A focus that somebody put elsewhere stays there. */
export function useFocusBack(inside: RefObject<HTMLElement | null>): void {
	useEffect(() => {
		const around = ancestorsOf(inside.current)
		return () => {
			requestAnimationFrame(() => {
				if (document.activeElement !== document.body) return
				const there = around.find((one) => one.isConnected && one.querySelector('button') !== null)
				there?.querySelector('button')?.focus()
			})
		}
	}, [inside])
}

function ancestorsOf(element: Element | null): Element[] {
	const found: Element[] = []
	for (let one = element?.parentElement; one; one = one.parentElement) found.push(one)
	return found
}
