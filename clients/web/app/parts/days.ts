// Days as the protocol has them, YYYY-MM-DD, without a time and without a zone.

const shown = new Intl.DateTimeFormat(undefined, {
	day: 'numeric',
	month: 'short',
	year: 'numeric',
	timeZone: 'UTC',
})

/** By the reader's own locale; what is no day stays as it is. */
export function dayText(day: string): string {
	const at = Date.parse(`${day}T00:00:00Z`)
	return Number.isNaN(at) ? day : shown.format(at)
}

/** The day that it is where the reader is. */
export function dayOf(ms: number): string {
	const at = new Date(ms)
	const two = (n: number) => String(n).padStart(2, '0')
	return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
