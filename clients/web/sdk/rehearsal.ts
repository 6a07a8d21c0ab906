// A rehearsal: a product of its own, made of a review, that never joins the record. docs/PROTOCOL.md.
import { post, text } from './http'
import type { IdKey } from './id'

/** The link by which whoever asks comes into it as its Product Owner. */
export async function startRehearsal(
	product: string,
	handle: string,
	review: IdKey,
): Promise<string> {
	const answer = await post(`/v1/products/${product}/rehearsal?as=${handle}`, { review })
	return text(answer, 'url')
}

/** The product that a link leads to; empty for what is no invite link. */
export function productOfLink(link: string): string {
	return /\/j\/([0-9a-f]{16})/.exec(link)?.[1] ?? ''
}
