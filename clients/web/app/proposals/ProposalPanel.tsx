// One proposal: who suggests what and why, the order it would make beside today's, and for those who
// may, what becomes of it.
import { useEffect, useMemo, useRef, useState } from 'react'
import { applyProposal, rejectProposal } from '../../sdk/itemDrafts'
import type { Proposal } from '../../sdk/model'
import { orderWith } from '../../sdk/predictProposal'
import { shortName } from '../backlog/itemName'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Confirm } from '../parts/Confirm'
import { Icon } from '../parts/Icon'
import { isOwner, mayPropose } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { dayAndTime } from '../parts/times'
import type { Act } from '../people/useAct'
import { compare } from '../sort/comparison'
import { ComparisonView } from '../sort/ComparisonView'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { isOpen, standingOf } from './proposalState'
import { RejectForm } from './RejectForm'
import { StandingChip } from './StandingChip'
import { useWhoMade } from './useWhoMade'
import { whyStale } from './whyStale'

export interface ProposalPanelProps {
	readonly proposal: Proposal
	readonly act: Act
	readonly onBack: () => void
}

export function ProposalPanel({ proposal, act, onBack }: ProposalPanelProps) {
	const first = useRef<HTMLButtonElement>(null)
	useEffect(() => {
		first.current?.focus()
	}, [])
	const { comment, moves, timeMs, pending } = proposal
	const w = words.proposals
	return (
		<div className="propanel">
			<p className="personpanel__now">
				<button ref={first} className="btn btn--s" onClick={onBack}>
					<Icon name="left" size="s" />
					{w.back}
				</button>
				<StandingChip standing={standingOf(proposal)} />
				{pending ? (
					<Saving text={words.saving} />
				) : (
					<span className="meta">
						{timeMs > 0 && dayAndTime(timeMs)}
						{moves.length > 0 && `, ${w.moves(moves.length)}`}
					</span>
				)}
			</p>
			<blockquote className="propanel__says">{comment === '' ? w.noComment : comment}</blockquote>
			{isOpen(proposal) ? (
				<OpenPart proposal={proposal} act={act} />
			) : (
				<DecidedPart proposal={proposal} />
			)}
		</div>
	)
}

function DecidedPart({ proposal }: { readonly proposal: Proposal }) {
	const { decidedBy, decider, decidedMs, reason, pending } = proposal
	const { name, timeMs } = useWhoMade(decidedBy, { author: decider, timeMs: decidedMs })
	const time = timeMs === 0 ? '' : dayAndTime(timeMs)
	const standing = standingOf(proposal)
	const w = words.proposals.decidedBy
	if (pending) return null
	return (
		<>
			<p>
				{standing === 'takenBack' && w.takenBack(time)}
				{standing === 'applied' && w.applied(name, time)}
				{standing === 'rejected' && w.rejected(name, time)}
			</p>
			{standing === 'rejected' && (
				<p className="propanel__reason">{words.proposals.reasonGiven(reason)}</p>
			)}
		</>
	)
}

function OpenPart({ proposal, act }: Omit<ProposalPanelProps, 'onBack'>) {
	const client = useClient()
	const { ordered } = useSignal(client.views.order)
	const found = useMemo(() => {
		const proposed = orderWith(client.replica.state, proposal)
		return proposed === null ? null : compare(ordered, proposed.ordered, proposed.moved)
	}, [client, ordered, proposal])
	const w = words.proposals
	const nothing = found === null ? w.cannot : found.changed === 0 ? w.nothingLeft : ''
	return (
		<>
			{proposal.staleBy !== 0 && <WhyStale proposal={proposal} />}
			<Decide proposal={proposal} act={act} applicable={found !== null} />
			<p className="compare__sum">
				{found === null || nothing !== '' ? nothing : w.changes(found.moved, found.changed)}
			</p>
			{found !== null && found.changed > 0 && <ComparisonView comparison={found} />}
		</>
	)
}

function WhyStale({ proposal }: { readonly proposal: Proposal }) {
	const client = useClient()
	const { name, timeMs } = useWhoMade(proposal.staleBy)
	const { did, item, others } = whyStale(client.replica.state, proposal)
	const w = words.proposals
	const what = w.stale[did](item === undefined ? '' : shortName(item), others)
	const who = name === '' ? words.notice.nobody : name
	return (
		<div className="notice propanel__stale">
			<Icon name="alert" />
			<p className="notice__text">
				{w.staleSince(who, what, timeMs === 0 ? '' : dayAndTime(timeMs))}
			</p>
		</div>
	)
}

type What = 'apply' | 'reject' | 'takeBack'

// `stale`: it was, in the eyes of whoever was asked.
interface Asked {
	readonly what: What
	readonly stale: boolean
}

interface DecideProps extends Omit<ProposalPanelProps, 'onBack'> {
	readonly applicable: boolean
}

// The Product Owner decides, a delegate may apply it; whoever made it can take it back.
function Decide({ proposal, act, applicable }: DecideProps) {
	const { role, participant } = useSignal(useClient().views.me)
	const [asked, setAsked] = useState<Asked | null>(null)
	const stale = proposal.staleBy !== 0
	const { order: applies } = usePowers()
	const own = proposal.author === participant && mayPropose(role)
	const w = words.proposals
	const offers: readonly (readonly [What, string, boolean])[] = [
		['apply', stale ? w.applyAnyway : w.apply, applies && applicable],
		['reject', w.reject, isOwner(role) && !own],
		['takeBack', w.takeBack, own],
	]
	const offered = offers.filter(([, , may]) => may)
	if (proposal.pending || offered.length === 0) return null
	if (asked !== null) {
		return (
			<Asking
				asked={asked}
				proposal={proposal}
				onDone={(draft, done) => {
					setAsked(null)
					act.run(draft, done)
				}}
				onCancel={() => {
					setAsked(null)
				}}
			/>
		)
	}
	return (
		<div className="buttons">
			{offered.map(([what, label]) => (
				<button
					key={what}
					className={what === 'apply' && !stale ? 'btn btn--main' : 'btn'}
					onClick={() => {
						setAsked({ what, stale })
					}}
				>
					{label}
				</button>
			))}
		</div>
	)
}

interface AskingProps {
	readonly asked: Asked
	readonly proposal: Proposal
	readonly onDone: Act['run']
	readonly onCancel: () => void
}

// What follows, before it is done.
function Asking({ asked, proposal: { key }, onDone, onCancel }: AskingProps) {
	const { what, stale } = asked
	const w = words.proposals
	switch (what) {
		case 'apply':
			return (
				<Confirm
					says={w.applyFollows}
					action={stale ? w.applyAnyway : w.apply}
					onConfirm={() => {
						onDone(applyProposal(key, stale), w.applied)
					}}
					onCancel={onCancel}
				/>
			)
		case 'reject':
			return (
				<RejectForm
					proposal={key}
					onReject={(reason) => {
						onDone(rejectProposal(key, reason), w.rejected)
					}}
					onCancel={onCancel}
				/>
			)
		case 'takeBack':
			return (
				<Confirm
					says={w.takeBackFollows}
					action={w.takeBack}
					onConfirm={() => {
						onDone(rejectProposal(key), w.tookBack)
					}}
					onCancel={onCancel}
				/>
			)
	}
}
