// What somebody wrote that the server did not take, where no form gives it back. Pure.
import type { Operation } from '../../sdk/gen/reviewd/v1/operation_pb'
import { hasForm } from './formAgain'
import type { Notice } from '../../sdk/notice'

/**
 * Its texts, one a line; empty where nothing is lost: nothing was written, it counts, or there is another
 * way back. `again`: it can be applied again as it is.
 */
export function wroteIn({ kind, mine }: Pick<Notice, 'kind' | 'mine'>, again: boolean): string {
	const { operation } = mine
	if (kind === 'modified' || again) return ''
	if (kind === 'rejected' && hasForm(operation.body.case)) return ''
	return [...textsOf(operation), operation.reason].filter((text) => text !== '').join('\n')
}

function textsOf({ body }: Pick<Operation, 'body'>): readonly string[] {
	switch (body.case) {
		case 'giveFeedback':
		case 'answerFeedback':
		case 'editItem':
		case 'addAction':
		case 'setVision':
			return [body.value.text]
		case 'addItems':
			// Items that were imported are still in their file.
			return body.value.items.slice(0, 1).flatMap(itemTexts)
		case 'splitItem':
			return itemTexts(body.value.second)
		case 'convertFeedback':
			return itemTexts(body.value.item)
		case 'openPoll':
			return [body.value.question, ...body.value.options.map(({ text }) => text)]
		case 'setDefinitionOfDone':
			return body.value.checks
		case 'proposeOrder':
			return [body.value.comment]
		case 'enterBallot':
			return [body.value.name]
		case 'planReview':
			return [body.value.title, body.value.sprintGoal]
		case 'addIncrement':
			return [body.value.title, body.value.summary, ...body.value.criteria]
		default:
			return []
	}
}

interface ItemTexts {
	readonly title: string
	readonly description: string
}

function itemTexts(item: ItemTexts | undefined): readonly string[] {
	return item === undefined ? [] : [item.title, item.description]
}
