// What a dialog above the backlog has done, once it is closed: said aloud, and there until answered.
import { Icon } from '../parts/Icon'
import { words } from '../words/words'

export interface DoneNoticeProps {
	// Empty: nothing.
	readonly says: string
	readonly onAnswered: () => void
}

export function DoneNotice({ says, onAnswered }: DoneNoticeProps) {
	return (
		<div role="status">
			{says !== '' && (
				<div className="notice notice--calm">
					<Icon name="check" />
					<p className="notice__text">{says}</p>
					<div className="notice__do">
						<button className="btn btn--quiet btn--s" onClick={onAnswered}>
							{words.notice.dismiss}
						</button>
					</div>
				</div>
			)}
		</div>
	)
}
