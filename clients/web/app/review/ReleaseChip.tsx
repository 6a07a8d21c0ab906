// Whether people have an increment, as a fact beside it.
import { ReleaseState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { Icon } from '../parts/Icon'
import { words } from '../words/words'

export function ReleaseChip({ release }: { readonly release: ReleaseState }) {
	const w = words.product.releases
	switch (release) {
		case ReleaseState.RELEASED:
			return (
				<span className="chip chip--accent">
					<Icon name="globe" size="s" />
					{w[release]}
				</span>
			)
		case ReleaseState.WITHDRAWN:
			return (
				<span className="chip chip--warn">
					<Icon name="undo" size="s" />
					{w[release]}
				</span>
			)
		case ReleaseState.NOT_RELEASED:
		case ReleaseState.UNSPECIFIED:
			return <span className="chip chip--line">{w[release]}</span>
	}
}
