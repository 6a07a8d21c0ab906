// From what was said to what was built: the feedback that an increment's item came from. Pure.
import { FeedbackState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Said } from '../../sdk/goalModel'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Alias, Feedback, Item } from '../../sdk/model'

export interface Quote {
	readonly key: IdKey
	readonly text: string
	readonly own: boolean
	// In which review; NO_ID: not known.
	readonly review: IdKey
}

export interface Lineage {
	// Of the reader's own first.
	readonly quotes: readonly Quote[]
	// The review in which the item was asked for, as everybody is told.
	readonly saidIn: IdKey
}

export interface Known {
	readonly items: { readonly get: (key: IdKey) => Item | undefined }
	readonly aliases: { readonly get: (key: IdKey) => Alias | undefined }
	readonly feedback: readonly Feedback[]
	// The reader's own of closed reviews, and which of `feedback` are theirs.
	readonly said: readonly Said[]
	readonly isMine: (feedback: Feedback) => boolean
}

/** Null: it came from no feedback. */
export function lineageOf(item: IdKey, known: Known): Lineage | null {
	if (item === NO_ID) return null
	const { items, aliases, feedback, said } = known
	const now = (key: IdKey) => aliases.get(key)?.into ?? key
	const built = now(item)
	const saidIn = items.get(built)?.saidIn ?? NO_ID
	const became = feedback.filter(
		(one) => one.state === FeedbackState.CONVERTED && !one.retracted && now(one.item) === built,
	)
	const into = new Set(became.map(({ key }) => key))
	// What was merged into it is told only to whoever said it: to others it is the same thing again.
	const also = feedback.filter(
		(one) => into.has(one.mergedInto) && !one.retracted && known.isMine(one),
	)
	const quotes = new Map<IdKey, Quote>()
	for (const one of [...became, ...also]) {
		const review = one.saidIn === NO_ID ? one.review : one.saidIn
		quotes.set(one.key, { key: one.key, text: one.text, own: known.isMine(one), review })
	}
	for (const { key, text, review, item: made } of said) {
		if (made !== NO_ID && now(made) === built) quotes.set(key, { key, text, own: true, review })
	}
	if (saidIn === NO_ID && quotes.size === 0) return null
	const all = [...quotes.values()]
	return { quotes: [...all.filter(({ own }) => own), ...all.filter(({ own }) => !own)], saidIn }
}
