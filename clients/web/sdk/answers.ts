// What the server's answers do to pending operations, and what their author is told.
// docs/PROTOCOL.md, "Operations" and "Errors".
import type { AckedCounter, Reply } from './gen/reviewd/v1/live_pb'
import { ErrorCode } from './gen/reviewd/v1/error_pb'
import { OutcomeKind, type Outcome } from './gen/reviewd/v1/outcome_pb'
import { keyOf, NO_ID } from './id'
import { keepsCounter, type Notice } from './notice'
import type { Outbox } from './outbox'
import type { PendingOperation } from './pending'
import { isOwn, predictOwn } from './predict'
import type { Replica, Superseded } from './replica'
import type { Views } from './views'

const SEND_AGAIN_MS = 200

export interface AnswerEffects {
	sendAgainIn(ms: number): void
	resync(): void
}

type WithoutId<T> = T extends { id: number } ? Omit<T, 'id'> : never

export class Answers {
	readonly #views: Views
	readonly #replica: Replica
	readonly #outbox: Outbox
	readonly #effects: AnswerEffects
	readonly #waiting = new Map<PendingOperation, (accepted: boolean) => void>()
	#nextNotice = 1

	constructor(views: Views, replica: Replica, outbox: Outbox, effects: AnswerEffects) {
		this.#views = views
		this.#replica = replica
		this.#outbox = outbox
		this.#effects = effects
	}

	of(pending: PendingOperation): Promise<boolean> {
		return new Promise((resolve) => this.#waiting.set(pending, resolve))
	}

	tell(notice: WithoutId<Notice>): void {
		const told = { ...notice, id: this.#nextNotice++ } as Notice
		this.#views.notices.set([...this.#views.notices.get(), told])
	}

	tellSuperseded(found: readonly Superseded[]): void {
		for (const { mine, by, items } of found) {
			const { author } = by
			const timeMs = Number(by.timeMs)
			for (const item of items) {
				if (!touches(mine, item)) continue
				this.tell({ kind: 'superseded', mine, item, author, timeMs })
			}
		}
	}

	takeAck({ actor, counter }: AckedCounter): void {
		for (const settled of this.#outbox.settleThrough(actor, counter)) {
			this.#resolve(settled, true)
			this.#keepOwn(settled)
		}
	}

	takeReply({ actor, counter, outcome }: Reply): void {
		const mine = this.#outbox.find(actor, counter)
		if (mine === undefined || outcome === undefined) return
		switch (outcome.kind) {
			case OutcomeKind.REJECTED:
				this.#takeRejection(mine, outcome)
				return
			case OutcomeKind.SUPERSEDED:
				this.#settle(mine, false)
				this.tell({ kind: 'superseded', mine, item: firstItem(mine), author: 0, timeMs: 0 })
				return
			case OutcomeKind.APPLIED_MODIFIED:
				this.#settle(mine, true)
				this.tell({ kind: 'modified', mine, reason: outcome.reason })
				return
			case OutcomeKind.APPLIED:
			case OutcomeKind.NOOP:
			case OutcomeKind.UNSPECIFIED:
				this.#settle(mine, true)
				this.#keepOwn(mine)
				return
		}
	}

	#takeRejection(mine: PendingOperation, outcome: Outcome): void {
		const code = outcome.error?.code ?? ErrorCode.UNSPECIFIED
		const text = outcome.error?.text ?? ''
		if (!keepsCounter(code)) {
			this.#settle(mine, false)
			this.tell({ kind: 'rejected', mine, code, text })
			if (code === ErrorCode.UNKNOWN_ANCHOR) this.#effects.resync()
			return
		}
		if (code === ErrorCode.UNAUTHENTICATED) {
			// Coming back says whether the session is over.
			this.#effects.resync()
			return
		}
		const never = code === ErrorCode.BAD_REQUEST || code === ErrorCode.TOO_LARGE
		if (never && mine.operation.body.case !== 'noop') {
			this.#outbox.giveUp(mine)
			this.#resolve(mine, false)
			this.tell({ kind: 'rejected', mine, code, text })
		}
		this.#effects.sendAgainIn(Math.max(SEND_AGAIN_MS, outcome.error?.afterMs ?? 0))
	}

	#settle(mine: PendingOperation, accepted: boolean): void {
		this.#outbox.settle(mine.actor, mine.counter)
		this.#resolve(mine, accepted)
	}

	#resolve(mine: PendingOperation, accepted: boolean): void {
		this.#waiting.get(mine)?.(accepted)
		this.#waiting.delete(mine)
	}

	// The private view with it comes after the answer; a vote or an upvote must not look unsaved, or
	// not made at all, meanwhile.
	#keepOwn({ operation }: PendingOperation): void {
		if (!isOwn(operation)) return
		this.#replica.withConfirmed((state) => {
			predictOwn(state, operation, false)
		})
	}
}

// Told to somebody whose change to this very item was overridden, and worth nothing otherwise.
function touches(mine: PendingOperation, item: string): boolean {
	const { body } = mine.operation
	switch (body.case) {
		case 'moveItems':
			return body.value.items.some((id) => keyOf(id) === item)
		case 'editItem':
		case 'archiveItem':
		case 'restoreItem':
			return keyOf(body.value.item) === item
		default:
			return false
	}
}

function firstItem(mine: PendingOperation): string {
	const { body } = mine.operation
	switch (body.case) {
		case 'moveItems':
			return keyOf(body.value.items[0])
		case 'editItem':
		case 'archiveItem':
		case 'restoreItem':
			return keyOf(body.value.item)
		default:
			return NO_ID
	}
}
