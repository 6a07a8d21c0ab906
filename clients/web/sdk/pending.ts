// Operations that this device has made and the server has not answered.
//
// What was sent is never changed: `bytes` are what goes over the wire, now and after every reload.
import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { OperationSchema, type Operation } from './gen/reviewd/v1/operation_pb'
import type { IdKey } from './id'

export interface PendingOperation {
	readonly actor: number
	readonly counter: number
	readonly sealed: boolean
	readonly operation: Operation
	readonly bytes: Uint8Array
	// Its event has arrived: nothing to predict any more, though the answer is still to come.
	landed: boolean
	// Its events, as far as this page has seen them.
	readonly seqs: number[]
	// Items that its event left out: aliases, and what somebody else has placed since.
	leftOut: readonly IdKey[]
	// It may have left this device.
	wasSent: boolean
	// What it was made again as, under the tab's next actors.
	madeAgain: PendingOperation | null
}

const FRESH = { landed: false, leftOut: [], wasSent: false, madeAgain: null }

export function pendingFrom(operation: Operation, sealed: boolean): PendingOperation {
	const bytes = toBinary(OperationSchema, operation)
	const { actor, counter } = operation
	return { actor, counter, sealed, operation, bytes, ...FRESH, seqs: [] }
}

export function pendingFromBytes(bytes: Uint8Array, sealed: boolean): PendingOperation {
	const operation = fromBinary(OperationSchema, bytes)
	const { actor, counter } = operation
	return { actor, counter, sealed, operation, bytes, ...FRESH, seqs: [], wasSent: true }
}

// The operation that stands for it by now.
export function latest(pending: PendingOperation): PendingOperation {
	return pending.madeAgain === null ? pending : latest(pending.madeAgain)
}
