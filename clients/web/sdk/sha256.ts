// SHA-256. The browser's own is only there on HTTPS and localhost; the plain one below (FIPS 180-4)
// stands in elsewhere, for invite secrets and snapshots.
export async function sha256(data: Uint8Array): Promise<Uint8Array> {
	// `subtle` is missing on plain HTTP, whatever the type says.
	const subtle = crypto.subtle as SubtleCrypto | undefined
	if (subtle === undefined) return sha256Plain(data)
	return new Uint8Array(await subtle.digest('SHA-256', new Uint8Array(data)))
}

export function sha256Plain(data: Uint8Array): Uint8Array {
	const { start, rounds } = constants()
	const padded = pad(data)
	const view = new DataView(padded.buffer)
	const hash = start
	const w = new Uint32Array(64)
	for (let block = 0; block < padded.length; block += 64) {
		for (let i = 0; i < 16; i++) w[i] = view.getUint32(block + 4 * i)
		for (let i = 16; i < 64; i++)
			w[i] = at(w, i - 16) + mix0(at(w, i - 15)) + at(w, i - 7) + mix1(at(w, i - 2))
		compress(hash, w, rounds)
	}
	const out = new DataView(new ArrayBuffer(32))
	hash.forEach((word, i) => {
		out.setUint32(4 * i, word)
	})
	return new Uint8Array(out.buffer)
}

function compress(hash: Uint32Array, w: Uint32Array, rounds: Uint32Array): void {
	const v = Uint32Array.from(hash)
	for (let i = 0; i < 64; i++) {
		const [a, b, c, d, e, f, g, h] = [...v] as Eight
		const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
		const t1 = h + s1 + ((e & f) ^ (~e & g)) + at(rounds, i) + at(w, i)
		const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
		const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c))
		v.set([t1 + t2, a, b, c, d + t1, e, f, g])
	}
	for (let i = 0; i < 8; i++) hash[i] = at(hash, i) + at(v, i)
}

type Eight = [number, number, number, number, number, number, number, number]

function pad(data: Uint8Array): Uint8Array {
	const padded = new Uint8Array(((data.length + 72) >> 6) << 6)
	padded.set(data)
	padded[data.length] = 0x80
	new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(data.length) * 8n)
	return padded
}

// First 32 bits of the fractional parts of the roots of the first primes.
function constants(): { start: Uint32Array; rounds: Uint32Array } {
	const primes: number[] = []
	for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p !== 0)) primes.push(n)
	const fraction = (x: number) => Math.floor((x - Math.floor(x)) * 2 ** 32)
	return {
		start: Uint32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p))),
		rounds: Uint32Array.from(primes, (p) => fraction(Math.cbrt(p))),
	}
}

function rotated(x: number, by: number): number {
	return (x >>> by) | (x << (32 - by))
}

function mix0(x: number): number {
	return rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3)
}

function mix1(x: number): number {
	return rotated(x, 17) ^ rotated(x, 19) ^ (x >>> 10)
}

function at(words: Uint32Array, i: number): number {
	return words[i] ?? 0
}
