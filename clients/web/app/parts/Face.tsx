// Somebody's initials in a circle. Decoration: the name stands beside it, or in the label around it.
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { mayFacilitate } from './roles'

export interface FaceProps {
	readonly name: string
	readonly role?: Role
}

export function Face({ name, role = Role.UNSPECIFIED }: FaceProps) {
	return (
		<span className={mayFacilitate(role) ? 'face face--lead' : 'face'} aria-hidden="true">
			{initials(name)}
		</span>
	)
}

function initials(name: string): string {
	const parts = name.split(/\s+/).filter((part) => part !== '')
	const [first = '', last = ''] = [parts[0], parts.length > 1 ? parts.at(-1) : '']
	return (firstLetter(first) || '?') + firstLetter(last)
}

function firstLetter(word: string): string {
	const letter = word.codePointAt(0)
	return letter === undefined ? '' : String.fromCodePoint(letter).toUpperCase()
}
