// Join codes: eight characters that are read out and typed from a slide, so without those that look
// or sound like another one.
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
const JOIN_CODE_LENGTH = 8
const WHOLE = new RegExp(`^[${ALPHABET}]{${JOIN_CODE_LENGTH}}$`)

// 30 does not divide 256: bytes from 240 on are drawn again, so that every character is as likely.
const FAIR_BELOW = 256 - (256 % ALPHABET.length)

export function drawJoinCode(draw: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
	let code = ''
	while (code.length < JOIN_CODE_LENGTH) {
		for (const byte of draw(new Uint8Array(JOIN_CODE_LENGTH))) {
			if (byte < FAIR_BELOW && code.length < JOIN_CODE_LENGTH) {
				code += ALPHABET.charAt(byte % ALPHABET.length)
			}
		}
	}
	return code
}

// What was typed, without case, spaces and dashes.
export function plainJoinCode(typed: string): string {
	return typed.toUpperCase().replaceAll(/[\s-]/g, '')
}

export function isJoinCode(code: string): boolean {
	return WHOLE.test(code)
}

// In two groups of four, as it is easiest to read out.
export function shownJoinCode(code: string): string {
	return `${code.slice(0, 4)} ${code.slice(4)}`
}
