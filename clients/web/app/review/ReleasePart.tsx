// Says whether people have an increment: by Product Owner and Developers, beside the assessment and
// independent of it. For everybody else it stands with the other facts of the increment.
import { setRelease } from '../../sdk/goalDrafts'
import { ReleaseState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Increment } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { mayRelease } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import { words } from '../words/words'

const STATES = [
	ReleaseState.NOT_RELEASED,
	ReleaseState.RELEASED,
	ReleaseState.WITHDRAWN,
] as const satisfies readonly ReleaseState[]

export interface ReleasePartProps {
	readonly increment: Increment
	readonly reviewIsOver: boolean
}

export function ReleasePart({ increment, reviewIsOver }: ReleasePartProps) {
	const client = useClient()
	const { role } = useSignal(client.views.me)
	const { key, release, releaseAt, releasePending } = increment
	const w = goalWords.release
	if (reviewIsOver || !mayRelease(role)) return null
	return (
		<div className="inc__assess">
			<div className="sec">
				<h3>{w.title}</h3>
				{releasePending && <Saving text={words.saving} />}
			</div>
			<Choice
				label={w.label}
				className="kinds"
				optionClass={() => 'kind'}
				options={STATES}
				chosen={STATES.find((one) => one === release)}
				// Everybody sees it at once: an arrow on the way to another one is no word on it.
				chooseByArrow={false}
				disabled={releasePending}
				onChoose={(state) => {
					if (state !== release) client.submit(setRelease(key, state, releaseAt))
				}}
				render={(state) => words.product.releases[state]}
			/>
			<p className="meta">{w.says}</p>
		</div>
	)
}
