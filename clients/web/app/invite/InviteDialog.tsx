// Makes an invite link. The secret is drawn here and never sent: the server gets its SHA-256.
import { useRef, useState } from 'react'
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { createInvite } from '../../sdk/drafts'
import { sha256 } from '../../sdk/sha256'
import { Choice } from '../parts/Choice'
import { Dialog } from '../parts/Dialog'
import { Icon } from '../parts/Icon'
import { roleName } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { useSeat } from '../meeting/seat'
import { words } from '../words/words'

const ROLES = [Role.STAKEHOLDER, Role.DEVELOPER, Role.SCRUM_MASTER, Role.OBSERVER]
const EXPIRES_AFTER_MS = 7 * 24 * 3_600_000
const SECRET_BYTES = 16

export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
	const { client, product } = useSeat()
	const [role, setRole] = useState<Role>(Role.STAKEHOLDER)
	const [link, setLink] = useState<'none' | 'making' | 'refused' | URL>('none')
	const w = words.invite

	const make = async () => {
		setLink('making')
		const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES))
		const secretHash = await sha256(secret)
		const personal = role === Role.DEVELOPER || role === Role.SCRUM_MASTER
		const expiresMs = Math.round(client.now() + EXPIRES_AFTER_MS)
		const plan = { role, secretHash, usesMax: personal ? 1 : 0, expiresMs }
		const accepted = await client.answered(client.submit(createInvite(plan)))
		const made = new URL(`/j/${product}#${hex(secret)}`, window.location.origin)
		setLink(accepted ? made : 'refused')
	}

	return (
		<Dialog title={w.title} onClose={onClose}>
			<Choice
				label={w.role}
				className="kinds"
				optionClass={() => 'kind'}
				options={ROLES}
				chosen={role}
				onChoose={(chosen) => {
					setRole(chosen)
					setLink('none')
				}}
				render={(one) => words.roles[roleName(one)]}
			/>
			<p className="meta">
				{role === Role.DEVELOPER || role === Role.SCRUM_MASTER ? w.once : w.many}
			</p>
			{link instanceof URL ? (
				<CopyLink link={link} />
			) : (
				<button
					className="btn btn--main"
					aria-disabled={link === 'making'}
					onClick={() => {
						if (link !== 'making') void make()
					}}
				>
					{w.make}
				</button>
			)}
			{link === 'making' && <Saving text={w.making} />}
			{link === 'refused' && (
				<p className="problem" role="alert">
					{w.refused}
				</p>
			)}
		</Dialog>
	)
}

function CopyLink({ link }: { readonly link: URL }) {
	const [copied, setCopied] = useState(false)
	const field = useRef<HTMLInputElement>(null)
	const copy = async () => {
		field.current?.select()
		await navigator.clipboard.writeText(link.href)
		setCopied(true)
	}
	return (
		<div className="field">
			<label htmlFor="invite-link">{words.invite.link}</label>
			<div className="copy">
				<input id="invite-link" ref={field} className="input" readOnly value={link.href} />
				<button
					className="btn btn--main"
					onClick={() => {
						copy().catch(() => {
							setCopied(false)
						})
					}}
				>
					<Icon name="link" size="s" />
					{copied ? words.invite.copied : words.invite.copy}
				</button>
			</div>
			<small>{words.invite.keep}</small>
		</div>
	)
}

function hex(bytes: Uint8Array): string {
	return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
