// One's own anonymous feedback that waits, or was not released and why. Its author can take back what
// waits.
import { useRef } from 'react'
import type { OwnHeld, Review } from '../../sdk/model'
import { isUnderWay } from '../meeting/currentReview'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { Saving } from '../parts/Saving'
import { useSignal } from '../watch'
import { heldWords } from '../words/held'
import { words } from '../words/words'
import { Retract } from './FeedbackEntry'
import { KIND_ICONS } from './kindIcons'

export interface OwnHeldEntriesProps {
	readonly review: Review
	readonly held: readonly OwnHeld[]
}

export function OwnHeldEntries({ review, held }: OwnHeldEntriesProps) {
	return held.map((one) => <OwnEntry key={one.key} own={one} reviewIsOpen={isUnderWay(review)} />)
}

function OwnEntry({
	own,
	reviewIsOpen,
}: {
	readonly own: OwnHeld
	readonly reviewIsOpen: boolean
}) {
	const increments = useSignal(useClient().views.increments)
	const about = increments.find((one) => one.key === own.increment)
	const { key, kind, text, discarded, reason, pending } = own
	const entry = useRef<HTMLLIElement>(null)
	return (
		<li ref={entry} className="fb fb--pending">
			<div className="fb__head">
				<span className="fb__kind">
					<Icon name={KIND_ICONS[kind]} size="s" />
					{words.feedback.kinds[kind]}
				</span>
				<span>{words.feedback.anonymous}</span>
				<span className="up up--fact">{words.feedback.yours}</span>
			</div>
			<p className="fb__text">{text}</p>
			{about !== undefined && <p className="fb__foot">{words.feedback.on(about.title)}</p>}
			<Fate pending={pending} discarded={discarded} reason={reason} />
			{!discarded && pending === 'no' && reviewIsOpen && (
				<div className="fb__acts">
					<Retract
						feedback={{ key, anonymous: true }}
						onRetract={() => {
							// The entry goes.
							entry.current?.closest('ul')?.focus()
						}}
					/>
				</div>
			)}
		</li>
	)
}

function Fate({ pending, discarded, reason }: Pick<OwnHeld, 'pending' | 'discarded' | 'reason'>) {
	const w = heldWords
	if (pending !== 'no') {
		return (
			<p className="fb__foot">
				<Saving text={pending === 'given' ? w.sending : w.takingBack} />
			</p>
		)
	}
	if (discarded) {
		return (
			<p className="fb__foot fb__why">
				<Icon name="x" size="s" />
				{w.notReleased(reason)}
			</p>
		)
	}
	return (
		<p className="fb__foot">
			<span className="chip">
				<Icon name="clock" size="s" />
				{w.waits}
			</span>
			<span>{w.waitsSays}</span>
		</p>
	)
}
