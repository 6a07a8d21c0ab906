// The whole agenda in a dialog, for where there is no room for it in the header.
import { useSignal } from '../watch'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { words } from '../words/words'
import { Steps, type AgendaBarProps } from './AgendaBar'

export interface AgendaListProps extends AgendaBarProps {
	readonly onClose: () => void
}

export function AgendaList({ onClose, ...props }: AgendaListProps) {
	const { views } = useClient()
	const facilitator = useSignal(views.facilitator)
	const leader = useSignal(views.people).find((one) => one.participant === facilitator)
	return (
		<Dialog title={words.agenda.label} onClose={onClose}>
			{/* A step is a link; wherever it leads, the dialog has done its work. */}
			<div className="agendalist" onClick={onClose}>
				<Steps {...props} />
			</div>
			<p className="quiet">
				{leader === undefined ? words.flow.nobodyFacilitates : words.flow.facilitates(leader.name)}
			</p>
		</Dialog>
	)
}
