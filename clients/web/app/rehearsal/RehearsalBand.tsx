// Above everything else of a rehearsal, on every screen.
import { words } from '../words/words'

export function RehearsalBand() {
	const w = words.rehearsal
	return (
		<p className="rehearsal" role="note">
			<b>{w.name}</b> {w.says}
		</p>
	)
}
