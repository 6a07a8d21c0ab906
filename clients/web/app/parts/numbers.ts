// Numbers that people type and read. Pure, but for the reader's own locale.

const shown = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 })
const percents = new Intl.NumberFormat(undefined, { style: 'percent' })

export function numberText(value: number): string {
	return shown.format(value)
}

export function percentText(share: number): string {
	return percents.format(share)
}

// What stands in a field before it is changed: as it can be typed.
export function typedNumber(value: number): string {
	return String(value)
}

// docs/LIMITS.md: numbers of a goal.
export const NUMBER_MAX = 1e12

/** Null: it is no number. A comma groups thousands, or is the decimal point. */
export function numberFrom(typed: string): number | null {
	const text = typed
		.trim()
		.replaceAll(/[\s\u00a0_]/g, '')
		.replace('−', '-')
	const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)
		? text.replaceAll(',', '')
		: text.replace(',', '.')
	if (!/^-?\d+(\.\d+)?$/.test(plain)) return null
	const value = Number(plain)
	return Math.abs(value) <= NUMBER_MAX ? value : null
}
