// What the server's answers do to pending operations, and what their author is told.
// docs/PROTOCOL.md, "Operations" and "Errors".
import type { AckedCounter, Reply } from './gen/reviewd/v1/live_pb'
import { ErrorCode } from './gen/reviewd/v1/error_pb'
import { OutcomeKind, OutcomeReason, type Outcome } from './gen/reviewd/v1/outcome_pb'
import { keyOf, NO_ID, type IdKey } from './id'
import { keepsCounter, type Notice, type Standing } from './notice'
import type { Outbox } from './outbox'
import { latest, type PendingOperation } from './pending'
import { isOwn, mayBeOwn, predictOwn } from './predict'
import type { Replica, Superseded } from './replica'
import type { Views } from './views'

const SEND_AGAIN_MS = 200

export interface AnswerEffects {
	sendAgainIn(ms: number): void
	resync(): void
	// Somebody's event, which this page has not seen.
	askWho(seq: number): void
	// It changed nothing.
	failed(mine: PendingOperation): void
	// Its number was used for something else.
	reused(mine: PendingOperation): void
}

type WithoutId<T> = T extends { id: number } ? Omit<T, 'id'> : never

export class Answers {
	readonly #views: Views
	readonly #replica: Replica
	readonly #outbox: Outbox
	readonly #effects: AnswerEffects
	readonly #waiting = new Map<PendingOperation, ((accepted: boolean) => void)[]>()
	#nextNotice = 1

	constructor(views: Views, replica: Replica, outbox: Outbox, effects: AnswerEffects) {
		this.#views = views
		this.#replica = replica
		this.#outbox = outbox
		this.#effects = effects
	}

	of(pending: PendingOperation): Promise<boolean> {
		return new Promise((resolve) => {
			this.#waiting.set(pending, [...(this.#waiting.get(pending) ?? []), resolve])
		})
	}

	tell(notice: WithoutId<Notice>): void {
		const told = { ...notice, id: this.#nextNotice++ } as Notice
		this.#views.notices.set([...this.#views.notices.get(), told])
	}

	tellSuperseded(found: readonly Superseded[]): void {
		for (const { mine, by, items } of found) {
			const standing = this.#standing(by.seq)
			const reason = OutcomeReason.UNSPECIFIED
			// What overrides many rows at once, as a sort does, is said once.
			const [item, ...more] = items.filter((one) => touches(mine, one))
			if (item === undefined) continue
			this.tell({ kind: 'superseded', mine, item, more: more.length, reason, by: standing })
		}
	}

	takeAck({ actor, counter }: AckedCounter): void {
		for (const settled of this.#outbox.settleThrough(actor, counter)) {
			this.#resolve(settled, true)
			this.#keepOwn(settled)
		}
	}

	// Decided long ago, or under a lease whose outcomes are not kept any more.
	takeDecided(mine: PendingOperation): void {
		this.#resolve(mine, true)
		this.#keepOwn(mine)
	}

	takeReply({ actor, counter, outcome }: Reply): void {
		const mine = this.#outbox.find(actor, counter)
		if (mine === undefined || outcome === undefined) return
		switch (outcome.kind) {
			case OutcomeKind.REJECTED:
				this.#takeRejection(mine, outcome)
				return
			case OutcomeKind.SUPERSEDED: {
				this.#settle(mine, false)
				if (isAsWanted(this.#replica, mine)) return
				const { reason } = outcome
				const item = firstItem(this.#replica, mine)
				const by = this.#standing(outcome.bySeq)
				this.tell({ kind: 'superseded', mine, item, more: 0, reason, by })
				return
			}
			case OutcomeKind.APPLIED_MODIFIED: {
				this.#settle(mine, true)
				const { items } = this.#replica.state
				const leftOut = mine.leftOut.map((item) => {
					return { item, by: this.#standing(items.get(item)?.writtenAt.place ?? 0) }
				})
				this.tell({ kind: 'modified', mine, reason: outcome.reason, leftOut })
				return
			}
			case OutcomeKind.NOOP:
				this.#effects.failed(mine)
				this.#settle(mine, true)
				this.#keepOwn(mine)
				return
			case OutcomeKind.APPLIED:
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
			if (code === ErrorCode.OP_ID_REUSED) {
				// The lease is over: it is made again under the next one.
				this.#effects.reused(mine)
				return
			}
			this.#settle(mine, false)
			this.tell({ kind: 'rejected', mine, code, text, by: this.#standing(outcome.bySeq) })
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
			for (const given of this.#outbox.giveUp(mine)) {
				this.#effects.failed(given)
				this.#resolve(given, false)
			}
			this.tell({ kind: 'rejected', mine, code, text, by: this.#standing(0) })
		}
		this.#effects.sendAgainIn(Math.max(SEND_AGAIN_MS, outcome.error?.afterMs ?? 0))
	}

	// Now it is known who made those events.
	tellAuthors(): void {
		const known = (by: Standing) => ({ ...by, ...this.#replica.toldBy(by.seq) })
		const notices = this.#views.notices.get().map((notice): Notice => {
			switch (notice.kind) {
				case 'superseded':
				case 'rejected':
					return { ...notice, by: known(notice.by) }
				case 'modified': {
					const leftOut = notice.leftOut.map(({ item, by }) => ({ item, by: known(by) }))
					return { ...notice, leftOut }
				}
				case 'unsure':
					return notice
			}
		})
		this.#views.notices.set(notices)
	}

	#standing(at: bigint | number): Standing {
		const seq = Number(at)
		const told = this.#replica.toldBy(seq)
		if (told === undefined && seq !== 0) this.#effects.askWho(seq)
		return { seq, ...(told ?? { author: 0, timeMs: 0 }) }
	}

	#settle(mine: PendingOperation, accepted: boolean): void {
		if (!accepted) this.#effects.failed(mine)
		this.#outbox.settle(mine.actor, mine.counter)
		this.#resolve(mine, accepted)
	}

	// Whoever waits may know it by the name it had before the tab got other actors.
	#resolve(mine: PendingOperation, accepted: boolean): void {
		for (const [asked, resolve] of this.#waiting) {
			if (latest(asked) !== mine) continue
			this.#waiting.delete(asked)
			for (const one of resolve) one(accepted)
		}
	}

	// The private view with it comes after the answer; a vote or an upvote must not look unsaved, or
	// not made at all, meanwhile.
	#keepOwn({ operation }: PendingOperation): void {
		if (!mayBeOwn(operation)) return
		this.#replica.withConfirmed((state) => {
			if (isOwn(state, operation)) predictOwn(state, operation, false)
		})
	}
}

// Told to somebody whose change to this very item was overridden, and worth nothing otherwise.
function touches({ operation: { body } }: PendingOperation, item: IdKey): boolean {
	switch (body.case) {
		case 'moveItems':
		case 'sortItems':
			return body.value.items.some((id) => keyOf(id) === item)
		case 'editItem':
		case 'archiveItem':
		case 'restoreItem':
		case 'splitItem':
			return keyOf(body.value.item) === item
		case 'undo':
		case 'redo':
		case 'applyProposal':
			return true
		default:
			return false
	}
}

// Two who go on in the agenda at the same moment mostly mean the same: nothing is lost to the slower.
function isAsWanted({ state }: Replica, { operation: { body } }: PendingOperation): boolean {
	if (body.case !== 'advanceAgenda') return false
	return state.reviews.get(keyOf(body.value.review))?.current === keyOf(body.value.to)
}

function firstItem(replica: Replica, { operation: { body } }: PendingOperation): IdKey {
	switch (body.case) {
		case 'moveItems':
		case 'sortItems':
			return keyOf(body.value.items[0])
		case 'editItem':
		case 'archiveItem':
		case 'restoreItem':
		case 'splitItem':
		case 'mergeItem':
			return keyOf(body.value.item)
		case 'undo':
		case 'redo': {
			const target = replica.ownMade(body.value.actor, body.value.counter)
			return target === undefined ? NO_ID : firstItem(replica, target)
		}
		default:
			return NO_ID
	}
}
