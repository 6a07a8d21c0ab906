// Bytes, ids, hashes and snapshots.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { Zone } from '../sdk/gen/reviewd/v1/backlog_pb'
import { ClientFrameSchema, SubmitSchema } from '../sdk/gen/reviewd/v1/live_pb'
import { RowChunkSchema } from '../sdk/gen/reviewd/v1/snapshot_pb'
import { moveItems } from '../sdk/drafts'
import { placeOf } from '../sdk/gap'
import { idOf, keyOf, NO_ID } from '../sdk/id'
import { mayComeBack, pauseBeforeRetry, restartPause } from '../sdk/retry'
import { sha256Plain } from '../sdk/sha256'
import { stateFromChunks } from '../sdk/snapshot'
import { SnapshotReader } from '../sdk/snapshotReader'
import { ProductState } from '../sdk/productState'

test('an id is its three numbers, and absent ids are the edge', () => {
	expect(keyOf(idOf('4294967295.12.3'))).toBe('4294967295.12.3')
	expect(keyOf(undefined)).toBe(NO_ID)
})

test('a frame comes out as it went in, with 64-bit numbers whole', () => {
	const place = placeOf(new ProductState().slots, { at: 'top' })
	const { body } = moveItems(['1.2.1'], place)
	const base = 2n ** 60n + 1n
	const operations = [{ actor: 5, counter: 1, base, body }]
	const value = create(SubmitSchema, { operations })
	const frame = create(ClientFrameSchema, { body: { case: 'submit', value } })

	const again = fromBinary(ClientFrameSchema, toBinary(ClientFrameSchema, frame))

	expect(again.body.case === 'submit' ? again.body.value.operations[0]?.base : 0n).toBe(base)
})

test('the plain SHA-256 agrees with the published vectors', () => {
	const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
	const text = (value: string) => new TextEncoder().encode(value)
	expect(hex(sha256Plain(text('abc')))).toBe(
		'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
	)
	expect(hex(sha256Plain(text('')))).toBe(
		'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	)
	expect(hex(sha256Plain(text('a'.repeat(1_000))))).toBe(
		'41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3',
	)
})

test('a snapshot is read chunk by chunk, dead slots and both zones in place', () => {
	const id = (counter: number) => ({ actor: 1, counter, k: 0 })
	const meeting = { productName: { plain: 'Trail' } }
	const row = (title: string) => ({ title: { plain: title }, estimate: 3 })
	const chunks = [
		create(RowChunkSchema, { meeting, slots: [{ slot: id(1), seq: 1n, row: row('A') }] }),
		create(RowChunkSchema, {
			slots: [
				{ slot: id(2), seq: 2n, anchor: id(1) },
				{ slot: id(4), seq: 4n, cameFrom: id(2), row: { ...row('B'), item: id(2) } },
				{ slot: id(3), seq: 3n, zone: Zone.NOT_YET_ORDERED, row: row('C') },
			],
		}),
	].map((chunk) => toBinary(RowChunkSchema, chunk))

	const state = stateFromChunks(chunks)

	expect(state.name).toBe('Trail')
	expect([...state.slots.walk(Zone.ORDERED)].map((slot) => [slot.key, slot.item])).toEqual([
		['1.1.0', '1.1.0'],
		['1.2.0', ''],
		['1.4.0', '1.2.0'],
	])
	expect(state.itemsInOrder(Zone.NOT_YET_ORDERED, []).map((item) => item.title)).toEqual(['C'])
})

test('a snapshot that does not fit its hash is not trusted', async () => {
	const reader = new SnapshotReader(1)
	reader.chunks.push(new Uint8Array([1, 2]), new Uint8Array([3]))
	const digest = (data: Uint8Array) => Promise.resolve(sha256Plain(data))
	const hash = sha256Plain(new Uint8Array([1, 2, 3]))

	expect(await reader.check(hash, digest)).toBe(true)
	expect(await reader.check(hash.with(0, (hash[0] ?? 0) ^ 1), digest)).toBe(false)
})

test('close codes say whether to come back', () => {
	expect([1006, 4001, 4002, 4499].map(mayComeBack)).toEqual([true, true, true, true])
	expect([4500, 4501, 4502, 4503].map(mayComeBack)).toEqual([false, false, false, false])
})

test('pauses grow, end at twenty seconds, and keep to what the server asked', () => {
	expect(pauseBeforeRetry(0)).toBeLessThanOrEqual(300)
	expect(pauseBeforeRetry(50)).toBeGreaterThanOrEqual(10_000)
	expect(pauseBeforeRetry(50)).toBeLessThanOrEqual(20_000)
	expect(restartPause('after=4000')).toBeGreaterThanOrEqual(4_000)
	expect(restartPause('after=4000')).toBeLessThanOrEqual(6_000)
})
