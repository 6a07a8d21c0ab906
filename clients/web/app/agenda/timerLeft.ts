// What is left of a timer, by the server's clock. Pure.
import { TimerState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Timer } from '../../sdk/model'

// In whole seconds, as people count: the last second lasts until it is over.
export function secondsLeft(timer: Timer, nowMs: number): number {
	switch (timer.state) {
		case TimerState.RUNNING:
			return Math.max(0, Math.ceil((timer.deadlineMs - nowMs) / 1_000))
		case TimerState.PAUSED:
			return Math.ceil(timer.remainingMs / 1_000)
		case TimerState.EXPIRED:
		case TimerState.UNSPECIFIED:
			return 0
	}
}

// Moments that are said to whoever listens instead of looking, in seconds.
const SAID_AT_S: readonly number[] = [600, 300, 120, 60, 30, 10]

// The moment that was passed last; undefined where it is too long ago to be news, or none was.
export function momentToSay(totalMs: number, left: number): number | undefined {
	const passed = SAID_AT_S.findLast((at) => left <= at && at * 1_000 < totalMs)
	return passed !== undefined && passed - left < 5 && left > 0 ? passed : undefined
}
