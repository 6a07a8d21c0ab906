// The item that is open beside the list. Kept outside of the screen, so that a notice, or an item that
// was merged into another, can lead there from wherever it stands.
import type { IdKey } from '../../sdk/id'
import { Signal } from '../../sdk/signal'
import { goTo } from '../view'

export const lookedAt = new Signal<IdKey | null>(null)

export function showItem(item: IdKey): void {
	lookedAt.set(item)
	goTo('backlog')
}
