// Where the focus goes when a line of the header goes with it.
import type { RefObject } from 'react'
import { insteadOf, useFocusBack, type Gone } from '../parts/useFocusBack'

// The step that the meeting is at, all of them, and what there is of them on a phone.
const AGENDA = ['.steps [aria-current=step]', '.steps', '.flow__short']

/** For a line of the header: to the line that has come instead, or else to where the meeting is. */
export function useFocusFromLine(line: RefObject<HTMLElement | null>): void {
	useFocusBack(line, lineOrStep)
}

function lineOrStep(gone: Gone): HTMLElement | null {
	return insteadOf(gone) ?? stepIn(gone.around.find((one) => one.matches('.top')))
}

function stepIn(header: Element | undefined): HTMLElement | null {
	const there = AGENDA.flatMap((one) => [...(header?.querySelectorAll<HTMLElement>(one) ?? [])])
	return there.find((one) => one.checkVisibility()) ?? null
}
