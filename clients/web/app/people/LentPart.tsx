// What the Product Owner has lent to whom. For everybody; the Product Owner revokes it here.
import { useState } from 'react'
import { revokeDelegation } from '../../sdk/flowDrafts'
import type { IdKey } from '../../sdk/id'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Confirm } from '../parts/Confirm'
import { timeOrDay } from '../parts/times'
import { useSignal } from '../watch'
import { words } from '../words/words'
import type { Act } from './useAct'

export function LentPart({ act }: { readonly act: Act }) {
	const { views } = useClient()
	const delegations = useSignal(views.delegations)
	const people = useSignal(views.people)
	const { lend } = usePowers()
	const [asked, setAsked] = useState<IdKey | null>(null)
	const w = words.lend
	if (delegations.length === 0) return null
	return (
		<section className="peoplepart" aria-label={w.title}>
			<div className="sec">
				<h3>{w.title}</h3>
			</div>
			<ul className="links">
				{delegations.map(({ key, to, scopes, expiresMs }) => {
					const name = people.find((one) => one.participant === to)?.name ?? ''
					return (
						<li key={key}>
							<p className="links__what">
								<b>{name}</b>
								<span className="meta">
									{w.what(scopes)}, {w.untilTime(timeOrDay(expiresMs))}
								</span>
							</p>
							{lend && asked !== key && (
								<button
									type="button"
									className="btn btn--s"
									aria-label={w.revokeOf(name)}
									onClick={() => {
										setAsked(key)
									}}
								>
									{w.revoke}
								</button>
							)}
							{lend && asked === key && (
								<Confirm
									says={w.revokeFollows(name)}
									action={w.revoke}
									onConfirm={() => {
										setAsked(null)
										act.run(revokeDelegation(key), w.isRevoked(name))
									}}
									onCancel={() => {
										setAsked(null)
									}}
								/>
							)}
						</li>
					)
				})}
			</ul>
		</section>
	)
}
