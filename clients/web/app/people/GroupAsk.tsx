// Asks a stakeholder who is in no group which one is theirs: once in a meeting, and quietly.
import { useRef, useState } from 'react'
import { chooseGroup } from '../../sdk/peopleDrafts'
import { useFocusFromLine } from '../agenda/lineFocus'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { groupWords } from '../words/groups'
import { OwnGroupChoice } from './OwnGroupChoice'
import { Said } from './Said'
import { useAct } from './useAct'

export function GroupAsk({ onNotNow }: { readonly onNotNow: () => void }) {
	const groups = useSignal(useClient().views.groups)
	const act = useAct()
	const [open, setOpen] = useState(false)
	const line = useRef<HTMLDivElement>(null)
	useFocusFromLine(line)
	const w = groupWords
	const close = () => {
		setOpen(false)
	}
	return (
		<div ref={line} className="notice notice--calm top__line">
			<Icon name="users" />
			<p className="notice__text">
				<b>{w.ask}</b> {w.askSays}
			</p>
			<div className="notice__do">
				<button
					className="btn btn--s"
					aria-haspopup="dialog"
					onClick={() => {
						setOpen(true)
					}}
				>
					{w.choose}
				</button>
				<button className="btn btn--s btn--quiet" onClick={onNotNow}>
					{w.notNow}
				</button>
			</div>
			{open && (
				<Dialog title={w.choose} onClose={close}>
					<p className="quiet">{w.yoursSays}</p>
					<OwnGroupChoice
						groups={groups}
						onChoose={({ key, name }) => {
							// The line goes with it: whoever is in a group is not asked any more.
							act.run(chooseGroup(key), w.youAreIn(name))
						}}
					/>
					<Said act={act} />
				</Dialog>
			)}
		</div>
	)
}
