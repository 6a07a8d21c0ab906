// The ways in: a link for somebody, a code for the room, and what is out there already.
import { Dialog } from '../parts/Dialog'
import { Said } from '../people/Said'
import { useAct } from '../people/useAct'
import { words } from '../words/words'
import { JoinCodePart } from './JoinCodePart'
import { LinksInUse } from './LinksInUse'
import { MakeLink } from './MakeLink'

export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
	const act = useAct()
	return (
		<Dialog title={words.invite.title} onClose={onClose}>
			<MakeLink />
			<JoinCodePart act={act} />
			<LinksInUse act={act} />
			<Said act={act} />
		</Dialog>
	)
}
