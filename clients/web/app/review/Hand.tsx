// A hand that holds up so many fingers; the number is always written beside it.
const UP = ['M10.5 17V6', 'M15.5 17V3.5', 'M20.5 17V4.5', 'M25.5 17V7.5', 'M11 23L4.5 16.5']
const DOWN = ['M10.5 16.5V15', 'M15.5 16.5V15', 'M20.5 16.5V15', 'M25.5 16.5V15']

export function Hand({ fingers }: { readonly fingers: number }) {
	const drawn = [...UP.slice(0, fingers), ...DOWN.slice(fingers)]
	return (
		<svg className="vote__hand" viewBox="0 0 32 30" aria-hidden="true">
			<rect x="8.5" y="15" width="19" height="13" rx="5" />
			{drawn.map((d) => (
				<path key={d} d={d} />
			))}
		</svg>
	)
}
