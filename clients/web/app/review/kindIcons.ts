import { FeedbackKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { IconName } from '../parts/Icon'

export const KIND_ICONS: Record<FeedbackKind, IconName> = {
	[FeedbackKind.UNSPECIFIED]: 'chat',
	[FeedbackKind.PRAISE]: 'heart',
	[FeedbackKind.CONCERN]: 'alert',
	[FeedbackKind.QUESTION]: 'ask',
	[FeedbackKind.IDEA]: 'idea',
	[FeedbackKind.RISK]: 'flag',
	[FeedbackKind.ENVIRONMENT]: 'globe',
}
