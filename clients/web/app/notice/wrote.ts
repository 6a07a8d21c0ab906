// What somebody wrote that the server did not take, where no form gives it back. Pure.
import type { Notice } from '../../sdk/notice'

/** Empty: nothing of theirs is lost by it. */
export function wroteIn({ kind, mine }: Pick<Notice, 'kind' | 'mine'>): string {
	// Theirs stands where it was overwritten, and is not known to be lost where it was changed.
	if (kind !== 'rejected' && kind !== 'unsure') return ''
	const { body } = mine.operation
	switch (body.case) {
		case 'giveFeedback':
		case 'editItem':
			return body.value.text
		case 'addItems': {
			const [item] = body.value.items
			return item === undefined ? '' : `${item.title}\n${item.description}`.trim()
		}
		default:
			return ''
	}
}
