// Who is here and who else takes part; for Product Owner and Scrum Masters also who waits, and what
// can be done about a person.
import { useRef, useState, type RefObject } from 'react'
import type { Person } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Dialog } from '../parts/Dialog'
import { Face } from '../parts/Face'
import { Icon } from '../parts/Icon'
import { roleName } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { GroupsPart } from './GroupsPart'
import { OwnGroup } from './OwnGroup'
import { LeadPart } from './LeadPart'
import { LentPart } from './LentPart'
import { PersonPanel } from './PersonPanel'
import { Said } from './Said'
import { useAct } from './useAct'
import { useReady } from './useReady'
import { useTakingPart } from './useTakingPart'
import { WaitingList } from './WaitingList'

export function PeopleDialog({ onClose }: { readonly onClose: () => void }) {
	const { views } = useClient()
	const me = useSignal(views.me)
	const lobby = useSignal(views.lobby)
	const { known, present, absent } = useTakingPart()
	const [chosen, setChosen] = useState(0)
	const act = useAct()
	const w = words.people
	const { leads } = usePowers()
	const person = leads
		? [...present, ...absent].find((one) => one.participant === chosen)
		: undefined
	// Whose row gets the focus when the list is there again.
	const last = useRef(0)
	const back = () => {
		last.current = chosen
		setChosen(0)
	}

	if (person !== undefined) {
		return (
			<Dialog title={person.name} onClose={onClose}>
				<PersonPanel person={person} act={act} onBack={back} />
				<Said act={act} />
			</Dialog>
		)
	}
	const choose = leads ? setChosen : undefined
	return (
		<Dialog title={w.title} onClose={onClose}>
			<WaitingList waiting={lobby.waiting} act={act} />
			<Said act={act} />
			<LeadPart act={act} />
			<LentPart act={act} />
			<OwnGroup act={act} />
			{leads && <GroupsPart />}
			{known && (
				<People
					title={w.show(present.length)}
					people={present}
					me={me.participant}
					onChoose={choose}
					last={last}
				/>
			)}
			{absent.length > 0 && (
				<People
					title={known ? w.absent(absent.length) : w.hereUnknown}
					people={absent}
					me={me.participant}
					onChoose={choose}
					last={last}
				/>
			)}
		</Dialog>
	)
}

interface PeopleProps {
	readonly title: string
	readonly people: readonly Person[]
	readonly me: number
	readonly onChoose: ((participant: number) => void) | undefined
	readonly last: RefObject<number>
}

function People({ title, people, me, onChoose, last }: PeopleProps) {
	return (
		<section className="peoplepart" aria-label={title}>
			<div className="sec">
				<h3>{title}</h3>
			</div>
			<ul className="present">
				{people.map((person) => {
					const { participant } = person
					const inside = <Named person={person} mine={participant === me} />
					return (
						<li key={participant}>
							{onChoose === undefined || participant === me ? (
								<p className="person">{inside}</p>
							) : (
								<button
									ref={(row) => {
										if (row === null || last.current !== participant) return
										last.current = 0
										row.focus()
									}}
									className="person person--open"
									onClick={() => {
										onChoose(participant)
									}}
								>
									{inside}
									<Icon name="right" />
								</button>
							)}
						</li>
					)
				})}
			</ul>
		</section>
	)
}

function Named({ person, mine }: { readonly person: Person; readonly mine: boolean }) {
	const { leads } = usePowers()
	const { ready } = useReady()
	const group = useSignal(useClient().views.groups).find(({ key }) => key === person.group)
	const w = words.people
	return (
		<>
			<Face name={person.name} role={person.role} />
			<b>{person.name}</b>
			<span className="meta">{words.roles[roleName(person.role)]}</span>
			{group !== undefined && <span className="chip chip--group">{group.name}</span>}
			{mine && <span className="chip chip--accent">{w.you}</span>}
			{person.muted && <span className="chip">{w.muted}</span>}
			{leads && ready.has(person.participant) && (
				<span className="chip chip--accent">
					<Icon name="check" size="s" />
					{words.flow.readyShort}
				</span>
			)}
		</>
	)
}
