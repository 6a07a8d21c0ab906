// When to come back after a connection ended. docs/PROTOCOL.md, "Close codes".
const PAUSE_FIRST_MS = 300
const PAUSE_MAX_MS = 20_000

// Grows by half again each time, with half of it random, so that a thousand tabs do not come back at once.
export function pauseBeforeRetry(failures: number): number {
	const whole = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 1.8 ** failures)
	return whole / 2 + (Math.random() * whole) / 2
}

// 4002: the reason says `after=` milliseconds; a random half of it is added.
export function restartPause(reason: string): number {
	const after = Number(/after=(\d+)/.exec(reason)?.[1] ?? 1_000)
	return after + (Math.random() * after) / 2
}

export function mayComeBack(code: number): boolean {
	return code < 4500 || code > 4999
}
