// Closing, revealing, changing the dots, declaring void, asking again, for whoever leads. A poll never
// changes order or assessment by itself.
import { useRef, useState, type ReactNode } from 'react'
import { PollKind, PollState, Results, ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll } from '../../sdk/model'
import { admitVoters, closePoll, revealPoll } from '../../sdk/pollDrafts'
import { useClient } from '../meeting/seat'
import { maySpeak } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { useWasTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import { isMeant } from './asked'
import { DotsForm } from './DotsForm'
import { opensWhat, useFocusToPoll } from './pollFocus'
import { placeOfVoid } from './pollPlace'
import { VoidForm } from './VoidForm'

export interface PollControlsProps {
	readonly poll: Poll
	readonly onAskAgain: (() => void) | undefined
	readonly onOpenAnother: (() => void) | undefined
}

export function PollControls({ poll, onAskAgain, onOpenAnother }: PollControlsProps) {
	const { isOpen, mayReveal, mayVoid } = useOffers(poll)
	const wasTyped = useWasTyped(placeOfVoid(poll.key))
	const [doing, setDoing] = useState<'void' | 'dots' | null>(wasTyped ? 'void' : null)
	const w = laterWords
	if (poll.pending) return null
	const done = () => {
		setDoing(null)
	}
	if (doing === 'void' && mayVoid) return <VoidForm poll={poll} onDone={done} />
	if (doing === 'dots' && isOpen) return <DotsForm poll={poll} onDone={done} />
	// It may be allowed again some day, and nobody asks for it then.
	if (doing !== null) setDoing(null)
	return (
		<div className="pollpane__foot">
			{isOpen && <CloseButton poll={poll} />}
			{mayReveal && <RevealButton poll={poll} />}
			{isOpen && poll.kind === PollKind.DOTS && (
				<FootButton
					onPress={() => {
						setDoing('dots')
					}}
				>
					{w.changeDots}
				</FootButton>
			)}
			{onAskAgain !== undefined && (
				<FootButton opens={opensWhat(poll.key)} onPress={onAskAgain}>
					{w.askAgain}
				</FootButton>
			)}
			{onOpenAnother !== undefined && (
				<FootButton opens={opensWhat()} onPress={onOpenAnother}>
					{w.openAgain}
				</FootButton>
			)}
			{mayVoid && (
				<FootButton
					look="btn btn--quiet"
					onPress={() => {
						setDoing('void')
					}}
				>
					{w.declareVoid}
				</FootButton>
			)}
			{poll.dotsPending && <Saving text={words.saving} />}
			{isOpen && <Latecomers poll={poll} />}
		</div>
	)
}

// What can be done with the poll where it stands now.
function useOffers(poll: Poll) {
	const reviews = useSignal(useClient().views.reviews)
	const isOpen = poll.state === PollState.OPEN
	const isClosed = poll.state === PollState.CLOSED
	// Its review is over: nothing is revealed or declared void any more.
	const isOver = reviews.find(({ key }) => key === poll.review)?.state === ReviewState.CLOSED
	return {
		isOpen,
		mayReveal: !isOver && isClosed && poll.results === Results.ON_REVEAL,
		mayVoid: !isOver && (isOpen || isClosed),
	}
}

interface FootButtonProps {
	readonly look?: string
	// The form that it opens, where that stands outside the poll.
	readonly opens?: string
	readonly onPress: () => void
	readonly children: ReactNode
}

function FootButton({ look = 'btn', opens, onPress, children }: FootButtonProps) {
	const button = useRef<HTMLButtonElement>(null)
	useFocusToPoll(button)
	return (
		<button ref={button} className={look} data-opens={opens} onClick={onPress}>
			{children}
		</button>
	)
}

function CloseButton({ poll }: { readonly poll: Poll }) {
	const client = useClient()
	return (
		<FootButton
			onPress={() => {
				client.submit(closePoll(poll.key))
			}}
		>
			{laterWords.close}
		</FootButton>
	)
}

function RevealButton({ poll }: { readonly poll: Poll }) {
	const client = useClient()
	return (
		<FootButton
			look="btn btn--main"
			onPress={() => {
				client.submit(revealPoll(poll.key))
			}}
		>
			{laterWords.reveal}
		</FootButton>
	)
}

// Here now, allowed to vote at all, and not in the electorate, which was fixed at the opening: they came
// later, or neither their role nor their group was asked.
function Latecomers({ poll }: { readonly poll: Poll }) {
	const client = useClient()
	const here = useSignal(client.views.here)
	const people = useSignal(client.views.people)
	const asked = new Set(poll.electorate)
	const w = laterWords
	const missing = people.filter(
		({ participant, role, removed }) =>
			!removed && here.has(participant) && !asked.has(participant) && maySpeak(role),
	)
	const late = missing.filter((person) => isMeant(poll, person))
	const later = poll.groups.length > 0 ? w.cameOrPutLater : w.cameLater
	const others = missing.filter((one) => !late.includes(one))
	return [
		{ key: 'late', some: late, says: later(late.length) },
		{ key: 'others', some: others, says: w.notAskedHere(others.length) },
	].map(
		({ key, some, says }) =>
			some.length > 0 && (
				<p key={key} className="late">
					<span>{says}</span>
					<FootButton
						look="btn btn--s"
						onPress={() => {
							const participants = some.map(({ participant }) => participant)
							client.submit(admitVoters(poll.key, participants))
						}}
					>
						{w.admit}
					</FootButton>
				</p>
			),
	)
}
