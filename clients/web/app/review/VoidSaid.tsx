// That a poll does not count, and why.
import type { Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'
import { laterWords } from '../words/pollLater'

export function VoidSaid({ poll }: { readonly poll: Poll }) {
	const { voidReason, voidedBy, keyLost } = poll
	const people = useSignal(useClient().views.people)
	const name = people.find(({ participant }) => participant === voidedBy)?.name ?? ''
	const w = laterWords
	return (
		<div className="voided">
			<p>
				<b>{w.voidIs}</b>
			</p>
			{keyLost && <p>{w.keyLost}</p>}
			{voidReason !== '' && !keyLost && (
				<>
					<p className="meta">{w.voidBy(name)}</p>
					<blockquote className="voided__why">{voidReason}</blockquote>
				</>
			)}
		</div>
	)
}
