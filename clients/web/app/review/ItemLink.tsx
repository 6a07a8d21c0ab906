// An item of the backlog by its reference, as a link that opens it there. What was merged since opens as
// what it is now.
import type { IdKey } from '../../sdk/id'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'
import { words } from '../words/words'

export interface ItemLinkProps {
	readonly item: IdKey
	// With its title: where nothing beside it says what it is.
	readonly titled?: boolean
}

export function ItemLink({ item: key, titled = false }: ItemLinkProps) {
	const client = useClient()
	useSignal(client.views.order)
	const { items, aliases } = client.replica.state
	const item = items.get(key)
	const opens = aliases.get(key)?.into ?? key
	if (item === undefined) return <>{words.feedback.fate.anItem}</>
	return (
		<a className="itemlink" href={`#backlog/${opens}`}>
			{item.ref === '' ? item.title : titled ? `${item.ref} ${item.title}` : item.ref}
		</a>
	)
}
