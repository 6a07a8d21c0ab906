// The dialog of an action item for where its part of the page is not, fetched after the page.
import { later } from '../parts/later'

export const ActionDialog = later(() => import('./ActionDialog').then((m) => m.ActionDialog))
