// What binary frames say of operations and their answers, read without the schema. The numbers are
// those of proto/reviewd/v1/live.proto, operation.proto, outcome.proto and error.proto.

const SUBMIT = 2
const REPLY = 7
const ACKED = 8
const BODIES = { 41: 'closePoll', 42: 'revealPoll', 43: 'castBallot' }
const KINDS = { 1: 'applied', 5: 'rejected' }
const CODES = { 401: 'poll_closed', 402: 'round_over' }

// Operations of a client's frame: {actor, counter, body, bytes}.
export function operationsIn(frame) {
	const [submit] = fieldsOf(frame).get(SUBMIT) ?? []
	if (submit === undefined) return []
	return (fieldsOf(submit).get(1) ?? []).map((bytes) => {
		const fields = fieldsOf(bytes)
		const [named] = [...fields.keys()].filter((number) => number in BODIES)
		const body = BODIES[named] ?? ''
		return { actor: number(fields, 1), counter: number(fields, 2), body, bytes }
	})
}

// Answers in a server's frame: {actor, counter, says}, `says` is 'acked', 'applied' or the name of
// an error.
export function answersIn(frame) {
	const fields = fieldsOf(frame)
	const [reply] = fields.get(REPLY) ?? []
	const [acked] = fields.get(ACKED) ?? []
	if (reply !== undefined) return [answer(fieldsOf(reply), outcome)]
	return acked === undefined ? [] : [answer(fieldsOf(acked), () => 'acked')]
}

function answer(fields, says) {
	return { actor: number(fields, 1), counter: number(fields, 2), says: says(fields) }
}

function outcome(reply) {
	const fields = fieldsOf(reply.get(3)[0])
	const kind = number(fields, 1)
	if (KINDS[kind] !== 'rejected') return KINDS[kind] ?? `outcome ${kind}`
	const code = number(fieldsOf(fields.get(3)[0]), 1)
	return CODES[code] ?? `error ${code}`
}

function number(fields, name) {
	return fields.get(name)?.at(-1) ?? 0
}

// Field number -> its values in order: numbers, or bytes.
function fieldsOf(bytes) {
	const fields = new Map()
	let at = 0
	const varint = () => {
		let value = 0
		for (let scale = 1; ; scale *= 128) {
			const byte = bytes[at++]
			value += (byte & 127) * scale
			if (byte < 128) return value
		}
	}
	const take = (length) => {
		at += length
		return bytes.subarray(at - length, at)
	}
	const ofType = { 0: varint, 1: () => take(8), 2: () => take(varint()), 5: () => take(4) }
	while (at < bytes.length) {
		const tag = varint()
		const name = Math.floor(tag / 8)
		fields.set(name, [...(fields.get(name) ?? []), ofType[tag & 7]()])
	}
	return fields
}
