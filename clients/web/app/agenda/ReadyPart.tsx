// Whether people are ready to go on: a toggle for everybody, the count for all, and who it is for those
// who lead. It moves nothing: going on stays with them.
import { useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Review } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Icon } from '../parts/Icon'
import { later } from '../parts/later'
import { useReady } from '../people/useReady'
import { words } from '../words/words'

const PeopleDialog = later(() => import('../people/PeopleDialog').then((m) => m.PeopleDialog))

export function ReadyPart({ review }: { readonly review: Review | undefined }) {
	// It stays open through a break, whatever is being done in it.
	const [open, setOpen] = useState(false)
	return (
		<>
			{review?.state === ReviewState.OPEN && (
				<Ready
					onWho={() => {
						setOpen(true)
					}}
				/>
			)}
			{open && (
				<PeopleDialog
					onClose={() => {
						setOpen(false)
					}}
				/>
			)}
		</>
	)
}

// `onWho`: asked who it is.
function Ready({ onWho }: { readonly onWho: () => void }) {
	const client = useClient()
	const { leads } = usePowers()
	const { own, ready, present } = useReady()
	const w = words.flow
	const count = (
		<>
			<span className="ready__long">{w.readyOf(ready.size, present)}</span>
			<span className="ready__short" aria-hidden="true">
				{w.readyOfShort(ready.size, present)}
			</span>
		</>
	)
	return (
		<div className="ready">
			{ready.size > 0 &&
				(leads ? (
					<button
						className="btn btn--s btn--quiet ready__count"
						aria-haspopup="dialog"
						onClick={onWho}
					>
						{count}
						<span className="sr"> {w.readyWho}</span>
					</button>
				) : (
					<span className="ready__count">{count}</span>
				))}
			<button
				className="btn btn--s ready__toggle"
				aria-pressed={own}
				aria-label={w.ready}
				onClick={() => {
					client.readiness.set(!own)
				}}
			>
				<Icon name="check" size="s" />
				{/* Beside what they do with the meeting there is less room. */}
				{!leads && <span className="ready__long">{w.ready}</span>}
				<span className={leads ? '' : 'ready__short'}>{w.readyShort}</span>
			</button>
		</div>
	)
}
