// English: what the page says from its beginning of goals, releases and reviews before.
import { ReleaseState } from '../../sdk/gen/reviewd/v1/meeting_pb'

export const productWords = {
	product: {
		goal: 'Product Goal',
		noGoal: 'None is set',
		look: 'Goals and action items',
		edit: 'Edit',
		editOf: (title: string) => `Edit “${title}”`,
		sprint: (n: number) => `Sprint ${n}`,
		from: (review: string) => `From ${review}`,
		releases: {
			[ReleaseState.UNSPECIFIED]: 'Not released',
			[ReleaseState.NOT_RELEASED]: 'Not released',
			[ReleaseState.RELEASED]: 'Released',
			[ReleaseState.WITHDRAWN]: 'Withdrawn',
		},
	},
}
