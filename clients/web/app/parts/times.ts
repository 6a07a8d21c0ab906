// Times by the reader's own locale; the words around them come from the catalogue.
const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const second = new Intl.DateTimeFormat(undefined, {
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
})

export function clockTime(ms: number): string {
	return minute.format(ms)
}

export function clockTimeToSecond(ms: number): string {
	return second.format(ms)
}

// 95 -> 1:35.
export function countdown(seconds: number): string {
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const days = new Intl.DateTimeFormat(undefined, {
	weekday: 'short',
	day: 'numeric',
	month: 'short',
	hour: '2-digit',
	minute: '2-digit',
})

// The time alone where it is today; the day as well where it is not.
export function timeOrDay(timeMs: number): string {
	const today = new Date().toDateString() === new Date(timeMs).toDateString()
	return today ? clockTime(timeMs) : dayAndTime(timeMs)
}

export function dayAndTime(timeMs: number): string {
	return days.format(timeMs)
}
