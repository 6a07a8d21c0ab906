// An address to hand on: selected and copied with one button.
import { useId, useRef, useState } from 'react'
import { words } from '../words/words'
import { Icon } from './Icon'

export interface CopyLinkProps {
	readonly label: string
	readonly address: string
	readonly says: string
}

export function CopyLink({ label, address, says }: CopyLinkProps) {
	const [copied, setCopied] = useState(false)
	const field = useRef<HTMLInputElement>(null)
	const id = useId()
	const copy = async () => {
		field.current?.select()
		await navigator.clipboard.writeText(address)
		setCopied(true)
	}
	return (
		<div className="field">
			<label htmlFor={id}>{label}</label>
			<div className="copy">
				<input id={id} ref={field} className="input" readOnly value={address} />
				<button
					type="button"
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
			<small>{says}</small>
		</div>
	)
}
