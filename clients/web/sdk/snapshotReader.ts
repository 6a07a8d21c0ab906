// Collects the chunks of a row snapshot and checks them against the hash at its end.
import type { SnapshotChunk } from './gen/reviewd/v1/live_pb'

export class SnapshotReader {
	readonly seq: number
	readonly chunks: Uint8Array[] = []

	constructor(seq: number) {
		this.seq = seq
	}

	add(chunk: SnapshotChunk): void {
		this.chunks.push(chunk.data)
	}

	async check(
		hash: Uint8Array,
		digest: (data: Uint8Array) => Promise<Uint8Array>,
	): Promise<boolean> {
		const all = new Uint8Array(this.chunks.reduce((sum, chunk) => sum + chunk.length, 0))
		let at = 0
		for (const chunk of this.chunks) {
			all.set(chunk, at)
			at += chunk.length
		}
		const found = await digest(all)
		return found.length === hash.length && found.every((byte, i) => byte === hash[i])
	}
}
