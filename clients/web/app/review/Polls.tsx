// All polls on one thing: those that are open, else the newest; earlier ones folded away; and for
// those who lead the form that opens another.
import { useState } from 'react'
import { PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll } from '../../sdk/model'
import type { PollSubject } from '../../sdk/pollDrafts'
import { useClient } from '../meeting/seat'
import { mayFacilitate } from '../parts/roles'
import { useWasTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { EarlierPolls, OpenPollForm } from './pollLater'
import { inSight } from './pollOrder'
import { placeOfPoll } from './pollPlace'
import { PollView } from './PollView'

export interface PollsProps {
	readonly subject: PollSubject
	// Of it, in the order in which they were opened.
	readonly polls: readonly Poll[]
	readonly reviewIsOpen: boolean
	// The form stands open where there is no poll yet.
	readonly opening: boolean
	readonly onOpened?: (() => void) | undefined
	readonly onCancel?: (() => void) | undefined
}

// The form: for a new poll, or for one that is asked again. `pressed`: it takes the place of a button.
type Form = { readonly again: Poll | undefined; readonly pressed: boolean } | null

export function Polls({ subject, polls, reviewIsOpen, opening, onOpened, onCancel }: PollsProps) {
	const { role } = useSignal(useClient().views.me)
	const { now, earlier } = inSight(polls)
	const latest = now[0]
	const typed = useWasTyped(placeOfPoll(subject))
	const typedAgain = useWasTyped(placeOfPoll(subject, latest?.key))
	const [form, setForm] = useState<Form>(
		latest === undefined
			? null
			: typed
				? { again: undefined, pressed: false }
				: typedAgain
					? { again: latest, pressed: false }
					: null,
	)
	const mayOpen = mayFacilitate(role) && reviewIsOpen && latest?.state !== PollState.OPEN
	// Behind a poll that somebody else opened. It comes back from there, but not into what one does then.
	if (!mayOpen && form?.pressed === true) setForm({ ...form, pressed: false })
	const close = () => {
		setForm(null)
	}
	const openAnother = () => {
		setForm({ again: undefined, pressed: true })
	}
	const askAgain = (poll: Poll) =>
		mayOpen
			? () => {
					setForm({ again: poll, pressed: true })
				}
			: undefined

	if (latest === undefined) {
		if (!mayOpen || !opening) return null
		return (
			<OpenPollForm
				subject={subject}
				{...(onOpened === undefined ? {} : { onOpened })}
				{...(onCancel === undefined ? {} : { onCancel })}
			/>
		)
	}
	return (
		<>
			{now.map((poll) => (
				<PollView
					key={poll.key}
					poll={poll}
					onAskAgain={askAgain(poll)}
					onOpenAnother={mayOpen && form === null ? openAnother : undefined}
				/>
			))}
			{mayOpen && form !== null && (
				<OpenPollForm
					key={form.again?.key ?? ''}
					subject={subject}
					again={form.again}
					autoFocus={form.pressed}
					onOpened={close}
					onCancel={close}
				/>
			)}
			{earlier.length > 0 && <EarlierPolls polls={earlier} askAgain={askAgain} />}
		</>
	)
}
