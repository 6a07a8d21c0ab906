// Setting the list of groups. Nothing is overwritten unseen: where somebody else set it since, nothing is
// changed and what was typed stays, beside the list as it is now.
import { useState } from 'react'
import type { Group } from '../../sdk/model'
import { setGroups } from '../../sdk/peopleDrafts'
import { IN_FLIGHT_SEQ } from '../../sdk/slots'
import { useClient } from '../meeting/seat'
import { tellHere } from '../notice/tellHere'
import { useSignal } from '../watch'
import { groupWords } from '../words/groups'
import { words } from '../words/words'

export interface GroupsEdit {
	// What came of the last one: a sentence, or nothing yet.
	readonly said: string
	readonly refused: boolean
	// One is on its way: another one could only be refused.
	readonly saving: boolean
	// `base`: the event that set the list that its author looked at. `saved` is called once it is there.
	readonly run: (next: readonly Group[], base: number, says: string, saved: () => void) => void
	readonly forget: () => void
}

export function useGroupsEdit(): GroupsEdit {
	const client = useClient()
	const inFlight = useSignal(client.views.groupsAt) >= IN_FLIGHT_SEQ
	const [sending, setSending] = useState(false)
	const [said, setSaid] = useState('')
	const [refused, setRefused] = useState(false)
	const saving = inFlight || sending
	const run: GroupsEdit['run'] = (next, base, says, saved) => {
		if (saving) return
		setSending(true)
		setRefused(false)
		setSaid(words.saving)
		const pending = client.submit(setGroups(next, base))
		void client.answered(pending).then((accepted) => {
			setSending(false)
			setRefused(!accepted)
			if (accepted) {
				setSaid(says)
				saved()
				return
			}
			tellHere(client, pending)
			const conflict = client.replica.state.groupsAt !== base
			setSaid(conflict ? groupWords.conflict : words.people.refused)
		})
	}
	const forget = () => {
		setSaid('')
		setRefused(false)
	}
	return { said, refused, saving, run, forget }
}
