// What a page takes from a row snapshot, beyond the rows.
import { create, toBinary } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { ProposalState, StalePolicy } from '../sdk/gen/reviewd/v1/backlog_pb'
import { RowChunkSchema } from '../sdk/gen/reviewd/v1/snapshot_pb'
import { idOf } from '../sdk/id'
import { stateFromChunks } from '../sdk/snapshot'

const chunk = (fields: Parameters<typeof create<typeof RowChunkSchema>>[1]) =>
	toBinary(RowChunkSchema, create(RowChunkSchema, fields))

test('C24 C38 aliases, and which slots a sort made', () => {
	const state = stateFromChunks([
		chunk({
			slots: [
				{ slot: idOf('1.1.0'), seq: 1n, row: { title: { plain: 'A' } } },
				{ slot: idOf('1.9.0'), seq: 9n, cameFrom: idOf('1.2.0'), sorted: true },
			],
		}),
		chunk({
			aliases: [
				{ item: idOf('1.3.0'), into: idOf('1.1.0'), title: { plain: 'Was' }, mergedAt: 12n },
			],
		}),
	])
	expect(state.slots.get('1.9.0')).toMatchObject({ sorted: true, cameFrom: '1.2.0', item: '' })
	expect(state.slots.get('1.1.0')?.sorted).toBe(false)
	expect(state.aliases.get('1.3.0')).toEqual({ into: '1.1.0', mergedAt: 12 })
	expect(state.items.get('1.3.0')).toMatchObject({ title: 'Was', slot: '' })
	expect(state.items.get('1.1.0')?.writtenAt.place).toBe(1)
})

test('C32 proposals and the rule for what is made offline', () => {
	const proposed = {
		proposal: idOf('4.1.0'),
		base: 3n,
		moves: [{ items: [idOf('1.1.0')] }],
		comment: { plain: 'Why' },
	}
	const decided = { proposal: idOf('4.2.0') }
	const state = stateFromChunks([
		chunk({
			meeting: {
				stalePolicy: StalePolicy.APPLY,
				proposals: [
					{ proposed, author: 4, state: ProposalState.OPEN, staleBy: 7n },
					{
						proposed: decided,
						author: 4,
						state: ProposalState.REJECTED,
						reason: { plain: 'No' },
						decidedBy: 8n,
					},
				],
			},
		}),
	])
	expect(state.stalePolicy).toBe(StalePolicy.APPLY)
	expect(state.proposals.get('4.1.0')).toMatchObject({
		author: 4,
		base: 3,
		comment: 'Why',
		state: ProposalState.OPEN,
		staleBy: 7,
		items: new Set(['1.1.0']),
	})
	expect(state.proposals.get('4.2.0')).toMatchObject({
		state: ProposalState.REJECTED,
		reason: 'No',
		decidedBy: 8,
	})
	expect(stateFromChunks([chunk({ meeting: {} })]).stalePolicy).toBe(StalePolicy.YIELD)
})
