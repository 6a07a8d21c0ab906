import type { Client } from '../../sdk/client'
import type { Notice } from '../../sdk/notice'
import { latest, type PendingOperation } from '../../sdk/pending'

/**
 * The notices of an operation whose form tells what came of it: taken away, so that it is told there and
 * nowhere else.
 */
export function tellHere(client: Client, pending: PendingOperation): readonly Notice[] {
	const mine = latest(pending)
	const taken = client.views.notices.get().filter((notice) => notice.mine === mine)
	for (const notice of taken) client.answerNotice(notice.id)
	return taken
}
