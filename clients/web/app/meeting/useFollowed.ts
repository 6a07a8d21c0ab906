// Going along with the meeting, but never from under somebody's hands: who is typing stays where they are
// until what they typed is sent or left alone.
import { useEffect, useState } from 'react'
import type { IdKey } from '../../sdk/id'

/** What is shown of where the meeting is, and going there at once. */
export function useFollowed(current: IdKey): readonly [shown: IdKey, catchUp: () => void] {
	const [shown, setShown] = useState(current)
	const behind = shown !== current
	if (behind && !isTyping()) setShown(current)
	useEffect(() => {
		if (!behind) return
		const look = () => {
			setTimeout(() => {
				if (!isTyping()) setShown(current)
			})
		}
		const until = new AbortController()
		document.addEventListener('focusout', look, { signal: until.signal })
		// A dialog that goes; this event does not rise.
		document.addEventListener('close', look, { signal: until.signal, capture: true })
		return () => {
			until.abort()
		}
	}, [behind, current])
	const catchUp = () => {
		setShown(current)
	}
	return [shown, catchUp]
}

// Whether a dialog with a form is open, or there is something in the form that is being filled in, or in
// the field with the caret.
function isTyping(): boolean {
	if (document.querySelector('dialog[open] form') !== null) return true
	const focused = document.activeElement
	const form = focused?.closest('main form')
	const fields = form?.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('.input')
	if (fields !== undefined) return [...fields].some((field) => field.value !== '')
	const field = focused instanceof HTMLTextAreaElement || focused instanceof HTMLInputElement
	return field && focused.closest('main, .tools') !== null && focused.value !== ''
}
