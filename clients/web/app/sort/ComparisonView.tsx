// The proposed order with today's beside it, joined by lines: which rows go where. Today's column and
// the lines repeat what each row says in words, so they are for the eye alone and give way on a phone.
import { words } from '../words/words'
import type { Comparison, Line } from './comparison'

// From so many places on a line is heavy.
const FAR_PLACES = 3

// Lines of more rows than that say nothing any more.
const JOINED_MAX = 12

export function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
	const { today, proposed, moved } = comparison
	const w = words.compare
	const joined = moved <= JOINED_MAX
	return (
		<div className={joined ? 'compare' : 'compare compare--one'}>
			{joined && (
				<>
					<div className="compare__today" aria-hidden="true">
						<p className="label">{w.today}</p>
						<ul>
							{today.map((line) => (
								<LineView key={keyOf(line)} line={line} says={false} />
							))}
						</ul>
					</div>
					<Joins today={today} proposed={proposed} />
				</>
			)}
			<div>
				<p className="label">{w.proposed}</p>
				<ol aria-label={w.proposed}>
					{proposed.map((line) => (
						<LineView key={keyOf(line)} line={line} says />
					))}
				</ol>
			</div>
		</div>
	)
}

function LineView({ line, says }: { readonly line: Line; readonly says: boolean }) {
	if (line.kind === 'fold') {
		return <li className="cline cline--fold">{words.compare.folded(line.count)}</li>
	}
	const { item, place, other, moved } = line
	return (
		<li className={moved ? 'cline cline--moved' : 'cline'}>
			<span className="cline__n">{place}</span>
			<span className="cline__t" title={item.title}>
				{item.ref !== '' && <span className="ref">{item.ref}</span>} {item.title}
			</span>
			{says && moved && (
				<span className="chip chip--accent">{words.compare.from(other, place)}</span>
			)}
		</li>
	)
}

interface JoinsProps {
	readonly today: readonly Line[]
	readonly proposed: readonly Line[]
}

// Its height is that of the taller column; a row is one unit.
function Joins({ today, proposed }: JoinsProps) {
	const at = new Map(today.map((line, i) => [keyOf(line), i]))
	const rows = Math.max(today.length, proposed.length)
	return (
		<svg
			className="compare__joins"
			aria-hidden="true"
			viewBox={`0 0 10 ${String(rows)}`}
			preserveAspectRatio="none"
			style={{ blockSize: `calc(${String(rows)} * var(--cline))` }}
		>
			{proposed.map((line, i) => {
				const from = at.get(keyOf(line))
				if (line.kind === 'fold' || from === undefined) return null
				const far = line.moved && Math.abs(line.other - line.place) >= FAR_PLACES
				const [y, z] = [from + 0.5, i + 0.5].map(String)
				return (
					<path
						key={keyOf(line)}
						className={far ? 'join join--far' : 'join'}
						d={`M0 ${y ?? ''} C5 ${y ?? ''} 5 ${z ?? ''} 10 ${z ?? ''}`}
						vectorEffect="non-scaling-stroke"
					/>
				)
			})}
		</svg>
	)
}

function keyOf(line: Line): string {
	return line.kind === 'fold' ? `fold ${String(line.first)}` : line.item.key
}
