// Parts of a screen that come after the page: fetched soon after it, so that they are there when they
// are needed, also without a connection. One that could not be fetched says so in its place.
import { useEffect, useState, type ComponentType } from 'react'
import { words } from '../words/words'

const FETCH_AFTER_MS = 3_000

/**
 * The component that `load` fetches, drawn as soon as it is here. `quietly`: until then nothing stands
 * in its place, because there is something to do and to read without it.
 */
export function laterPart<P extends object>(
	load: () => Promise<ComponentType<P>>,
	quietly = false,
): ComponentType<P> {
	let here: ComponentType<P> | null = null
	const fetched = async () => {
		here = await load()
		return here
	}
	setTimeout(() => {
		fetched().catch(() => undefined)
	}, FETCH_AFTER_MS)

	return function LaterPart(props: P) {
		const [Part, setPart] = useState<ComponentType<P> | null>(() => here)
		const [attempt, setAttempt] = useState(0)
		const [failed, setFailed] = useState(-1)
		useEffect(() => {
			if (Part !== null) return
			let gone = false
			fetched().then(
				(part) => {
					if (!gone) setPart(() => part)
				},
				() => {
					if (!gone) setFailed(attempt)
				},
			)
			return () => {
				gone = true
			}
		}, [Part, attempt])

		if (Part !== null) return <Part {...props} />
		if (failed < attempt) return quietly ? null : <p className="quiet">{words.later.loading}</p>
		return (
			<div className="laterpart" role="status">
				<p className="problem">{words.flow.later}</p>
				<button
					className="btn btn--s"
					type="button"
					onClick={() => {
						setAttempt(attempt + 1)
					}}
				>
					{words.later.again}
				</button>
			</div>
		)
	}
}
