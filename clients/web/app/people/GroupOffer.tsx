// Putting somebody into a group of stakeholders, or into none.
import { useEffect, useRef } from 'react'
import { NO_ID } from '../../sdk/id'
import type { Group, Person } from '../../sdk/model'
import { assignGroup } from '../../sdk/peopleDrafts'
import { useClient } from '../meeting/seat'
import { useFocusBack } from '../parts/useFocusBack'
import { useSignal } from '../watch'
import { groupWords } from '../words/groups'
import { words } from '../words/words'
import { GroupChoice } from './GroupChoice'
import { Offer, type AskProps } from './offers'
import type { Act } from './useAct'

interface GroupOfferProps extends Pick<AskProps, 'asked' | 'onAsk' | 'onCancel'> {
	readonly person: Person
	readonly run: Act['run']
}

/** One tap on a group puts them there. */
export function GroupOffer(props: GroupOfferProps) {
	const groups = useSignal(useClient().views.groups)
	if (groups.length === 0) return null
	// The frame is where the focus comes back to.
	return (
		<div className="groupoffer">
			{props.asked === 'group' ? (
				<Chooser {...props} groups={groups} />
			) : (
				<Offer
					label={groupWords.put}
					onAsk={() => {
						props.onAsk('group')
					}}
				/>
			)}
		</div>
	)
}

interface ChooserProps extends GroupOfferProps {
	readonly groups: readonly Group[]
}

function Chooser({ person, run, onCancel, groups }: ChooserProps) {
	const { participant, name, group } = person
	const frame = useRef<HTMLDivElement>(null)
	useFocusBack(frame)
	useEffect(() => {
		frame.current?.querySelector<HTMLElement>('[aria-checked=true]')?.focus()
	}, [])
	const w = groupWords
	return (
		<div ref={frame} className="confirm">
			<p>{w.putSays(name)}</p>
			<GroupChoice
				label={w.put}
				groups={groups}
				chosen={group}
				onChoose={(to) => {
					const into = groups.find(({ key }) => key === to)
					run(
						assignGroup([participant], into?.key ?? NO_ID),
						into === undefined ? w.isInNone(name) : w.isIn(name, into.name),
					)
				}}
			/>
			<div className="buttons">
				<button type="button" className="btn" onClick={onCancel}>
					{words.cancel}
				</button>
			</div>
		</div>
	)
}
