// Which actions on feedback are worth offering. Pure; the server decides.
import { FeedbackState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Powers } from '../parts/powers'

export type FateAction =
	'acknowledge' | 'park' | 'newAgain' | 'answer' | 'merge' | 'unmerge' | 'convert' | 'decline'

const NEW_STATES: readonly (readonly [FateAction, FeedbackState])[] = [
	['acknowledge', FeedbackState.ACKNOWLEDGED],
	['park', FeedbackState.PARKED],
	['newAgain', FeedbackState.NEW],
]

// After its review only one thing can be done with it: it becomes an item.
export function actionsOn(
	state: FeedbackState,
	{ triage, answer, convert }: Pick<Powers, 'triage' | 'answer' | 'convert'>,
	reviewIsOpen: boolean,
): readonly FateAction[] {
	const converts: readonly FateAction[] = convert ? ['convert'] : []
	const answers: readonly FateAction[] = answer && reviewIsOpen ? ['answer'] : []
	switch (state) {
		case FeedbackState.CONVERTED:
			return answers
		case FeedbackState.MERGED:
			return triage && reviewIsOpen ? ['unmerge'] : []
		default: {
			if (!reviewIsOpen) return converts
			const to = triage ? NEW_STATES.filter(([, one]) => one !== state).map(([name]) => name) : []
			return [
				...to,
				...answers,
				...(triage ? (['merge'] as const) : []),
				...converts,
				...(convert ? (['decline'] as const) : []),
			]
		}
	}
}
