// A WebSocket of the JSON sub-protocol by hand, because Node 20 has none of its own: unfragmented text,
// ping and close is all that the server sends. Behind TLS take `get` from node:https.
import { randomBytes } from 'node:crypto'
import { get } from 'node:http'

const TEXT = 1
const CLOSE = 8
const PING = 9
const PONG = 10

// `frames` are the server's, parsed; a connection that the server ends throws why.
export function openSocket(url, token) {
	const headers = {
		Authorization: `Bearer ${token}`,
		Connection: 'Upgrade',
		Upgrade: 'websocket',
		'Sec-WebSocket-Version': '13',
		'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
		'Sec-WebSocket-Protocol': 'reviewd.v1.json',
	}
	return new Promise((resolve, reject) => {
		const request = get(url, { headers })
		request.on('error', reject)
		request.on('response', ({ statusCode }) => reject(new Error(`refused with ${statusCode}`)))
		request.on('upgrade', (_, stream, head) => {
			stream.unshift(head)
			const send = (frame) => write(stream, TEXT, Buffer.from(JSON.stringify(frame)))
			resolve({ send, frames: framesOf(stream) })
		})
	})
}

// What a client sends is masked; nothing here is longer than 64 KiB.
function write(stream, opcode, payload) {
	const { length } = payload
	const long = length >= 126 ? [length >> 8, length & 255] : []
	const head = Buffer.from([0x80 | opcode, 0x80 | (long.length > 0 ? 126 : length), ...long])
	const mask = randomBytes(4)
	stream.write(Buffer.concat([head, mask, payload.map((byte, i) => byte ^ mask[i & 3])]))
}

async function* framesOf(stream) {
	let unread = Buffer.alloc(0)
	for await (const bytes of stream) {
		unread = Buffer.concat([unread, bytes])
		for (let frame = first(unread); frame !== null; frame = first(unread)) {
			unread = unread.subarray(frame.end)
			if (frame.opcode === TEXT) yield JSON.parse(frame.payload)
			if (frame.opcode === PING) write(stream, PONG, frame.payload)
			if (frame.opcode === CLOSE) throw new Error(`closed: ${frame.payload.subarray(2)}`)
		}
	}
}

// Null: it is not all there yet.
function first(bytes) {
	if (bytes.length < 10 && bytes.length < 2 + (bytes[1] ?? 127)) return null
	const short = bytes[1]
	const start = short < 126 ? 2 : short === 126 ? 4 : 10
	const length =
		short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
	const end = start + length
	if (bytes.length < end) return null
	return { opcode: bytes[0] & 15, payload: bytes.subarray(start, end), end }
}
