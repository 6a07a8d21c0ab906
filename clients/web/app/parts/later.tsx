// Dialogs that come after the page: fetched soon after it, so that they are there when they are asked
// for, also without a connection. One that could not be fetched says so, and is asked for again.
import { Component, lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react'
import { words } from '../words/words'
import { Dialog } from './Dialog'

const FETCH_AFTER_MS = 3_000

interface Closable {
	readonly onClose: () => void
}

export function later<P extends Closable>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
	const lazily = () => lazy(() => load().then((component) => ({ default: component })))
	setTimeout(() => {
		load().catch(() => undefined)
	}, FETCH_AFTER_MS)

	return function Later(props: P) {
		// A failure is remembered by what `lazy` made: each opening makes its own.
		const [Loaded] = useState(lazily)
		return (
			<Caught onClose={props.onClose}>
				<Suspense fallback={null}>
					<Loaded {...props} />
				</Suspense>
			</Caught>
		)
	}
}

interface CaughtProps extends Closable {
	readonly children: ReactNode
}

class Caught extends Component<CaughtProps, { readonly failed: boolean }> {
	override state = { failed: false }

	static getDerivedStateFromError() {
		return { failed: true }
	}

	override render() {
		if (!this.state.failed) return this.props.children
		return (
			<Dialog title={words.close} onClose={this.props.onClose}>
				<p className="problem">{words.flow.later}</p>
			</Dialog>
		)
	}
}
