// The catalogue in use. A language is one file beside en.ts with the same shape; it is chosen by the
// browser's languages when the page opens.
import { en } from './en'

export type Words = typeof en

const CATALOGUES: Readonly<Record<string, Words>> = { en }

function chosen(): Words {
	for (const language of navigator.languages) {
		const found = CATALOGUES[language.split('-')[0] ?? '']
		if (found !== undefined) return found
	}
	return en
}

export const words = chosen()
