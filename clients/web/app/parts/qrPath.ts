// A QR code as one SVG path. Loaded only when somebody looks at one.
import { encode } from 'uqr'

// The quiet zone that readers are promised, in modules.
const BORDER = 4

export interface QrPath {
	readonly size: number
	readonly path: string
}

export function qrPath(text: string): QrPath {
	const { data, size } = encode(text, { ecc: 'M', border: BORDER })
	let path = ''
	for (const [y, row] of data.entries()) {
		for (let x = 0; x < size;) {
			let run = 0
			while (row[x + run] === true) run++
			if (run > 0) path += `M${x} ${y}h${run}v1h-${run}z`
			x += Math.max(1, run)
		}
	}
	return { size, path }
}
