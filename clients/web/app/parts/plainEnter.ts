import type { KeyboardEvent } from 'react'

/** Enter as "to the next line": not with Ctrl, which sends, nor one that ends a word of an input method. */
export function isPlainEnter(event: KeyboardEvent): boolean {
	const { key, ctrlKey, metaKey, nativeEvent } = event
	return key === 'Enter' && !ctrlKey && !metaKey && !nativeEvent.isComposing
}
