// For whoever acts in the Product Owner's place: what they may do, and until when; and that it is over.
import { useEffect, useRef, useState } from 'react'
import { lentTo } from '../parts/powers'
import { Icon } from '../parts/Icon'
import { timeOrDay } from '../parts/times'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { useClient } from './seat'
import { useOwnerName } from './usePowers'

export function LentLine() {
	const { views } = useClient()
	const me = useSignal(views.me)
	const delegations = useSignal(views.delegations)
	const owner = useOwnerName()
	const mine = lentTo(me, delegations)
	const [over, setOver] = useState(false)
	const had = useRef(false)
	useEffect(() => {
		if (had.current && mine.length === 0) setOver(true)
		if (mine.length > 0) setOver(false)
		had.current = mine.length > 0
	}, [mine.length])
	const w = words.lend

	return (
		<div role="status">
			{mine.map(({ key, scopes, expiresMs }) => (
				<p key={key} className="lent">
					<Icon name="user" size="s" />
					{w.yours(owner, scopes, timeOrDay(expiresMs))}
				</p>
			))}
			{over && mine.length === 0 && (
				<div className="notice notice--calm top__line">
					<Icon name="user" />
					<p className="notice__text">{w.over(owner)}</p>
					<div className="notice__do">
						<button
							className="btn btn--s"
							onClick={() => {
								setOver(false)
							}}
						>
							{words.notice.dismiss}
						</button>
					</div>
				</div>
			)}
		</div>
	)
}
