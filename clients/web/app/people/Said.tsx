import type { Act } from './useAct'

export function Said({ act }: { readonly act: Act }) {
	return (
		<p className={act.refused ? 'problem' : 'quiet said'} role="status">
			{act.said}
		</p>
	)
}
