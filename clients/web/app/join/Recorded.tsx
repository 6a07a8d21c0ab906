// What is recorded, who sees it and for how long. Every sentence has to be true of the server:
// docs/SPEC.md, "Who sees what". What is on the device has to be true of sdk/stateKeeper.ts.
import { worksOffline } from '../meeting/shellWorker'
import { Icon, type IconName } from '../parts/Icon'
import type { RoleName } from '../parts/roles'
import { useRehearsal } from '../rehearsal/useRehearsal'
import { words } from '../words/words'

export interface RecordedProps {
	readonly role: RoleName
	readonly product: string
}

export function Recorded({ role, product }: RecordedProps) {
	const rehearsal = useRehearsal(product) === 'on'
	const w = words.join.recorded
	return (
		<ul className="facts" aria-label={w.label}>
			<Fact icon="log" says={w.what[role]} />
			<Fact icon="users" says={w.seen} />
			{role !== 'observer' && (
				<>
					<Fact icon="vote" says={w.votes} />
					<Fact icon="hide" says={w.anonymous} />
				</>
			)}
			<Fact icon="clock" says={rehearsal ? words.rehearsal.recorded : w.kept} />
			{worksOffline() && <Fact icon="offline" says={w.device} />}
		</ul>
	)
}

interface FactProps {
	readonly icon: IconName
	readonly says: { readonly name: string; readonly text: string }
}

function Fact({ icon, says }: FactProps) {
	return (
		<li>
			<Icon name={icon} />
			<span>
				<b>{says.name}</b> {says.text}
			</span>
		</li>
	)
}
