// What is being typed and was not sent: kept in this tab, so that it is there again after a reload, or
// after a session that ended, for the same person of the same product. Never for anybody else: opening
// another seat in this tab forgets it, and so does signing out.

// The parts of the browser's sessionStorage that this needs.
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

// Texts that are kept at once; beyond that the one touched longest ago is forgotten.
export const TYPED_MAX = 50

const KEY = 'reviewd-typed'

interface Kept {
	readonly seat: string
	// Touched longest ago first.
	readonly texts: readonly (readonly [string, unknown])[]
}

export class TypedTexts {
	readonly #storage: TabStorage
	readonly #seat: string

	// `seat` is `product/handle`: a handle stays with its person, however they sign in again.
	constructor(storage: TabStorage, seat: string) {
		this.#storage = storage
		this.#seat = seat
	}

	// What was typed at `place`, if it fits where `empty` stands now.
	read<T>(place: string, empty: T): T | undefined {
		const found = this.#kept().find(([at]) => at === place)
		return found !== undefined && fits(found[1], empty) ? found[1] : undefined
	}

	has(place: string): boolean {
		return this.#kept().some(([at]) => at === place)
	}

	// Undefined forgets it.
	keep(place: string, typed: unknown): void {
		const others = this.#kept().filter(([at]) => at !== place)
		const texts = typed === undefined ? others : [...others, [place, typed] as const]
		try {
			if (texts.length === 0) this.#storage.removeItem(KEY)
			else {
				const kept: Kept = { seat: this.#seat, texts: texts.slice(-TYPED_MAX) }
				this.#storage.setItem(KEY, JSON.stringify(kept))
			}
		} catch {
			// Blocked or full: what is typed then lives as long as its field.
		}
	}

	#kept(): Kept['texts'] {
		try {
			const kept: unknown = JSON.parse(this.#storage.getItem(KEY) ?? 'null')
			return isKept(kept) && kept.seat === this.#seat ? kept.texts : []
		} catch {
			return []
		}
	}
}

// What somebody else typed in this tab goes, without being read.
export function forgetOthers(storage: TabStorage, seat: string): void {
	try {
		const kept: unknown = JSON.parse(storage.getItem(KEY) ?? 'null')
		if (kept !== null && !(isKept(kept) && kept.seat === seat)) storage.removeItem(KEY)
	} catch {
		forgetTyped(storage)
	}
}

export function forgetTyped(storage: TabStorage): void {
	try {
		storage.removeItem(KEY)
	} catch {
		// Blocked: then nothing was kept either.
	}
}

function isKept(value: unknown): value is Kept {
	if (typeof value !== 'object' || value === null) return false
	const { seat, texts } = value as Partial<Record<keyof Kept, unknown>>
	return typeof seat === 'string' && Array.isArray(texts) && texts.every(Array.isArray)
}

// An older version of the page may have kept another form.
function fits<T>(value: unknown, empty: T): value is T {
	if (Array.isArray(empty)) {
		// A list that is empty at first is one of texts.
		const like: unknown = empty.length === 0 ? '' : empty[0]
		return Array.isArray(value) && value.every((one) => fits(one, like))
	}
	if (typeof empty !== 'object' || empty === null) return typeof value === typeof empty
	if (typeof value !== 'object' || value === null) return false
	const fields = value as Record<string, unknown>
	return Object.entries(empty).every(([name, one]) => fits(fields[name], one))
}
