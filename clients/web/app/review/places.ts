// The options of a ranking by place, and how each two of them compare. Pure.
import type { Tally } from '../../sdk/model'

export interface Placed<Choice> {
	readonly choice: Choice
	readonly place: number
	// Somebody else has the same place.
	readonly shared: boolean
	// How many put it first.
	readonly first: number
	// By the number of another option: how many put this one above it.
	readonly above: ReadonlyMap<number, number>
}

/** Those that count, from the first place down; of a shared place in the order of the options. */
export function byPlace<Choice extends { readonly selection: number }>(
	choices: readonly Choice[],
	{ counts, preferred }: Pick<Tally, 'counts' | 'preferred'>,
): readonly Placed<Choice>[] {
	const standing = [...counts.keys()]
	const places = [...counts.values()].map(({ place }) => place)
	const placed = choices.flatMap((choice) => {
		const count = counts.get(choice.selection)
		if (count === undefined) return []
		const row = standing.indexOf(choice.selection) * standing.length
		const above = standing.map((other, i) => [other, preferred[row + i] ?? 0] as const)
		const shared = places.filter((place) => place === count.place).length > 1
		return [{ choice, place: count.place, shared, first: count.ballots, above: new Map(above) }]
	})
	return placed.sort((a, b) => a.place - b.place)
}
