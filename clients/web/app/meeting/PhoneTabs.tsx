// On a phone, where the meeting's parts do not fit beside each other.
import { Icon, type IconName } from '../parts/Icon'
import type { View } from '../view'
import { words } from '../words/words'

const TABS: readonly (readonly [View, IconName])[] = [
	['now', 'vote'],
	['feedback', 'chat'],
	['backlog', 'list'],
	['increments', 'log'],
	['product', 'flag'],
]

export function PhoneTabs({ view }: { readonly view: View }) {
	const shown = view === 'entry' || view === 'whole' ? 'now' : view
	return (
		<nav className="tabs" aria-label={words.views.label}>
			{TABS.map(([to, icon]) => (
				<a key={to} href={`#${to}`} aria-current={to === shown ? 'page' : undefined}>
					<Icon name={icon} size="l" />
					{words.views[to]}
				</a>
			))}
		</nav>
	)
}
