// Submitting a form that is checked before anything is sent. What is wrong with it is not said while
// somebody still writes it for the first time, only once they asked to send it: then nothing is sent,
// and the focus goes to the first field that has something to be put right.
import { useState, type SubmitEvent } from 'react'
import { focusFirstProblem } from './TextField'

export interface CheckedSubmit {
	// It was submitted with something wrong: from then on its problems are shown.
	readonly asked: boolean
	readonly submit: (event: SubmitEvent<HTMLFormElement>) => void
}

// `send` also closes the form. The focus finds a field by its aria-invalid, which TextField sets.
export function useCheckedSubmit(isSound: boolean, send: () => void): CheckedSubmit {
	const [asked, setAsked] = useState(false)
	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault()
		if (!isSound) {
			setAsked(true)
			focusFirstProblem(event.currentTarget)
			return
		}
		send()
	}
	return { asked, submit }
}
