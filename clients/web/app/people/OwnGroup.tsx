// Choosing one's own group of stakeholders, for whoever is in none. Who is in one is moved by those who
// lead.
import { NO_ID } from '../../sdk/id'
import { chooseGroup } from '../../sdk/peopleDrafts'
import { useClient } from '../meeting/seat'
import { maySpeak } from '../parts/roles'
import { useSignal } from '../watch'
import { groupWords } from '../words/groups'
import { OwnGroupChoice } from './OwnGroupChoice'
import type { Act } from './useAct'
import { useOwnGroup } from './useOwnGroup'

export function OwnGroup({ act }: { readonly act: Act }) {
	const { views } = useClient()
	const groups = useSignal(views.groups)
	const { role } = useSignal(views.me)
	const w = groupWords
	if (useOwnGroup() !== NO_ID || groups.length === 0 || !maySpeak(role)) return null
	return (
		<section className="peoplepart" aria-label={w.yours}>
			<div className="sec">
				<h3>{w.yours}</h3>
			</div>
			<p className="quiet">{w.yoursSays}</p>
			<OwnGroupChoice
				groups={groups}
				onChoose={({ key, name }) => {
					act.run(chooseGroup(key), w.youAreIn(name))
				}}
			/>
		</section>
	)
}
