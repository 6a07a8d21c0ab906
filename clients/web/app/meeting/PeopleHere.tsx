// Who is connected now, who leads through the meeting, and for those who may let people in that
// somebody waits. Nothing here says what people look at or type.
import { useState } from 'react'
import { Face } from '../parts/Face'
import { later } from '../parts/later'
import { useTakingPart } from '../people/useTakingPart'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { useClient } from './seat'

const PeopleDialog = later(() => import('../people/PeopleDialog').then((m) => m.PeopleDialog))

const FACES_MAX = 5

export function PeopleHere() {
	const { views } = useClient()
	const { waiting } = useSignal(views.lobby)
	const { known, present } = useTakingPart()
	const facilitator = useSignal(views.facilitator)
	const leader = useSignal(views.people).find((one) => one.participant === facilitator)
	const [open, setOpen] = useState(false)

	return (
		<>
			<button
				className="btn btn--quiet btn--s people"
				onClick={() => {
					setOpen(true)
				}}
			>
				<span className="who" aria-hidden="true">
					{present.slice(0, FACES_MAX).map(({ participant, name, role }) => (
						<Face key={participant} name={name} role={role} />
					))}
				</span>
				<span className="num">
					{known ? words.people.here(present.length) : words.people.title}
				</span>
				{leader !== undefined && (
					<span className="people__leads">{words.flow.facilitates(leader.name)}</span>
				)}
				{waiting.length > 0 && (
					<span className="chip chip--accent">{words.people.wait(waiting.length)}</span>
				)}
				<span className="sr">{words.people.showWho}</span>
			</button>
			<span className="sr" role="status">
				{waiting.length > 0 && words.people.waitingCount(waiting.length)}
			</span>
			{open && (
				<PeopleDialog
					onClose={() => {
						setOpen(false)
					}}
				/>
			)}
		</>
	)
}
