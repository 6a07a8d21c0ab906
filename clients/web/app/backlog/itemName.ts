// What an item is called in a sentence: its reference, or its title where it has none.
import type { Item } from '../../sdk/model'

export function shortName({ ref, title }: Pick<Item, 'ref' | 'title'>): string {
	return ref === '' ? title : ref
}
