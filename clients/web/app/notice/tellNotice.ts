// A notice in words: what happened to which change, by whom, when.
import type { Client } from '../../sdk/client'
import { ErrorCode } from '../../sdk/gen/reviewd/v1/error_pb'
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { OutcomeReason } from '../../sdk/gen/reviewd/v1/outcome_pb'
import { keyOf, type IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import type {
	ModifiedNotice,
	Notice,
	RejectedNotice,
	Standing,
	SupersededNotice,
} from '../../sdk/notice'
import { entryName } from '../agenda/entryName'
import { shortName } from '../backlog/itemName'
import { asSentence } from '../parts/textCheck'
import { clockTimeToSecond } from '../parts/times'
import { words } from '../words/words'

export interface Told {
	readonly what: string
	readonly more: string
	// The item that the one it is about was merged into.
	readonly into?: Item | undefined
	// Nothing was lost: somebody did much the same first.
	readonly calm?: boolean
}

type Op = Notice['mine']['operation']['body']['case']

export function tellNotice(client: Client, notice: Notice): Told {
	const w = words.notice
	switch (notice.kind) {
		case 'superseded':
			return tellSuperseded(client, notice)
		case 'rejected':
			return { what: w.wasRejected(changeOf(notice)), more: whyRejected(client, notice) }
		case 'modified':
			return { what: w.wasModified(changeOf(notice)), more: tellModified(client, notice) }
		case 'unsure':
			return { what: w.unsure, more: w.unsureMore }
	}
}

function changeOf({ mine }: Notice): string {
	return words.notice.changes[mine.operation.body.case ?? 'noop']
}

function tellSuperseded(client: Client, notice: SupersededNotice): Told {
	const w = words.notice
	if (notice.mine.operation.body.case === 'advanceAgenda') return quicker(client, notice)
	const { reason, item, more, by } = notice
	const what = changeOf(notice)
	const name = nameOf(client, item)
	if (reason === OutcomeReason.UNSPECIFIED) {
		return { what: w.wasSuperseded(what, name, more), more: tellBy(client, notice) }
	}
	const into = reason === OutcomeReason.MERGED_INTO ? intoOf(client, item) : undefined
	const told = {
		...whoAndWhen(client, by),
		into: into === undefined ? '' : shortName(into),
	}
	const stands = w.stands[reason]
	const op = notice.mine.operation.body.case
	const why = by.author === 0 ? undefined : (stands?.ofA[kindOf(op)] ?? stands?.any)
	return { what: w.wasNotApplied(what, name), more: why?.(told) ?? w.modified[reason], into }
}

// Operations that are refused for the same reason in another sense.
function kindOf(op: Op): 'sort' | 'merge' | 'applying' | 'deciding' | 'restoring' | 'other' {
	switch (op) {
		case 'sortItems':
			return 'sort'
		case 'mergeItem':
			return 'merge'
		case 'applyProposal':
			return 'applying'
		case 'rejectProposal':
			return 'deciding'
		case 'restoreItem':
			return 'restoring'
		default:
			return 'other'
	}
}

function whyRejected(client: Client, notice: RejectedNotice): string {
	const w = words.notice
	const { code, text, by } = notice
	if (code === ErrorCode.FORBIDDEN && isSilenced(client, notice)) return words.me.muted
	if (code === ErrorCode.FORBIDDEN && isOfTheTeam(client, notice)) return words.lend.overRefused
	if (by.author !== 0) {
		const { name, time } = whoAndWhen(client, by)
		return code === ErrorCode.CYCLE ? w.mergedSince(name, time) : w.wroteSince(name, time)
	}
	return w.rejected[code] ?? asSentence(text) ?? w.noReason
}

// Somebody else went on in the agenda first; the meeting is where they went.
function quicker(client: Client, notice: SupersededNotice): Told {
	const { body } = notice.mine.operation
	const key = body.case === 'advanceAgenda' ? keyOf(body.value.review) : ''
	const review = client.replica.state.reviews.get(key)
	const at = review?.agenda.find((entry) => entry.key === review.current)
	const { author } = notice.by
	const w = words.agenda
	return {
		what: author === 0 ? w.somebodyQuicker : w.quicker(whoAndWhen(client, notice.by).name),
		more: at === undefined ? '' : w.meetingIsAt(entryName(at)),
		calm: true,
	}
}

// What a delegation allows: without one, it is the Product Owner's alone.
function isOfTheTeam(client: Client, { mine }: Notice): boolean {
	const { role } = client.views.me.get()
	if (role !== Role.SCRUM_MASTER && role !== Role.DEVELOPER) return false
	return LENDABLE.has(mine.operation.body.case)
}

const LENDABLE: ReadonlySet<string | undefined> = new Set([
	'addItems',
	'moveItems',
	'editItem',
	'archiveItem',
	'restoreItem',
	'splitItem',
	'mergeItem',
	'sortItems',
	'undo',
	'redo',
	'applyProposal',
	'assessIncrement',
	'convertFeedback',
	'triageFeedback',
])

// The same refusal as for a role that may not, but nothing that another role would help.
function isSilenced(client: Client, { mine }: Notice): boolean {
	const { body } = mine.operation
	const speaks = body.case === 'giveFeedback' || body.case === 'upvoteFeedback'
	return speaks && client.views.me.get().muted
}

function tellBy(client: Client, notice: SupersededNotice): string {
	const { item, by, more } = notice
	if (by.author === 0) return words.notice.byNobody
	const { name, time } = whoAndWhen(client, by)
	const place = client.views.order.get().ordered.findIndex((one) => one.key === item) + 1
	const moved = places(notice.mine.operation.body.case) && more === 0
	return words.notice.by({ name, time, place: moved ? place : 0 })
}

// Whether the operation says where something is.
function places(op: Op): boolean {
	switch (op) {
		case 'moveItems':
		case 'sortItems':
		case 'applyProposal':
		case 'undo':
		case 'redo':
			return true
		default:
			return false
	}
}

const NAMED_MAX = 3

// What was left out of a block, a sort, a proposal or an undo, and who put it where it stays; or what
// was different about the rest.
function tellModified(client: Client, notice: ModifiedNotice): string {
	const w = words.notice
	const { body } = notice.mine.operation
	if (notice.leftOut.length === 0) {
		const archived = notice.reason === OutcomeReason.ARCHIVED
		const said = archived ? w.archivedOf[body.case ?? 'noop'] : undefined
		return said ?? w.modified[notice.reason]
	}
	const { aliases } = client.replica.state
	const parts = notice.leftOut.slice(0, NAMED_MAX).map(({ item, by }) => {
		const name = nameOf(client, item)
		if (aliases.get(item) !== undefined) {
			const into = intoOf(client, item)
			return w.leftAlias(name, into === undefined ? '' : shortName(into))
		}
		if (by.author === 0) return w.leftBySomebody(name)
		const { name: who, time } = whoAndWhen(client, by)
		return w.leftWhere(name, who, time)
	})
	return w.leftOut(parts, notice.leftOut.length - parts.length)
}

function intoOf({ replica: { state } }: Client, key: IdKey): Item | undefined {
	const alias = state.aliases.get(key)
	return alias === undefined ? undefined : state.items.get(alias.into)
}

function nameOf(client: Client, key: IdKey): string {
	const item = client.replica.state.items.get(key)
	return item === undefined ? '' : shortName(item)
}

// With whose power, where it was not their own.
function whoAndWhen(
	client: Client,
	{ author, timeMs, onBehalfOf = 0 }: Standing,
): { name: string; time: string } {
	const own = personOf(client, author)
	const name = onBehalfOf === 0 ? own : words.lend.forOwner(own, personOf(client, onBehalfOf))
	return { name, time: clockTimeToSecond(timeMs) }
}

function personOf(client: Client, participant: number): string {
	if (participant === client.views.me.get().participant) return words.notice.you
	const person = client.views.people.get().find((one) => one.participant === participant)
	return person?.name ?? words.notice.nobody
}
