// Sends an operation about people and says in words what came of it, for as long as the dialog is open.
import { useState } from 'react'
import type { Draft } from '../../sdk/outbox'
import { useClient } from '../meeting/seat'
import { words } from '../words/words'

export interface Act {
	// What came of the last one: a sentence, or nothing yet.
	readonly said: string
	readonly refused: boolean
	// `done` is said when the server has accepted it.
	run(draft: Draft, done: string): void
}

export function useAct(): Act {
	const client = useClient()
	const [said, setSaid] = useState('')
	const [refused, setRefused] = useState(false)
	const run = (draft: Draft, done: string) => {
		setRefused(false)
		setSaid(words.saving)
		void client.answered(client.submit(draft)).then((accepted) => {
			setRefused(!accepted)
			setSaid(accepted ? done : words.people.refused)
		})
	}
	return { said, refused, run }
}
