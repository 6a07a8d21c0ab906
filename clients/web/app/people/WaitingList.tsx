// Who waits to be let in, for Product Owner and Scrum Masters.
import { useRef } from 'react'
import { admitWaiting, refuseWaiting } from '../../sdk/peopleDrafts'
import type { WaitingPerson } from '../../sdk/lobby'
import { Face } from '../parts/Face'
import { clockTime } from '../parts/times'
import { inItsPlace, useFocusBack, type Gone } from '../parts/useFocusBack'
import { words } from '../words/words'
import type { Act } from './useAct'

export interface WaitingListProps {
	readonly waiting: readonly WaitingPerson[]
	readonly act: Act
}

export function WaitingList({ waiting, act }: WaitingListProps) {
	const w = words.people
	if (waiting.length === 0) return null
	const letIn = (some: readonly WaitingPerson[]) => {
		const names = some.map((one) => one.name)
		act.run(admitWaiting(some.map((one) => one.participant)), w.wereLetIn(names))
	}
	return (
		<section className="peoplepart" aria-label={w.waitingTitle}>
			<div className="sec">
				<h3>{w.waitingCount(waiting.length)}</h3>
				{waiting.length > 1 && (
					<LetAllIn
						onPress={() => {
							letIn(waiting)
						}}
					/>
				)}
			</div>
			<ul className="waitlist">
				{waiting.map((one) => (
					<Row
						key={one.participant}
						person={one}
						only={waiting.length === 1}
						onLetIn={() => {
							letIn([one])
						}}
						onRefuse={() => {
							act.run(refuseWaiting([one.participant]), w.wasRefused(one.name))
						}}
					/>
				))}
			</ul>
		</section>
	)
}

function LetAllIn({ onPress }: { readonly onPress: () => void }) {
	const button = useRef<HTMLButtonElement>(null)
	useFocusBack(button)
	return (
		<button ref={button} className="btn btn--s btn--main" onClick={onPress}>
			{words.people.letAllIn}
		</button>
	)
}

interface RowProps {
	readonly person: WaitingPerson
	readonly only: boolean
	readonly onLetIn: () => void
	readonly onRefuse: () => void
}

// It goes when the server has the answer: then to the next who waits, and there to the same button.
function Row({ person: { name, sinceMs }, only, onLetIn, onRefuse }: RowProps) {
	const row = useRef<HTMLLIElement>(null)
	useFocusBack(row, nextRow)
	const w = words.people
	return (
		<li ref={row}>
			<Face name={name} />
			<p className="waitlist__who">
				<b>{name}</b>
				<span className="meta">{w.since(clockTime(sinceMs))}</span>
			</p>
			<button
				className={only ? 'btn btn--s btn--main' : 'btn btn--s'}
				aria-label={w.letInName(name)}
				data-do="letIn"
				onClick={onLetIn}
			>
				{w.letIn}
			</button>
			<button
				className="btn btn--s btn--quiet"
				aria-label={w.doNotLetInName(name)}
				data-do="refuse"
				onClick={onRefuse}
			>
				{w.doNotLetIn}
			</button>
		</li>
	)
}

function nextRow(gone: Gone): HTMLElement | null {
	const { beside, at } = gone
	const row =
		beside.slice(at).find((one) => one.isConnected) ??
		beside.slice(0, at).findLast((one) => one.isConnected)
	const what = gone.focused.getAttribute('data-do') ?? ''
	return row?.querySelector<HTMLElement>(`[data-do="${what}"]`) ?? inItsPlace(gone)
}
