// The dialogs of planning, fetched after the page.
import { later } from '../parts/later'

export const ReviewDialog = later(() => import('./ReviewDialog').then((m) => m.ReviewDialog))
export const EditReviewDialog = later(() =>
	import('./EditReviewDialog').then((m) => m.EditReviewDialog),
)
export const EditIncrementDialog = later(() =>
	import('./EditIncrementDialog').then((m) => m.EditIncrementDialog),
)
export const IncrementDialog = later(() =>
	import('./IncrementDialog').then((m) => m.IncrementDialog),
)
export const RehearseDialog = later(() =>
	import('../rehearsal/RehearseDialog').then((m) => m.RehearseDialog),
)
