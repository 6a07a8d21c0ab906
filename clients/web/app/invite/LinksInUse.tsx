// Links that still let somebody in: how often they were used, until when, and taking them back.
import { useState } from 'react'
import { isInUse, type InviteUse } from '../../sdk/lobby'
import { revokeInvite } from '../../sdk/peopleDrafts'
import { useClient } from '../meeting/seat'
import { Confirm } from '../parts/Confirm'
import { roleName } from '../parts/roles'
import { dayAndTime } from '../parts/times'
import type { Act } from '../people/useAct'
import { useSignal } from '../watch'
import { groupWords } from '../words/groups'
import { words } from '../words/words'

export function LinksInUse({ act }: { readonly act: Act }) {
	const client = useClient()
	const { invites } = useSignal(client.views.lobby)
	const groups = useSignal(client.views.groups)
	const [asked, setAsked] = useState('')
	const inUse = invites.filter((invite) => isInUse(invite, client.now()))
	const w = words.invite.links
	return (
		<section className="peoplepart" aria-label={w.title}>
			<div className="sec">
				<h3>{w.title}</h3>
			</div>
			{inUse.length === 0 && <p className="quiet">{w.none}</p>}
			<ul className="links">
				{inUse.map((invite) => {
					const group = groups.find(({ key }) => key === invite.group)?.name ?? ''
					const role = words.roles[roleName(invite.role)]
					return (
						<li key={invite.key}>
							<p className="links__what">
								<b>{role}</b>
								<span className="meta">{describe(invite, group)}</span>
							</p>
							{asked === invite.key ? (
								<Confirm
									says={w.withdrawFollows}
									action={w.withdraw}
									onConfirm={() => {
										setAsked('')
										act.run(revokeInvite(invite.key), w.withdrawn(role))
									}}
									onCancel={() => {
										setAsked('')
									}}
								/>
							) : (
								<button
									className="btn btn--s"
									aria-label={w.withdrawOf(group === '' ? role : `${role}, ${group}`)}
									onClick={() => {
										setAsked(invite.key)
									}}
								>
									{w.withdraw}
								</button>
							)}
						</li>
					)
				})}
			</ul>
		</section>
	)
}

function describe({ uses, usesMax, expiresMs }: InviteUse, group: string): string {
	const w = words.invite.links
	const until = expiresMs === 0 ? w.forEver : w.until(dayAndTime(expiresMs))
	const into = group === '' ? '' : `${groupWords.forGroup(group)}, `
	return `${into}${w.used(uses, usesMax)}, ${until}`
}
