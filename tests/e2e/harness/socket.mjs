// A WebSocket client of text frames, as small as RFC 6455 allows: Node 20 has none of its own.
// Knows what our server sends: unfragmented text, ping and close.
import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import http from 'node:http'
import { firstFrame, OPCODE } from './frame.mjs'

// Emits 'text' with each message and 'close' with the code.
export class TextSocket extends EventEmitter {
	#stream
	#unread = Buffer.alloc(0)

	static open(url, { protocol, headers }) {
		const request = http.get(url, {
			headers: {
				...headers,
				Connection: 'Upgrade',
				Upgrade: 'websocket',
				'Sec-WebSocket-Version': '13',
				'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
				'Sec-WebSocket-Protocol': protocol,
			},
		})
		return new Promise((resolve, reject) => {
			request.once('error', reject)
			request.once('response', (answer) => {
				answer.resume()
				reject(new Error(`the upgrade was refused with ${answer.statusCode}`))
			})
			request.once('upgrade', (_, stream, head) => resolve(new TextSocket(stream, head)))
		})
	}

	constructor(stream, head) {
		super()
		this.#stream = stream
		stream.setNoDelay(true)
		stream.on('data', (bytes) => this.#read(bytes))
		stream.on('error', () => stream.destroy())
		stream.on('close', () => this.emit('close', 1006))
		// The listener of 'text' is not there yet.
		setImmediate(() => this.#read(head))
	}

	send(text) {
		this.#write(OPCODE.text, Buffer.from(text))
	}

	close() {
		this.#write(OPCODE.close, Buffer.from([0x03, 0xe8]))
		this.#stream.end()
	}

	#write(opcode, payload) {
		const length =
			payload.length < 126
				? Buffer.from([0x80 | payload.length])
				: payload.length < 1 << 16
					? Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 255])
					: Buffer.concat([Buffer.from([0x80 | 127, 0, 0, 0, 0]), bytes4(payload.length)])
		const mask = randomBytes(4)
		const masked = payload.map((byte, i) => byte ^ mask[i & 3])
		this.#stream.write(Buffer.concat([Buffer.from([0x80 | opcode]), length, mask, masked]))
	}

	#read(bytes) {
		this.#unread = Buffer.concat([this.#unread, bytes])
		for (;;) {
			const frame = firstFrame(this.#unread)
			if (frame === null) return
			this.#unread = this.#unread.subarray(frame.end)
			if (frame.opcode === OPCODE.text) this.emit('text', frame.payload.toString())
			if (frame.opcode === OPCODE.ping) this.#write(OPCODE.pong, frame.payload)
			if (frame.opcode === OPCODE.close) this.#stream.end()
		}
	}
}

function bytes4(number) {
	const bytes = Buffer.alloc(4)
	bytes.writeUInt32BE(number)
	return bytes
}
