// Until when power is lent. Pure.
export type Until = 'soon' | 'today' | 'chosen'

// docs/LIMITS.md, "What a product holds".
export const LENT_MS_MAX = 31 * 24 * 3_600_000
const SOON_MS = 30 * 60_000

// By the server's clock; null where `chosen` is no time, over already, or too far ahead. `chosen` is
// local time as a field of the browser says it, 2026-03-02T11:30.
export function expiryOf(until: Until, chosen: string, nowMs: number): number | null {
	switch (until) {
		case 'soon':
			// Clocks are compared in fractions of a millisecond; the server takes whole ones.
			return Math.round(nowMs) + SOON_MS
		case 'today':
			return new Date(nowMs).setHours(23, 59, 59, 0)
		case 'chosen': {
			const at = new Date(chosen).getTime()
			return at > nowMs && at <= nowMs + LENT_MS_MAX ? at : null
		}
	}
}
