// Where the focus goes when something of a poll goes with it. Never to what a second Enter would do:
// what cannot be taken back is asked for anew.
import { useCallback, type RefObject } from 'react'
import type { IdKey } from '../../sdk/id'
import { inItsPlace, insteadOf, nearest, useFocusBack, type Gone } from '../parts/useFocusBack'

/** For a button of a poll: to the poll, or where that is folded away now, to the one that is in sight. */
export function useFocusToPoll(button: RefObject<HTMLElement | null>): void {
	useFocusBack(button, pollOf)
}

/** For a form in the place of such buttons: to the one that asked for it. */
export function useFocusInPoll(form: RefObject<HTMLElement | null>): void {
	useFocusBack(form, inPoll)
}

/** For the form that opens a poll: to the button that asked for it, or else to the poll that is open. */
export function useFocusFromOpening(
	form: RefObject<HTMLElement | null>,
	again: IdKey | undefined,
): void {
	const find = useCallback(
		(gone: Gone) =>
			nearest(gone, `[data-opens="${opensWhat(again)}"]`) ?? pollOf(gone) ?? inItsPlace(gone),
		[again],
	)
	useFocusBack(form, find)
}

/** Which form a button opens: for a new poll, or for one that is asked `again`. */
export function opensWhat(again?: IdKey): string {
	return again ?? 'poll'
}

function pollOf(gone: Gone): HTMLElement | null {
	return nearest(gone, '.poll')
}

function inPoll(gone: Gone): HTMLElement | null {
	return insteadOf(gone) ?? pollOf(gone)
}
