// All order proposals, open ones first; one of them at a time is looked at.
import { useEffect, useRef, useState } from 'react'
import type { IdKey } from '../../sdk/id'
import type { Proposal } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { Icon } from '../parts/Icon'
import { mayPropose } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { dayAndTime } from '../parts/times'
import { Said } from '../people/Said'
import { useAct } from '../people/useAct'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { ProposalPanel } from './ProposalPanel'
import { listed, standingOf } from './proposalState'
import { StandingChip } from './StandingChip'

export interface ProposalsDialogProps {
	// The one to begin with; null: the list.
	readonly first: IdKey | null
	// Null: not from here.
	readonly onTry: (() => void) | null
	readonly onClose: () => void
}

export function ProposalsDialog({ first, onTry, onClose }: ProposalsDialogProps) {
	const client = useClient()
	const { role } = useSignal(client.views.me)
	const proposals = useSignal(client.views.proposals)
	const [chosen, setChosen] = useState<IdKey | null>(first)
	const [last, setLast] = useState<IdKey | null>(null)
	const act = useAct()
	const titleOf = useTitles()
	const w = words.proposals
	const proposal = proposals.find(({ key }) => key === chosen)
	// Looked at is heard of.
	useEffect(() => {
		client.views.decided.set(client.views.decided.get().filter((key) => key !== chosen))
	}, [client, chosen])

	if (proposal !== undefined) {
		return (
			<Dialog title={titleOf(proposal)} wide onClose={onClose}>
				<ProposalPanel
					key={proposal.key}
					proposal={proposal}
					act={act}
					onBack={() => {
						setLast(chosen)
						setChosen(null)
					}}
				/>
				<Said act={act} />
			</Dialog>
		)
	}
	const { open, decided } = listed(proposals)
	return (
		<Dialog title={w.title} onClose={onClose}>
			<p className="quiet">{proposals.length === 0 ? w.none : w.says}</p>
			<Said act={act} />
			<ProposalList title={w.openTitle(open.length)} rows={open} last={last} onOpen={setChosen} />
			<ProposalList
				title={w.decidedTitle(decided.length)}
				rows={decided}
				last={last}
				onOpen={setChosen}
			/>
			{onTry !== null && mayPropose(role) && (
				<div className="buttons">
					<button className={open.length === 0 ? 'btn btn--main' : 'btn'} onClick={onTry}>
						<Icon name="branch" size="s" />
						{words.order.tryOrder}
					</button>
				</div>
			)}
		</Dialog>
	)
}

function useTitles(): (proposal: Proposal) => string {
	const { views } = useClient()
	const { participant } = useSignal(views.me)
	const people = useSignal(views.people)
	const w = words.proposals
	return ({ author }) => {
		if (author === participant) return w.yours
		const name = people.find((one) => one.participant === author)?.name
		return w.by(name ?? words.notice.nobody)
	}
}

interface ProposalListProps {
	readonly title: string
	readonly rows: readonly Proposal[]
	// The one that was looked at has the focus again.
	readonly last: IdKey | null
	readonly onOpen: (proposal: IdKey) => void
}

function ProposalList({ title, rows, last, onOpen }: ProposalListProps) {
	const titleOf = useTitles()
	if (rows.length === 0) return null
	return (
		<section className="peoplepart" aria-label={title}>
			<div className="sec">
				<h3>{title}</h3>
			</div>
			<ul className="present">
				{rows.map((one) => (
					<li key={one.key}>
						<ProposalRow
							proposal={one}
							title={titleOf(one)}
							focused={last === one.key}
							onOpen={() => {
								onOpen(one.key)
							}}
						/>
					</li>
				))}
			</ul>
		</section>
	)
}

interface ProposalRowProps {
	readonly proposal: Proposal
	readonly title: string
	// It was looked at and has the focus again.
	readonly focused: boolean
	readonly onOpen: () => void
}

function ProposalRow({ proposal, title, focused, onOpen }: ProposalRowProps) {
	const row = useRef<HTMLButtonElement>(null)
	useEffect(() => {
		if (focused) row.current?.focus()
	}, [focused])
	const { comment, moves, timeMs, pending } = proposal
	const w = words.proposals
	return (
		<button ref={row} className="person person--open proprow" onClick={onOpen}>
			<span className="proprow__what">
				<b>{title}</b>
				<span className="proprow__says">{comment === '' ? w.noComment : comment}</span>
				<span className="meta">
					{timeMs > 0 && dayAndTime(timeMs)}
					{timeMs > 0 && moves.length > 0 && ', '}
					{moves.length > 0 && w.moves(moves.length)}
				</span>
			</span>
			{pending && <Saving text={words.saving} />}
			<StandingChip standing={standingOf(proposal)} />
			<Icon name="right" />
		</button>
	)
}
