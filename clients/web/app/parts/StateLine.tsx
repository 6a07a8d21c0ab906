// The connection, always in words. Said once per change, never as a message that goes away.
import type { Client } from '../../sdk/client'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { Icon } from './Icon'

export function StateLine({ client }: { readonly client: Client }) {
	const phase = useSignal(client.views.phase)
	const waiting = useSignal(client.views.waiting)
	const w = words.state

	switch (phase) {
		case 'live':
			return waiting === 0 ? <Line>{w.live}</Line> : <Line look="saving">{w.saving(waiting)}</Line>
		case 'waiting':
			return <Line>{w.live}</Line>
		case 'connecting':
			return <Line look="again">{w.connecting}</Line>
		case 'reconnecting':
			return <Line look="again">{w.reconnecting}</Line>
		case 'offline':
			return <Line look="off">{waiting === 0 ? w.offline : w.offlineWaiting(waiting)}</Line>
		case 'outdated':
			return <Stopped text={w.outdated} action={w.reload} />
		case 'fenced':
			return <Stopped text={w.fenced} action={w.useHere} />
		case 'ended':
			return <Stopped text={w.ended} />
	}
}

function Line(props: { readonly look?: 'saving' | 'again' | 'off'; readonly children: string }) {
	const { look, children } = props
	return (
		<p
			className={look === undefined ? 'state' : `state state--${look}`}
			role="status"
			aria-label={words.state.label}
		>
			<span className="state__dot" />
			{children}
		</p>
	)
}

function Stopped({ text, action }: { readonly text: string; readonly action?: string }) {
	return (
		<div className="state state--old">
			<Icon name="alert" />
			<span role="status" aria-label={words.state.label}>
				{text}
			</span>
			{action !== undefined && (
				<button
					className="btn btn--s"
					onClick={() => {
						window.location.reload()
					}}
				>
					{action}
				</button>
			)}
		</div>
	)
}
