// What an operation on a poll will probably become. Never a result, and nothing that only the server
// can know (electorates, deadlines). What would be refused shows nothing.
import { create } from '@bufbuild/protobuf'
import {
	BallotEnteredSchema,
	DotsSetSchema,
	PollClosedSchema,
	PollOpenedSchema,
	PollVoidedSchema,
	VotersAdmittedSchema,
} from './gen/reviewd/v1/event_meeting_pb'
import { Consent, PollKind, PollState, Results, Secrecy } from './gen/reviewd/v1/meeting_pb'
import type { Operation } from './gen/reviewd/v1/operation_pb'
import type {
	CastBallot,
	EnterBallot,
	OpenPoll,
	SetDots,
} from './gen/reviewd/v1/operation_meeting_pb'
import { NOTHING, type Foreseen } from './foresight'
import { idOf, keyFor, keyOf, named } from './id'
import type { Selection } from './model'
import { isBallot, saysSeveral, stillCast } from './pollKind'
import type { ProductState } from './productState'
import { plain } from './text'

/** Undefined: it is about something else. */
export function foreseenForPoll(state: ProductState, operation: Operation): Foreseen | undefined {
	const { body } = operation
	switch (body.case) {
		case 'openPoll':
			return foreseenOpening(state, operation, body.value)
		case 'admitVoters': {
			const { participants } = body.value
			const fields = { poll: named(body.value.poll), participants }
			return [{ case: 'votersAdmitted', value: create(VotersAdmittedSchema, fields) }]
		}
		case 'closePoll': {
			const poll = named(body.value.poll)
			const known = state.polls.get(keyOf(poll))
			if (known !== undefined && known.state !== PollState.OPEN) return NOTHING
			return [{ case: 'pollClosed', value: create(PollClosedSchema, { poll }) }]
		}
		case 'voidPoll': {
			const poll = named(body.value.poll)
			const known = state.polls.get(keyOf(poll))
			if (known?.state === PollState.VOID) return NOTHING
			if (known?.state === PollState.REVEALED) return null
			return [{ case: 'pollVoided', value: create(PollVoidedSchema, { poll }) }]
		}
		case 'setDots':
			return foreseenDots(state, body.value)
		case 'enterBallot':
			return foreseenEntry(state, operation, body.value)
		default:
			return undefined
	}
}

function foreseenOpening(
	state: ProductState,
	{ actor, counter }: Operation,
	open: OpenPoll,
): Foreseen {
	const { increment, review, question, kind, secrecy, results, quorum, again } = open
	if (again !== undefined && state.polls.get(keyOf(again))?.state === PollState.OPEN) return null
	const value = create(PollOpenedSchema, {
		poll: idOf(keyFor(actor, counter, 0)),
		...(increment === undefined ? { review: named(review) } : { increment }),
		question: plain(question),
		...{ kind, secrecy, results, quorum },
		options: open.options.map(({ text, item }) =>
			item === undefined ? { text: plain(text) } : { item },
		),
		dots: open.dots,
		dotsPerOption: perOption(open),
		roles: open.roles,
		groups: open.groups,
		...(again === undefined ? {} : { again }),
	})
	return [{ case: 'pollOpened', value }]
}

function foreseenDots(state: ProductState, set: SetDots): Foreseen {
	const poll = state.polls.get(keyOf(set.poll))
	if (poll?.kind !== PollKind.DOTS || poll.state !== PollState.OPEN) return null
	const dotsPerOption = perOption(set)
	if (poll.dots === set.dots && poll.dotsPerOption === dotsPerOption) return NOTHING
	const fields = { poll: named(set.poll), dots: set.dots, dotsPerOption }
	return [{ case: 'dotsSet', value: create(DotsSetSchema, fields) }]
}

// Shown at once where ballots are; elsewhere the server tells those who lead whose it has.
function foreseenEntry(
	state: ProductState,
	{ actor, counter }: Operation,
	{ name, ballot, withdraw }: EnterBallot,
): Foreseen {
	const poll = state.polls.get(keyOf(ballot?.poll))
	if (ballot === undefined || poll === undefined) return NOTHING
	if (poll.secrecy !== Secrecy.NAMED || poll.state !== PollState.OPEN) return null
	if (poll.results !== Results.LIVE) return NOTHING
	const before = [...poll.entered.values()].find((one) => one.name === name)
	if (withdraw && before === undefined) return NOTHING
	const says = selectionOf(ballot)
	if (!withdraw && !isBallot(poll, says)) return null
	const entry = idOf(before?.key ?? keyFor(actor, counter, 0))
	const said = withdraw ? {} : { name: plain(name), ...wireSelection(poll.kind, says) }
	const fields = { poll: idOf(poll.key), ballot: { entry, ...said }, withdrawn: withdraw }
	return [{ case: 'ballotEntered', value: create(BallotEnteredSchema, fields) }]
}

function wireSelection(kind: PollKind, says: Selection) {
	return saysSeveral(kind) ? { choices: [...says] } : { selection: says[0] ?? 0 }
}

function perOption({ dots, dotsPerOption }: Pick<SetDots, 'dots' | 'dotsPerOption'>): number {
	return dotsPerOption === 0 ? dots : dotsPerOption
}

/**
 * Shows this person their own ballot; `pending`: before the server has it. False: it does not fit its
 * poll any more, and will be refused.
 */
export function predictBallot(state: ProductState, cast: CastBallot, pending: boolean): boolean {
	const key = keyOf(cast.poll)
	const choices = selectionOf(cast)
	const poll = state.polls.get(key)
	// What the server has taken may have lost dots since.
	const still = stillCast(poll, { choices, pending })
	if (still === undefined) return false
	if (pending && poll !== undefined && !isBallot(poll, choices)) return false
	state.ownBallots.set(key, still)
	return true
}

// The poll need not be known: a ballot that says fingers is one of a fist of five.
function selectionOf({ fingers, consent, selection, choices }: CastBallot): Selection {
	const number = fingers ?? selection ?? (consent === Consent.UNSPECIFIED ? undefined : consent)
	return number === undefined ? choices : [number]
}
