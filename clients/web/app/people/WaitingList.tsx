// Who waits to be let in, for Product Owner and Scrum Masters.
import { admitWaiting, refuseWaiting } from '../../sdk/peopleDrafts'
import type { WaitingPerson } from '../../sdk/lobby'
import { Face } from '../parts/Face'
import { clockTime } from '../parts/times'
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
					<button
						className="btn btn--s btn--main"
						onClick={() => {
							letIn(waiting)
						}}
					>
						{w.letAllIn}
					</button>
				)}
			</div>
			<ul className="waitlist">
				{waiting.map((one) => (
					<li key={one.participant}>
						<Face name={one.name} />
						<p className="waitlist__who">
							<b>{one.name}</b>
							<span className="meta">{w.since(clockTime(one.sinceMs))}</span>
						</p>
						<button
							className={waiting.length > 1 ? 'btn btn--s' : 'btn btn--s btn--main'}
							aria-label={w.letInName(one.name)}
							onClick={() => {
								letIn([one])
							}}
						>
							{w.letIn}
						</button>
						<button
							className="btn btn--s btn--quiet"
							aria-label={w.doNotLetInName(one.name)}
							onClick={() => {
								act.run(refuseWaiting([one.participant]), w.wasRefused(one.name))
							}}
						>
							{w.doNotLetIn}
						</button>
					</li>
				))}
			</ul>
		</section>
	)
}
