// Whether what was typed will be accepted, so that it is said at the field and not by the server.
// Pure, and without words: the catalogue has those.

const encoder = new TextEncoder()

export type Problem =
	| {
			readonly kind:
				| 'empty'
				| 'notALink'
				| 'notAnItem'
				| 'notChosen'
				| 'notANumber'
				| 'sameNumber'
				| 'endsBefore'
	  }
	// Characters to leave out so that it fits.
	| { readonly kind: 'tooLong'; readonly by: number }

// docs/LIMITS.md, "What a product holds"; those that Welcome.limits does not have.
export const NAME_BYTES_MAX = 80
export const CRITERIA_MAX = 64
export const CHECKS_MAX = 64
export const REASON_BYTES_MAX = 1_000
export const HELD_TEXT_BYTES_MAX = 4_000

export function titleProblem(text: string, bytesMax: number): Problem | null {
	return text === '' ? { kind: 'empty' } : lengthProblem(text, bytesMax)
}

export function lengthProblem(text: string, bytesMax: number): Problem | null {
	const by = charactersOver(text, bytesMax)
	return by === 0 ? null : { kind: 'tooLong', by }
}

export function linkProblem(link: string, bytesMax: number): Problem | null {
	if (link === '') return null
	if (!/^https?:\/\//.test(link) || !URL.canParse(link)) return { kind: 'notALink' }
	return lengthProblem(link, bytesMax)
}

// One line, without what the server refuses in texts.
export function oneLine(text: string): string {
	return text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()
}

// The same, but lines stay lines.
export function manyLines(text: string): string {
	return text
		.replaceAll(/\r\n?/g, '\n')
		.replaceAll(/(?![\n\t])\p{Cc}/gu, '')
		.trim()
}

// The server wants the scheme in small letters; a phone's keyboard likes to begin with a large one.
export function asLink(text: string): string {
	return oneLine(text).replace(/^https?:\/\//i, (scheme) => scheme.toLowerCase())
}

function charactersOver(text: string, bytesMax: number): number {
	let bytes = 0
	let over = 0
	for (const character of text) {
		bytes += encoder.encode(character).length
		if (bytes > bytesMax) over += 1
	}
	return over
}

// The server's own words, where the catalogue has none for it.
export function asSentence(text: string): string | undefined {
	if (text === '') return undefined
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
}
