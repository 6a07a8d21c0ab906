// For what goes with the focus in it: the focus goes to what takes its place, never to nowhere.
import { useLayoutEffect, type RefObject } from 'react'

export interface Gone {
	// What it stood in and is still there, the nearest first.
	readonly around: readonly Element[]
	// What stood in the nearest of them, in order, and which of that is gone.
	readonly beside: readonly Element[]
	readonly at: number
	// What had the focus.
	readonly focused: Element
	// What it was called: as a rule, like the button that asked for it.
	readonly name: string | null
}

export type FindHeir = (gone: Gone) => HTMLElement | null

/**
 * `inside`: something of the part that goes. A focus that is elsewhere stays there. `find` is best the
 * same function each time; `name`, where the part has no label of its own.
 */
export function useFocusBack(
	inside: RefObject<HTMLElement | null>,
	find: FindHeir = inItsPlace,
	name?: string,
): void {
	// Its end comes while all is still in the page: later the focus is nowhere.
	useLayoutEffect(() => {
		const element = inside.current
		return () => {
			const focused = document.activeElement
			if (element === null || focused === null || focused === document.body) return
			const stood = chainOf(element).map((one) => ({ one, inside: [...one.children] }))
			afterwards(() => {
				const gone = goneOf(stood, focused, name)
				const heir = gone === null ? null : find(gone)
				// Whoever was in it already sees it.
				heir?.focus({ preventScroll: gone?.around.includes(heir) === true })
			})
		}
	}, [inside, find, name])
}

/** Before something is done that may take away what has the focus. */
export function keepFocus(find: () => HTMLElement | null | undefined): void {
	if (document.activeElement === document.body) return
	afterwards(() => {
		find()?.focus()
	})
}

// When the page is drawn anew, and only if nothing has the focus then.
function afterwards(give: () => void): void {
	requestAnimationFrame(() => {
		if (document.activeElement === document.body) give()
	})
}

// An element and what was in it.
interface Stood {
	readonly one: Element
	readonly inside: readonly Element[]
}

// The whole of what has gone, if the focus was in there. `stood`: the nearest first.
function goneOf(stood: readonly Stood[], focused: Element, name?: string): Gone | null {
	const from = stood.findIndex(({ one }) => one.isConnected)
	const whole = stood[from - 1]?.one
	const parent = stood[from]
	if (whole === undefined || parent === undefined || !whole.contains(focused)) return null
	return {
		around: stood.slice(from).map(({ one }) => one),
		beside: parent.inside,
		at: parent.inside.indexOf(whole),
		focused,
		name: name ?? whole.getAttribute('aria-label'),
	}
}

/** A button in what has come instead, or else the nearest part around it that can have the focus. */
export function inItsPlace(gone: Gone): HTMLElement | null {
	return insteadOf(gone) ?? partAround(gone)
}

/** The button called the same before any other. */
export function insteadOf({ around: [parent], beside, name }: Gone): HTMLElement | null {
	const buttons = [...(parent?.children ?? [])]
		.filter((one) => !beside.includes(one))
		.flatMap((one) =>
			one instanceof HTMLButtonElement ? [one] : [...one.querySelectorAll('button')],
		)
	return buttons.find((button) => nameOf(button) === name) ?? buttons[0] ?? null
}

function partAround({ around }: Gone): HTMLElement | null {
	for (const one of around) {
		if (one instanceof HTMLElement && one.hasAttribute('tabindex')) return one
		const button = one.querySelector('button')
		if (button !== null) return button
	}
	return null
}

/** The nearest that matches, of what it stood in and what is in there. */
export function nearest({ around }: Gone, selector: string): HTMLElement | null {
	for (const one of around) {
		const found = one.matches(selector) ? one : one.querySelector(selector)
		if (found instanceof HTMLElement) return found
	}
	return null
}

function nameOf(button: HTMLElement): string {
	return button.getAttribute('aria-label') ?? button.textContent
}

// The element and what it stands in.
function chainOf(element: Element): Element[] {
	const found: Element[] = []
	for (let one: Element | null = element; one; one = one.parentElement) found.push(one)
	return found
}
