// Names of things that one operation made: actor.counter.k, as it is written in addresses.
//
// Ids are kept as strings ('5.12.0') because they are Map keys everywhere; the empty string is what
// an absent id means in the order: HEAD as an anchor or left neighbour, END as a right neighbour.
import { create } from '@bufbuild/protobuf'
import { IdSchema, type Id } from './gen/reviewd/v1/id_pb'

export type IdKey = string

export const NO_ID: IdKey = ''

export function keyOf(id: Id | undefined): IdKey {
	return id === undefined ? NO_ID : `${id.actor}.${id.counter}.${id.k}`
}

export function keyFor(actor: number, counter: number, k: number): IdKey {
	return `${actor}.${counter}.${k}`
}

export function idOf(key: IdKey): Id {
	const [actor, counter, k] = key.split('.')
	return create(IdSchema, { actor: Number(actor), counter: Number(counter), k: Number(k) })
}

// The id of a message in which it must not be absent.
export function named(id: Id | undefined): Id {
	return create(IdSchema, { actor: id?.actor ?? 0, counter: id?.counter ?? 0, k: id?.k ?? 0 })
}

// For what has to differ from everything else on this device.
export function randomName(): string {
	return [...crypto.getRandomValues(new Uint8Array(8))].map((b) => b.toString(16)).join('')
}
