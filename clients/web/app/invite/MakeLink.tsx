// Makes an invite link. The secret is drawn here and never sent: the server gets its SHA-256.
import { useState } from 'react'
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { createInvite, type InvitePlan } from '../../sdk/drafts'
import { NO_ID } from '../../sdk/id'
import { sha256 } from '../../sdk/sha256'
import { joinLink } from '../address'
import { useSeat } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { CopyLink } from '../parts/CopyLink'
import { roleName } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { GroupChoice } from '../people/GroupChoice'
import { useSignal } from '../watch'
import { groupWords } from '../words/groups'
import { words } from '../words/words'

const ROLES = [Role.STAKEHOLDER, Role.DEVELOPER, Role.SCRUM_MASTER, Role.OBSERVER]
const EXPIRES_AFTER_MS = 7 * 24 * 3_600_000
const SECRET_BYTES = 16

type Link = 'none' | 'making' | 'refused' | { readonly address: string }

type Wanted = Pick<InvitePlan, 'role' | 'group' | 'usesMax'>

export function MakeLink() {
	const { client } = useSeat()
	const [role, setRole] = useState<Role>(Role.STAKEHOLDER)
	const groups = useSignal(client.views.groups)
	const [wanted, setWanted] = useState(NO_ID)
	// Somebody may have removed it meanwhile.
	const group = groups.some(({ key }) => key === wanted) ? wanted : NO_ID
	const w = words.invite
	const personal = role === Role.DEVELOPER || role === Role.SCRUM_MASTER
	const { link, make, forget } = useLink({ role, group, usesMax: personal ? 1 : 0 })

	return (
		<section className="peoplepart" aria-label={w.byLink}>
			<div className="sec">
				<h3>{w.byLink}</h3>
			</div>
			<Choice
				label={w.role}
				className="kinds"
				optionClass={() => 'kind'}
				options={ROLES}
				chosen={role}
				onChoose={(chosen) => {
					setRole(chosen)
					forget()
				}}
				render={(one) => words.roles[roleName(one)]}
			/>
			{groups.length > 0 && (
				<div className="field">
					<span className="field__l" aria-hidden="true">
						{groupWords.ofLink}
					</span>
					<GroupChoice
						label={groupWords.ofLink}
						groups={groups}
						chosen={group}
						onChoose={(chosen) => {
							setWanted(chosen)
							forget()
						}}
					/>
				</div>
			)}
			<p className="quiet">{personal ? w.once : w.many}</p>
			<LinkMade link={link} onMake={() => void make()} />
		</section>
	)
}

// The link as it is wanted now, or what came of trying. One that is on its way while something else is
// wanted is not taken for that: it is there again when it is wanted again.
function useLink(wanted: Wanted) {
	const { client, product } = useSeat()
	const [made, setMade] = useState<{ readonly wanted: Wanted; readonly link: Link } | null>(null)
	const making = made?.link === 'making'
	const link = made !== null && (making || isSame(made.wanted, wanted)) ? made.link : 'none'
	const make = async () => {
		setMade({ wanted, link: 'making' })
		const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES))
		const secretHash = await sha256(secret)
		const expiresMs = Math.round(client.now() + EXPIRES_AFTER_MS)
		const plan = { ...wanted, secretHash, expiresMs }
		const accepted = await client.answered(client.submit(createInvite(plan)))
		setMade({ wanted, link: accepted ? { address: joinLink(product, hex(secret)) } : 'refused' })
	}
	// What stands there is not what is wanted from now on.
	const forget = () => {
		if (!making && link !== 'none') setMade(null)
	}
	return { link, make, forget }
}

function isSame(one: Wanted, other: Wanted): boolean {
	return one.role === other.role && one.group === other.group
}

interface LinkMadeProps {
	readonly link: Link
	readonly onMake: () => void
}

// The button that makes it, until there is one.
function LinkMade({ link, onMake }: LinkMadeProps) {
	const w = words.invite
	return (
		<>
			{typeof link === 'object' ? (
				<CopyLink label={w.link} address={link.address} says={w.keep} />
			) : (
				<div className="buttons">
					<button
						className="btn btn--main"
						aria-disabled={link === 'making'}
						onClick={() => {
							if (link !== 'making') onMake()
						}}
					>
						{w.make}
					</button>
				</div>
			)}
			{link === 'making' && <Saving text={w.making} />}
			{link === 'refused' && (
				<p className="problem" role="alert">
					{w.refused}
				</p>
			)}
		</>
	)
}

function hex(bytes: Uint8Array): string {
	return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
