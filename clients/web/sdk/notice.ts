// What happened to a change of this page's that its author must know. Stays until answered.
import { ErrorCode } from './gen/reviewd/v1/error_pb'
import type { OutcomeReason } from './gen/reviewd/v1/outcome_pb'
import type { IdKey } from './id'
import type { PendingOperation } from './pending'

export type Notice = SupersededNotice | RejectedNotice | ModifiedNotice | UnsureNotice

interface Told {
	readonly id: number
	readonly mine: PendingOperation
}

// The event that stands; 0 when the server did not say which.
export interface Standing {
	readonly seq: number
	// Whose it was; 0 as long as that is not known here.
	readonly author: number
	readonly timeMs: number
	// In whose place; absent: by their own power.
	readonly onBehalfOf?: number
}

// Somebody else changed the same thing without having seen mine, and theirs stands.
export interface SupersededNotice extends Told {
	readonly kind: 'superseded'
	readonly item: IdKey
	// So many others of the same change were overridden by the same event.
	readonly more: number
	// Unspecified: it was applied, and then overridden.
	readonly reason: OutcomeReason
	readonly by: Standing
}

export interface RejectedNotice extends Told {
	readonly kind: 'rejected'
	readonly code: ErrorCode
	readonly text: string
	// Of a conflict.
	readonly by: Standing
}

export interface ModifiedNotice extends Told {
	readonly kind: 'modified'
	readonly reason: OutcomeReason
	// Members that stayed where they are, and who put them there.
	readonly leftOut: readonly LeftOut[]
}

export interface LeftOut {
	readonly item: IdKey
	readonly by: Standing
}

// Was on its way when the server started a new history; nobody can say whether it arrived.
export interface UnsureNotice extends Told {
	readonly kind: 'unsure'
}

// These leave the counter unused: the operation can be put right and sent under the same number.
export function keepsCounter(code: ErrorCode): boolean {
	switch (code) {
		case ErrorCode.BAD_REQUEST:
		case ErrorCode.TOO_LARGE:
		case ErrorCode.RATE_LIMITED:
		case ErrorCode.OVERLOADED:
		case ErrorCode.GAP:
		case ErrorCode.UNAUTHENTICATED:
		case ErrorCode.STORAGE:
			return true
		default:
			return false
	}
}
