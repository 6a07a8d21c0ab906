// What the server tells about polls and feedback outside the event stream: what this person did that
// others cannot see, and counts of what is hidden, once a second (docs/PROTOCOL.md).
import type { Mine, Participation, PollResults, Upvotes } from './gen/reviewd/v1/live_pb'
import { tallyOf } from './applyPoll'
import { keyOf } from './id'
import type { Replica } from './replica'
import type { Views } from './views'

// Whole as to upvotes and anonymous feedback. Ballots of revealed polls are not repeated in it and
// stay as they were: the bars still say which of them is one's own.
export function takeMine(replica: Replica, views: Views, mine: Mine): void {
	const upvoted = new Set(mine.upvoted.map(keyOf))
	replica.withConfirmed(({ ownBallots, ownUpvotes }) => {
		for (const { poll, selection } of mine.ballots) {
			ownBallots.set(keyOf(poll), { selection, pending: false })
		}
		for (const [key, own] of [...ownUpvotes.entries()]) {
			if (own.up && !upvoted.has(key)) ownUpvotes.set(key, { up: false, pending: false })
		}
		for (const key of upvoted) ownUpvotes.set(key, { up: true, pending: false })
	})
	views.ownAnonymous.set(new Set(mine.anonymousFeedback.map(keyOf)))
}

// Those who lead get two frames a beat: everybody's, which has no names, and theirs.
export function takeParticipation(views: Views, { polls }: Participation): void {
	const all = new Map(views.voted.get())
	for (const { poll, voted, voters } of polls) {
		const key = keyOf(poll)
		const named = voters.length > 0 || voted === 0
		all.set(key, { voted, voters: named ? voters : (all.get(key)?.voters ?? []) })
	}
	views.voted.set(all)
}

export function takePollResults(views: Views, { polls }: PollResults): void {
	const all = new Map(views.ownResults.get())
	for (const { poll, tally } of polls) {
		if (tally !== undefined) all.set(keyOf(poll), tallyOf(tally))
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
