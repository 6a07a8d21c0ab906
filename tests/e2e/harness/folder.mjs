// Looks for bytes in a data folder as it lies on disk.
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'

async function filesIn(folder) {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true })
	const files = entries.filter((entry) => entry.isFile())
	return files.map((entry) => path.join(entry.parentPath, entry.name))
}

// The names of the files below `folder` that have `bytes` in them.
export async function filesWith(folder, bytes) {
	const found = []
	for (const file of await filesIn(folder)) {
		if ((await readFile(file)).includes(bytes)) found.push(path.basename(file))
	}
	return found
}

// How many of the participants are beside the poll's id in some file, as a ballot in the log has them:
// a HiddenBallot begins with the poll (1) and the voter (2).
export async function votersLinked(folder, poll, participants) {
	const files = await Promise.all((await filesIn(folder)).map((file) => readFile(file)))
	const id = [0x08, ...varint(poll.actor), 0x10, ...varint(poll.counter)]
	const linked = participants.filter((voter) => {
		const ballot = Buffer.from([0x0a, id.length, ...id, 0x10, ...varint(voter)])
		return files.some((bytes) => bytes.includes(ballot))
	})
	return linked.length
}

function varint(number) {
	const bytes = []
	for (let rest = number; ; rest >>>= 7) {
		if (rest < 0x80) return [...bytes, rest]
		bytes.push((rest & 0x7f) | 0x80)
	}
}
