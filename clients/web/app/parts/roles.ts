// Roles as the catalogue names them. HTTP says them as text, the live protocol as numbers.
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'

export type RoleName = 'productOwner' | 'scrumMaster' | 'developer' | 'stakeholder' | 'observer'

export function roleName(role: Role): RoleName {
	switch (role) {
		case Role.PRODUCT_OWNER:
			return 'productOwner'
		case Role.SCRUM_MASTER:
			return 'scrumMaster'
		case Role.DEVELOPER:
			return 'developer'
		case Role.STAKEHOLDER:
			return 'stakeholder'
		case Role.OBSERVER:
		case Role.UNSPECIFIED:
			return 'observer'
	}
}

// 'ROLE_SCRUM_MASTER', 'scrum_master' or 'product-owner'.
export function roleFromWire(text: string): RoleName {
	const plain = text
		.toUpperCase()
		.replaceAll(/[- ]/g, '_')
		.replace(/^ROLE_/, '')
	const role = (Role as unknown as Record<string, Role | undefined>)[plain]
	return roleName(role ?? Role.UNSPECIFIED)
}

export function mayFacilitate(role: Role): boolean {
	return role === Role.PRODUCT_OWNER || role === Role.SCRUM_MASTER
}

export function mayAddIncrements(role: Role): boolean {
	return mayFacilitate(role) || role === Role.DEVELOPER
}

export function mayRelease(role: Role): boolean {
	return isOwner(role) || role === Role.DEVELOPER
}

// Whether something is done is the word of those who did it.
export function mayTickDone(role: Role): boolean {
	return role === Role.DEVELOPER
}

export function mayTickCriteria(role: Role): boolean {
	return role === Role.PRODUCT_OWNER || role === Role.DEVELOPER
}

export function isOwner(role: Role): boolean {
	return role === Role.PRODUCT_OWNER
}

export function mayPropose(role: Role): boolean {
	return role !== Role.OBSERVER && role !== Role.UNSPECIFIED
}

export function maySpeak(role: Role): boolean {
	return role !== Role.OBSERVER && role !== Role.UNSPECIFIED
}
