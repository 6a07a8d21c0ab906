// State of a field or form that outlives it: see typed.ts.
import { useMemo, useState } from 'react'
import { useSeat } from '../meeting/seat'
import { TypedTexts } from './typed'

export interface Typed<T> {
	readonly value: T
	readonly set: (value: T) => void
	// It was sent, or given up.
	readonly forget: () => void
}

// `empty` is what stands there when nothing was typed. Without a place nothing is kept.
export function useTyped<T>(place: string | null, empty: T): Typed<T> {
	const texts = useTexts()
	const found = (): T => (place === null ? undefined : texts.read(place, empty)) ?? empty
	const [value, setValue] = useState(found)
	// What was typed in one place is nothing for another.
	const [at, setAt] = useState(place)
	if (at !== place) {
		setAt(place)
		setValue(found)
	}
	const keep = (typed: unknown) => {
		if (place !== null) texts.keep(place, typed)
	}
	const set = (typed: T) => {
		setValue(typed)
		keep(isSame(typed, empty) ? undefined : typed)
	}
	const forget = () => {
		keep(undefined)
	}
	return { value, set, forget }
}

// Whether something typed waits there, for whatever opens the form.
export function useWasTyped(place: string): boolean {
	const texts = useTexts()
	const [was] = useState(() => texts.has(place))
	return was
}

function useTexts(): TypedTexts {
	const { product, handle } = useSeat()
	return useMemo(
		() => new TypedTexts(window.sessionStorage, `${product}/${handle}`),
		[product, handle],
	)
}

function isSame(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other)
}
