// Operations that this device has made and the server has not answered.
//
// What was sent is never changed: `bytes` are what goes over the wire, now and after every reload.
import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { OperationSchema, type Operation } from './gen/reviewd/v1/operation_pb'

export interface PendingOperation {
	readonly actor: number
	readonly counter: number
	readonly sealed: boolean
	readonly operation: Operation
	readonly bytes: Uint8Array
	// Its event has arrived: nothing to predict any more, though the answer is still to come.
	landed: boolean
}

export function pendingFrom(operation: Operation, sealed: boolean): PendingOperation {
	const bytes = toBinary(OperationSchema, operation)
	const { actor, counter } = operation
	return { actor, counter, sealed, operation, bytes, landed: false }
}

export function pendingFromBytes(bytes: Uint8Array, sealed: boolean): PendingOperation {
	const operation = fromBinary(OperationSchema, bytes)
	const { actor, counter } = operation
	return { actor, counter, sealed, operation, bytes, landed: false }
}
