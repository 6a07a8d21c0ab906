// Operations on polls, as drafts: the outbox gives them actor, counter and base.
import { create } from '@bufbuild/protobuf'
import { PollKind, type Results, type Role, type Secrecy } from './gen/reviewd/v1/meeting_pb'
import {
	AdmitVotersSchema,
	CastBallotSchema,
	ClosePollSchema,
	EnterBallotSchema,
	OpenPollSchema,
	RevealPollSchema,
	SetDotsSchema,
	VoidPollSchema,
} from './gen/reviewd/v1/operation_meeting_pb'
import { idOf, NO_ID, type IdKey } from './id'
import type { PollOption, Selection } from './model'
import type { Draft } from './outbox'
import { saysSeveral } from './pollKind'

/** What a poll is on: an increment, or a review as a whole. */
export type PollSubject = { readonly increment: IdKey } | { readonly review: IdKey }

export interface PollPlan {
	readonly question: string
	readonly kind: PollKind
	readonly secrecy: Secrecy
	readonly results: Results
	// 0: it stays open until somebody closes it.
	readonly openForMs: number
	// Of kinds that have them, 2 to 20.
	readonly options?: readonly PollOption[]
	// Of dots: what each voter has, and how many at most go to one option (0: no such limit).
	readonly dots?: number
	readonly dotsPerOption?: number
	// Who is asked. Empty: everybody who may vote.
	readonly roles?: readonly Role[]
	// And of those, who is in one of these. Empty: whatever group they are in.
	readonly groups?: readonly IdKey[]
	// 0: any number of ballots means something.
	readonly quorum?: number
	// The poll that is asked again, or NO_ID.
	readonly again?: IdKey
}

/** Opens a poll; who may vote is fixed at that moment. */
export function openPoll(subject: PollSubject, plan: PollPlan): Draft {
	const { options = [], roles = [], groups = [], again = NO_ID, ...fields } = plan
	const value = create(OpenPollSchema, {
		...fields,
		...('increment' in subject
			? { increment: idOf(subject.increment) }
			: { review: idOf(subject.review) }),
		options: options.map(({ text, item }) => (item === NO_ID ? { text } : { item: idOf(item) })),
		roles: [...roles],
		groups: groups.map(idOf),
		...(again === NO_ID ? {} : { again: idOf(again) }),
	})
	return { body: { case: 'openPoll', value } }
}

/** Ends the voting. */
export function closePoll(poll: IdKey): Draft {
	return { body: { case: 'closePoll', value: create(ClosePollSchema, { poll: idOf(poll) }) } }
}

/** Shows the results of a closed poll to everybody. */
export function revealPoll(poll: IdKey): Draft {
	return { body: { case: 'revealPoll', value: create(RevealPollSchema, { poll: idOf(poll) }) } }
}

/** The poll does not count. That needs a reason. */
export function voidPoll(poll: IdKey, reason: string): Draft {
	const value = create(VoidPollSchema, { poll: idOf(poll) })
	return { body: { case: 'voidPoll', value }, reason }
}

/** Other dots while the poll is open. `dotsPerOption` 0: no such limit. */
export function setDots(poll: IdKey, dots: number, dotsPerOption: number): Draft {
	const value = create(SetDotsSchema, { poll: idOf(poll), dots, dotsPerOption })
	return { body: { case: 'setDots', value } }
}

/** Sets the voter's ballot, the whole of it; a later one replaces it. */
export function castBallot(poll: IdKey, kind: PollKind, says: Selection): Draft {
	const value = create(CastBallotSchema, { poll: idOf(poll), ...choiceOf(kind, says) })
	return { body: { case: 'castBallot', value } }
}

/** The ballot of somebody in the room; the same name again replaces it. */
export function enterBallot(poll: IdKey, kind: PollKind, name: string, says: Selection): Draft {
	const ballot = { poll: idOf(poll), ...choiceOf(kind, says) }
	return { body: { case: 'enterBallot', value: create(EnterBallotSchema, { name, ballot }) } }
}

/** Takes back what was entered under that name. */
export function withdrawBallot(poll: IdKey, name: string): Draft {
	const fields = { name, ballot: { poll: idOf(poll) }, withdraw: true }
	return { body: { case: 'enterBallot', value: create(EnterBallotSchema, fields) } }
}

function choiceOf(kind: PollKind, says: Selection) {
	if (kind === PollKind.MULTI) return { choices: says.toSorted((a, b) => a - b) }
	if (saysSeveral(kind)) return { choices: [...says] }
	const [number = 0] = says
	switch (kind) {
		case PollKind.CONSENT:
			return { consent: number }
		case PollKind.FIST_OF_FIVE:
			return { fingers: number }
		default:
			return { selection: number }
	}
}

/** Lets people vote who came after the poll was opened. */
export function admitVoters(poll: IdKey, participants: readonly number[]): Draft {
	const value = create(AdmitVotersSchema, { poll: idOf(poll), participants: [...participants] })
	return { body: { case: 'admitVoters', value } }
}
