// What the server tells about polls and feedback outside the event stream: what this person did that
// others cannot see, and counts of what is hidden, once a second (docs/PROTOCOL.md).
import type {
	Mine,
	Participation,
	PollResults,
	Presence,
	ServerFrame,
	Upvotes,
} from './gen/reviewd/v1/live_pb'
import { Role, Secrecy } from './gen/reviewd/v1/meeting_pb'
import { saidTally } from './applyPoll'
import { takeHeld, takeOwnHeld } from './heldFeedback'
import { keyOf, type IdKey } from './id'
import { selectionIn } from './pollKind'
import type { Replica } from './replica'
import { saidOf } from './said'
import { textOf } from './text'
import type { Participation as Count, Views } from './views'

type OwnView = Extract<
	ServerFrame['body'],
	{ case: 'held' | 'mine' | 'participation' | 'pollResults' | 'presence' | 'upvotes' }
>

export function takeOwnView(replica: Replica, views: Views, body: OwnView): void {
	switch (body.case) {
		case 'held':
			takeHeld(replica, body.value)
			return
		case 'mine':
			takeMine(replica, views, body.value)
			return
		case 'participation':
			takeParticipation(views, body.value)
			return
		case 'pollResults':
			takePollResults(views, body.value)
			return
		case 'presence':
			takePresence(views, body.value)
			return
		case 'upvotes':
			takeUpvotes(replica, views, body.value)
			return
	}
}

// Whole as to upvotes and anonymous feedback. Ballots of revealed polls are not repeated in it and
// stay as they were: the bars still say which of them is one's own.
export function takeMine(replica: Replica, views: Views, mine: Mine): void {
	const upvoted = new Set(mine.upvoted.map(keyOf))
	replica.withConfirmed((state) => {
		const { ownBallots, ownUpvotes, polls } = state
		for (const ballot of mine.ballots) {
			const key = keyOf(ballot.poll)
			const choices = selectionIn(polls.get(key)?.kind, ballot)
			ownBallots.set(key, { choices, pending: false })
		}
		for (const [key, own] of [...ownUpvotes.entries()]) {
			if (own.up && !upvoted.has(key)) ownUpvotes.set(key, { up: false, pending: false })
		}
		for (const key of upvoted) ownUpvotes.set(key, { up: true, pending: false })
		takeOwnHeld(state, mine.held)
	})
	views.ownAnonymous.set(new Set(mine.anonymousFeedback.map(keyOf)))
	views.said.set(mine.said.map(saidOf))
}

// Those who lead get two frames a beat: everybody's, which has no names, and theirs. Where names are
// known already, a new count waits for its names: a list of them must not go and come back.
export function takeParticipation(views: Views, { polls }: Participation): void {
	const before = views.voted.get()
	const { role } = views.me.get()
	const leads = role === Role.PRODUCT_OWNER || role === Role.SCRUM_MASTER
	const all = new Map(before)
	for (const { poll, voted, voters, entered } of polls) {
		const key = keyOf(poll)
		const known = all.get(key)
		const named = voters.length > 0 || entered.length > 0 || voted === 0
		const waits = leads && !named && !namesNobody(views, key)
		if (waits && known !== undefined && isComplete(known)) continue
		const names = { voters, entered: entered.map(textOf) }
		const now = { voted, ...(named || known === undefined ? names : namesIn(known)) }
		if (known === undefined || !isSameCount(known, now)) all.set(key, now)
	}
	// Beats come every second; most say what the one before said.
	if ([...all].some(([key, count]) => before.get(key) !== count)) views.voted.set(all)
}

/** Whether all who have voted are named. */
export function isComplete({ voted, voters, entered }: Count): boolean {
	return voters.length + entered.length === voted
}

function namesIn({ voters, entered }: Count): Pick<Count, 'voters' | 'entered'> {
	return { voters, entered }
}

// Who has voted in an unlinkable poll is told to nobody: there are no names to wait for.
function namesNobody(views: Views, poll: IdKey): boolean {
	const known = views.polls.get().find(({ key }) => key === poll)
	return known?.secrecy === Secrecy.UNLINKABLE
}

function isSameCount(one: Count, other: Count): boolean {
	return (
		one.voted === other.voted &&
		isSameList(one.voters, other.voters) &&
		isSameList(one.entered, other.entered)
	)
}

function isSameList<T>(one: readonly T[], other: readonly T[]): boolean {
	return one.length === other.length && one.every((value, i) => value === other[i])
}

function takePresence(views: Views, { full, here, gone }: Presence): void {
	const present = new Map(full ? [] : views.here.get())
	const ready = new Set(full ? [] : views.whoIsReady.get())
	for (const { participant, tabs, ready: isReady } of here) {
		present.set(participant, tabs)
		if (isReady) ready.add(participant)
		else ready.delete(participant)
	}
	for (const participant of gone) {
		present.delete(participant)
		ready.delete(participant)
	}
	views.here.set(present)
	views.whoIsReady.set(ready)
}

export function takePollResults(views: Views, { polls }: PollResults): void {
	const all = new Map(views.ownResults.get())
	for (const { poll, tally } of polls) {
		const said = saidTally(tally)
		if (said !== null) all.set(keyOf(poll), said)
	}
	views.ownResults.set(all)
}

export function takeUpvotes(replica: Replica, views: Views, { full, feedback }: Upvotes): void {
	const all = new Map(full ? [] : views.upvotes.get())
	replica.withConfirmed(({ ownUpvotes }) => {
		for (const { feedback: id, count } of feedback) {
			const key = keyOf(id)
			all.set(key, { count, withOwn: count > 0 && ownUpvotes.get(key)?.up === true })
		}
	})
	views.upvotes.set(all)
}
