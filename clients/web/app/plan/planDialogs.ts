// The dialogs of planning, fetched after the page.
import { later } from '../parts/later'

export const ReviewDialog = later(() => import('./ReviewDialog').then((m) => m.ReviewDialog))
export const IncrementDialog = later(() =>
	import('./IncrementDialog').then((m) => m.IncrementDialog),
)
