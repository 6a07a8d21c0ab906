// The catalogue in use. A language is one file beside en.ts with the same shape; it is chosen by the
// browser's languages when the page opens.
import { en } from './en'

export type Words = typeof en

/** Of the same words in several languages those of the reader. */
export function inUse<W>({ en: english, ...others }: { readonly en: W } & Record<string, W>): W {
	const catalogues: Readonly<Record<string, W>> = { ...others, en: english }
	for (const language of navigator.languages) {
		const found = catalogues[language.split('-')[0] ?? '']
		if (found !== undefined) return found
	}
	return english
}

export const words = inUse<Words>({ en })
