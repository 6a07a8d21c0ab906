// Opened without a link, or with one that names nothing.
import { Icon } from '../parts/Icon'
import { words } from '../words/words'

export function NowhereScreen() {
	const w = words.nowhere
	return (
		<main className="alone">
			<p className="brand">
				<Icon name="mark" size="l" />
				<b>{words.program}</b>
			</p>
			<h1 className="alone__title">{w.title}</h1>
			<p className="alone__text">{w.text}</p>
		</main>
	)
}
