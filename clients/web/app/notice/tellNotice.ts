// A notice in words: what happened to which change, by whom, when.
import type { Client } from '../../sdk/client'
import { ErrorCode } from '../../sdk/gen/reviewd/v1/error_pb'
import { OutcomeReason } from '../../sdk/gen/reviewd/v1/outcome_pb'
import type { IdKey } from '../../sdk/id'
import type { Notice } from '../../sdk/notice'
import { asSentence } from '../parts/textCheck'
import { clockTimeToSecond } from '../parts/times'
import { words } from '../words/words'

export interface Told {
	readonly what: string
	readonly more: string
}

export function tellNotice(client: Client, notice: Notice): Told {
	const w = words.notice
	const what = w.changes[notice.mine.operation.body.case ?? 'noop']
	switch (notice.kind) {
		case 'superseded': {
			const name = nameOf(client, notice.item)
			const why = w.stands[notice.reason]
			if (notice.reason === OutcomeReason.UNSPECIFIED) {
				return { what: w.wasSuperseded(what, name), more: by(client, notice) }
			}
			const more =
				why === undefined || notice.by.author === 0
					? w.modified[notice.reason]
					: why(personOf(client, notice.by.author), clockTimeToSecond(notice.by.timeMs))
			return { what: w.wasNotApplied(what, name), more }
		}
		case 'rejected': {
			const muted = notice.code === ErrorCode.FORBIDDEN && isSilenced(client, notice)
			if (muted) return { what: w.wasRejected(what), more: words.me.muted }
			if (notice.by.author !== 0) {
				const since = w.wroteSince(
					personOf(client, notice.by.author),
					clockTimeToSecond(notice.by.timeMs),
				)
				return { what: w.wasRejected(what), more: since }
			}
			return {
				what: w.wasRejected(what),
				more: w.rejected[notice.code] ?? asSentence(notice.text) ?? w.noReason,
			}
		}
		case 'modified':
			return { what: w.wasModified(what), more: leftOut(client, notice) }
		case 'unsure':
			return { what: w.unsure, more: w.unsureMore }
	}
}

// The same refusal as for a role that may not, but nothing that another role would help.
function isSilenced(client: Client, { mine }: Notice): boolean {
	const { body } = mine.operation
	const speaks = body.case === 'giveFeedback' || body.case === 'upvoteFeedback'
	return speaks && client.views.me.get().muted
}

function by(client: Client, notice: Extract<Notice, { kind: 'superseded' }>): string {
	const { item } = notice
	const { author, timeMs } = notice.by
	if (author === 0) return words.notice.byNobody
	const name = personOf(client, author)
	const place = client.views.order.get().ordered.findIndex((one) => one.key === item) + 1
	const moved = notice.mine.operation.body.case === 'moveItems'
	return words.notice.by({ name, time: clockTimeToSecond(timeMs), place: moved ? place : 0 })
}

const NAMED_MAX = 3

// Who put the members of a block, a sort or an undo where they stay.
function leftOut(client: Client, notice: Extract<Notice, { kind: 'modified' }>): string {
	const w = words.notice
	if (notice.leftOut.length === 0) return w.modified[notice.reason]
	const { aliases } = client.replica.state
	const parts = notice.leftOut.slice(0, NAMED_MAX).map(({ item, by: { author, timeMs } }) => {
		const name = nameOf(client, item)
		if (aliases.get(item) !== undefined) return w.leftAlias(name)
		if (author === 0) return w.leftBySomebody(name)
		return w.leftWhere(name, personOf(client, author), clockTimeToSecond(timeMs))
	})
	return w.leftOut(parts, notice.leftOut.length - parts.length)
}

function nameOf(client: Client, key: IdKey): string {
	const item = client.replica.state.items.get(key)
	if (item === undefined) return ''
	return item.ref === '' ? item.title : item.ref
}

function personOf(client: Client, participant: number): string {
	if (participant === client.views.me.get().participant) return words.notice.you
	const person = client.views.people.get().find((one) => one.participant === participant)
	return person?.name ?? words.notice.nobody
}
