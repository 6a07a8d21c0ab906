// Minutes as people type them, for timers and time boxes. Pure. docs/LIMITS.md, "What a product holds".
export const MINUTES_MAX = 480

// Null: it is not a number of minutes.
export function minutesFrom(text: string): number | null {
	if (!/^\d{1,3}$/.test(text)) return null
	const minutes = Number(text)
	return minutes >= 1 && minutes <= MINUTES_MAX ? minutes : null
}
