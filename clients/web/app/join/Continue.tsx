// Who this browser is already in this product: going on as one of them needs no link.
import { seatPath } from '../address'
import { roleFromWire } from '../parts/roles'
import { words } from '../words/words'
import type { LiveSeat } from './seats'

export function Continue({ seats }: { readonly seats: readonly LiveSeat[] }) {
	if (seats.length === 0) return null
	const w = words.join
	return (
		<section className="seats" aria-label={w.continueTitle}>
			<p className="label">{w.continueTitle}</p>
			{seats.map(({ product, handle, name, role, waiting }) => (
				<a key={handle} className="btn btn--hit seats__o" href={seatPath(product, handle)}>
					{w.continueAs(name, waiting ? w.stillWaiting : words.roles[roleFromWire(role)])}
				</a>
			))}
		</section>
	)
}
