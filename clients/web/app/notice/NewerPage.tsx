// The server was upgraded while this page was open. It goes on as it is until somebody reloads it: what
// is being typed, and what was not sent yet, is there again afterwards.
import { newerPage } from '../meeting/shellWorker'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'

export function NewerPage() {
	const isNewer = useSignal(newerPage)
	if (!isNewer) return null
	return (
		<div className="notice notice--calm">
			<Icon name="flag" />
			<p className="notice__text">
				<b>{words.newerPage.says}</b> {words.newerPage.kept}
			</p>
			<div className="notice__do">
				<button
					className="btn btn--s"
					onClick={() => {
						window.location.reload()
					}}
				>
					{words.newerPage.reload}
				</button>
			</div>
		</div>
	)
}
