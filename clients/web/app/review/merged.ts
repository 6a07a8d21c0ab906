// Feedback as it is listed: what was merged stands under what it was merged into. Pure.
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Feedback } from '../../sdk/model'

export interface Listed {
	readonly feedback: Feedback
	// In the order in which it was said.
	readonly merged: readonly Feedback[]
}

// What was merged into something that is not there stands for itself.
export function listed(feedback: readonly Feedback[]): readonly Listed[] {
	const there = new Set(feedback.map((one) => one.key))
	const under = new Map<IdKey, Feedback[]>()
	const top: Feedback[] = []
	for (const one of feedback) {
		if (one.mergedInto === NO_ID || !there.has(one.mergedInto)) top.push(one)
		else under.set(one.mergedInto, [...(under.get(one.mergedInto) ?? []), one])
	}
	return top.map((one) => ({ feedback: one, merged: under.get(one.key) ?? [] }))
}

// Of one's anonymous feedback only this person's own page knows.
export function isMine(
	{ key, anonymous, author, pending, retracted }: Feedback,
	me: number,
	ownAnonymous: ReadonlySet<IdKey>,
): boolean {
	if (anonymous) return (pending && !retracted) || ownAnonymous.has(key)
	return author === me
}

// A few words of it, to name it by.
export function inShort(text: string, most = 60): string {
	const line = text.replaceAll(/\s+/g, ' ').trim()
	return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`
}
