// Which review this is, and what the person will do in it.
import type { InviteFacts } from '../../sdk/http'
import { Icon, type IconName } from '../parts/Icon'
import { roleFromWire } from '../parts/roles'
import { words } from '../words/words'

const PARTS = [
	['increments', 'log'],
	['polls', 'vote'],
	['feedback', 'chat'],
	['backlog', 'list'],
] as const satisfies readonly (readonly [string, IconName])[]

export function About({ invite }: { readonly invite: InviteFacts }) {
	const { productName, reviewTitle } = invite
	const role = roleFromWire(invite.role)
	const w = words.join
	return (
		<section className="join__about">
			<p className="brand">
				<Icon name="mark" size="l" />
				<b>{reviewTitle === '' ? words.program : productName}</b>
			</p>
			<div>
				<h1 className="join__title">{reviewTitle === '' ? productName : reviewTitle}</h1>
				<p className="join__when">{w.about}</p>
			</div>
			<div className="join__more">
				<p className="label">{w.partsLabel}</p>
				<ul className="parts">
					{PARTS.map(([part, icon]) => (
						<li key={part}>
							<Icon name={icon} />
							<span>
								<b>{w.parts[part].name}</b>
								<small>{w.parts[part].says}</small>
							</span>
							<span className="parts__you">{w.parts[part].you[role]}</span>
						</li>
					))}
				</ul>
			</div>
		</section>
	)
}
