// Oneself: who one is here, a further device, and the ways out.
import { useState } from 'react'
import { endSession } from '../../sdk/session'
import { leaveDevice } from '../meeting/leaveDevice'
import { useClient, useSeat } from '../meeting/seat'
import { Confirm } from '../parts/Confirm'
import { Dialog } from '../parts/Dialog'
import { Icon } from '../parts/Icon'
import { roleName } from '../parts/roles'
import { forgetTyped } from '../parts/typed'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { DeviceLinkPart } from './DeviceLinkPart'

export function MeMenu() {
	const me = useSignal(useClient().views.me)
	const [open, setOpen] = useState(false)
	const role = words.roles[roleName(me.role)]
	return (
		<>
			<button
				className="btn btn--quiet btn--s top__me"
				onClick={() => {
					setOpen(true)
				}}
			>
				<Icon name="user" />
				<span className="top__name">
					<b>{me.name}</b> {role}
				</span>
				<span className="sr">{words.me.open}</span>
			</button>
			{open && (
				<Dialog
					title={me.name}
					onClose={() => {
						setOpen(false)
					}}
				>
					<p className="quiet">
						{words.join.youAre(role)} {me.muted && words.me.muted}
					</p>
					<DeviceLinkPart />
					<SignOut />
				</Dialog>
			)}
		</>
	)
}

type Asked = 'nothing' | 'here' | 'everywhere'

function SignOut() {
	const { client, product, handle } = useSeat()
	const unsent = useSignal(client.views.waiting)
	const [asked, setAsked] = useState<Asked>('nothing')
	const [failed, setFailed] = useState(false)
	const w = words.me

	// The server then closes this tab's connection, and the page says what that means.
	const signOut = (everywhere: boolean) => {
		setAsked('nothing')
		endSession(product, handle, everywhere).then(
			() => {
				forgetTyped(window.sessionStorage)
				void leaveDevice(client)
			},
			() => {
				setFailed(true)
			},
		)
	}
	const says = (text: string) => (unsent === 0 ? text : `${text} ${w.unsent(unsent)}`)
	const cancel = () => {
		setAsked('nothing')
	}
	return (
		<section className="peoplepart" aria-label={w.signOutTitle}>
			<div className="sec">
				<h3>{w.signOutTitle}</h3>
			</div>
			{asked !== 'nothing' ? (
				<Confirm
					says={says(asked === 'here' ? w.hereFollows : w.everywhereFollows)}
					action={asked === 'here' ? w.signOutHere : w.signOutEverywhere}
					onConfirm={() => {
						signOut(asked === 'everywhere')
					}}
					onCancel={cancel}
				/>
			) : (
				<div className="buttons">
					{(['here', 'everywhere'] as const).map((where) => (
						<button
							key={where}
							className="btn"
							onClick={() => {
								setFailed(false)
								setAsked(where)
							}}
						>
							{where === 'here' ? w.signOutHere : w.signOutEverywhere}
						</button>
					))}
				</div>
			)}
			{failed && (
				<p className="problem" role="alert">
					{w.signOutFailed}
				</p>
			)}
		</section>
	)
}
