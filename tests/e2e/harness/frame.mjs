// WebSocket frames in a stream of bytes (RFC 6455, 5.2): as much as our server and Chromium send to
// each other, which is unfragmented and uncompressed.

export const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 }

// The first frame, unmasked; `end` is where the next one begins. Null while it has not arrived in
// full.
export function firstFrame(bytes) {
	if (bytes.length < 2) return null
	const short = bytes[1] & 127
	const maskAt = short < 126 ? 2 : short === 126 ? 4 : 10
	const start = bytes[1] & 0x80 ? maskAt + 4 : maskAt
	if (bytes.length < start) return null
	const length =
		short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
	const end = start + length
	if (bytes.length < end) return null
	const sent = bytes.subarray(start, end)
	const mask = bytes.subarray(maskAt, start)
	const payload = mask.length === 0 ? sent : sent.map((byte, i) => byte ^ mask[i & 3])
	return { opcode: bytes[0] & 15, payload, end }
}
