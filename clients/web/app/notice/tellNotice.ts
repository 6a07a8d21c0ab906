// A notice in words: what happened to which change, by whom, when.
import type { Client } from '../../sdk/client'
import { ErrorCode } from '../../sdk/gen/reviewd/v1/error_pb'
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
			const item = client.replica.state.items.get(notice.item)
			const name = item === undefined ? '' : item.ref === '' ? item.title : item.ref
			return { what: w.wasSuperseded(what, name), more: by(client, notice) }
		}
		case 'rejected': {
			const muted = notice.code === ErrorCode.FORBIDDEN && isSilenced(client, notice)
			if (muted) return { what: w.wasRejected(what), more: words.me.muted }
			return {
				what: w.wasRejected(what),
				more: w.rejected[notice.code] ?? asSentence(notice.text) ?? w.noReason,
			}
		}
		case 'modified':
			return { what: w.wasModified(what), more: w.modified[notice.reason] }
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
	const { author, timeMs, item } = notice
	if (author === 0) return words.notice.byNobody
	const person = client.views.people.get().find((one) => one.participant === author)
	const mine = author === client.views.me.get().participant
	const name = mine ? words.notice.you : (person?.name ?? '')
	const place = client.views.order.get().ordered.findIndex((one) => one.key === item) + 1
	const moved = notice.mine.operation.body.case === 'moveItems'
	return words.notice.by({ name, time: clockTimeToSecond(timeMs), place: moved ? place : 0 })
}
