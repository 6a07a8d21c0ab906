// The dialog that was asked for above the backlog.
import { Zone } from '../../sdk/gen/reviewd/v1/backlog_pb'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import type { Trying } from '../proposals/useOrderDraft'
import { useSignal } from '../watch'
import { AddItemDialog } from './AddItemDialog'
import type { ToolDialog } from './BacklogTools'
import type { ShownPlaces } from './held'
import { LaterDialog } from './LaterDialog'
import { lookedAt } from './lookedAt'
import type { List } from './rows'

export type AskedDialog = ToolDialog | 'send'

export interface BacklogDialogsProps {
	readonly asked: AskedDialog
	readonly trying: Trying
	readonly list: List
	readonly shown: ShownPlaces
	readonly rows: readonly Item[]
	readonly selected: ReadonlySet<IdKey>
	readonly onTry: () => void
	readonly onDone: (done: string) => void
	readonly onClose: () => void
}

export function BacklogDialogs(props: BacklogDialogsProps) {
	const { asked, trying, list, onClose } = props
	const open = useSignal(lookedAt)
	if (asked === 'add') return <AddItemDialog open={open} onClose={onClose} />
	return (
		<LaterDialog onClose={onClose}>
			{({ OfflineRuleDialog, ProposalsDialog, SendProposalDialog, SortDialog }) => {
				switch (asked) {
					case 'sort':
						return (
							<SortDialog
								zone={list === 'notYetOrdered' ? Zone.NOT_YET_ORDERED : Zone.ORDERED}
								rows={props.rows}
								shown={props.shown.rows}
								selected={props.selected}
								onSorted={props.onDone}
								onClose={onClose}
							/>
						)
					case 'proposals':
						return <ProposalsDialog first={null} onTry={props.onTry} onClose={onClose} />
					case 'send':
						return <SendProposalDialog trying={trying} onSent={props.onDone} onClose={onClose} />
					case 'rule':
						return <OfflineRuleDialog onClose={onClose} />
				}
			}}
		</LaterDialog>
	)
}
