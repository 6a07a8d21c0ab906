// Who is connected now. Nothing here says what they look at or type.
import { useState } from 'react'
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Person } from '../../sdk/model'
import { Dialog } from '../parts/Dialog'
import { roleName } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { useClient } from './seat'

const FACES_MAX = 5

export function PeopleHere() {
	const { views } = useClient()
	const here = useSignal(views.here)
	const people = useSignal(views.people)
	const [open, setOpen] = useState(false)
	const present = people
		.filter((person) => here.has(person.participant))
		.sort((a, b) => a.role - b.role || a.participant - b.participant)

	return (
		<>
			<button
				className="btn btn--quiet btn--s people"
				onClick={() => {
					setOpen(true)
				}}
			>
				<span className="who" aria-hidden="true">
					{present.slice(0, FACES_MAX).map((person) => (
						<Face key={person.participant} person={person} />
					))}
				</span>
				<span className="num">{words.people.here(present.length)}</span>
				<span className="sr">{words.people.showWho}</span>
			</button>
			{open && (
				<Dialog
					title={words.people.show(present.length)}
					onClose={() => {
						setOpen(false)
					}}
				>
					<ul className="present">
						{present.map((person) => (
							<li key={person.participant}>
								<Face person={person} />
								<b>{person.name}</b>
								<span className="meta">{words.roles[roleName(person.role)]}</span>
							</li>
						))}
					</ul>
				</Dialog>
			)}
		</>
	)
}

function Face({ person }: { readonly person: Person }) {
	const leads = person.role === Role.PRODUCT_OWNER || person.role === Role.SCRUM_MASTER
	return (
		<span className={leads ? 'face face--lead' : 'face'} aria-hidden="true">
			{initials(person.name)}
		</span>
	)
}

function initials(name: string): string {
	const parts = name.split(/\s+/).filter((part) => part !== '')
	const [first = '', last = ''] = [parts[0], parts.length > 1 ? parts.at(-1) : '']
	return (firstLetter(first) || '?') + firstLetter(last)
}

function firstLetter(word: string): string {
	const letter = word.codePointAt(0)
	return letter === undefined ? '' : String.fromCodePoint(letter).toUpperCase()
}
