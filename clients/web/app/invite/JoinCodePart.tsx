// The join code: for a slide, to be typed or scanned by whoever is in the room.
import { useLayoutEffect, useRef, useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { drawJoinCode, shownJoinCode } from '../../sdk/joinCode'
import { setJoinCode } from '../../sdk/peopleDrafts'
import { joinLink } from '../address'
import { useCurrentReview } from '../meeting/currentReview'
import { useSeat } from '../meeting/seat'
import { Confirm } from '../parts/Confirm'
import { QrCode } from '../parts/QrCode'
import type { Act } from '../people/useAct'
import { useSignal } from '../watch'
import { words } from '../words/words'

export function JoinCodePart({ act }: { readonly act: Act }) {
	const { client } = useSeat()
	const { joinCode } = useSignal(client.views.lobby)
	const review = useCurrentReview()
	const w = words.invite.code
	const open = review?.state === ReviewState.OPEN

	return (
		<section className="peoplepart" aria-label={w.title}>
			<div className="sec">
				<h3>{w.title}</h3>
			</div>
			<p className="quiet">
				{w.says} {!open && w.notOpen}
			</p>
			{joinCode === '' ? (
				<div className="buttons">
					<button
						className="btn"
						onClick={() => {
							act.run(setJoinCode(drawJoinCode((bytes) => crypto.getRandomValues(bytes))), w.made)
						}}
					>
						{w.make}
					</button>
				</div>
			) : (
				<CodeThere code={joinCode} act={act} />
			)}
		</section>
	)
}

// The code, and what can be done with it. What was being done ends with the code.
function CodeThere({ code, act }: { readonly code: string; readonly act: Act }) {
	const { product } = useSeat()
	const [asked, setAsked] = useState(false)
	const [large, setLarge] = useState(false)
	return (
		<>
			<CodeToType code={code} product={product} />
			<CodeOffers
				asked={asked}
				onAsk={setAsked}
				onLarge={() => {
					setLarge(true)
				}}
				onWithdraw={() => {
					act.run(setJoinCode(''), words.invite.code.withdrawn)
				}}
			/>
			{large && (
				<Slide
					code={code}
					product={product}
					onClose={() => {
						setLarge(false)
					}}
				/>
			)}
		</>
	)
}

interface CodeOffersProps {
	// Whether to withdraw it.
	readonly asked: boolean
	readonly onAsk: (asked: boolean) => void
	readonly onLarge: () => void
	readonly onWithdraw: () => void
}

function CodeOffers({ asked, onAsk, onLarge, onWithdraw }: CodeOffersProps) {
	const w = words.invite.code
	if (asked) {
		return (
			<Confirm
				says={w.withdrawFollows}
				action={w.withdraw}
				onConfirm={() => {
					onAsk(false)
					onWithdraw()
				}}
				onCancel={() => {
					onAsk(false)
				}}
			/>
		)
	}
	return (
		<div className="buttons">
			<button className="btn" onClick={onLarge}>
				{w.showLarge}
			</button>
			<button
				className="btn btn--quiet"
				onClick={() => {
					onAsk(true)
				}}
			>
				{w.withdraw}
			</button>
		</div>
	)
}

interface CodeProps {
	readonly code: string
	readonly product: string
}

function CodeToType({ code, product }: CodeProps) {
	const w = words.invite.code
	return (
		<div className="joincode">
			<QrCode text={joinLink(product, code)} label={w.qr} />
			<div>
				<p className="label">{w.address}</p>
				<p className="joincode__where">{joinLink(product, '').replace(/^https?:\/\//, '')}</p>
				<p className="label">{w.code}</p>
				<p className="joincode__code">
					<span aria-hidden="true">{shownJoinCode(code)}</span>
					<span className="sr">{Array.from(code).join(' ')}</span>
				</p>
			</div>
		</div>
	)
}

// Over the whole screen, large enough for the last row. Closes with Escape, too.
function Slide({ code, product, onClose }: CodeProps & { readonly onClose: () => void }) {
	const dialog = useRef<HTMLDialogElement>(null)
	const w = words.invite.code
	// Closed while it is still in the page: only then does the browser give the focus back.
	useLayoutEffect(() => {
		const shown = dialog.current
		shown?.showModal()
		return () => {
			shown?.close()
		}
	}, [])
	return (
		<dialog
			ref={dialog}
			className="slide"
			aria-label={w.slide}
			onCancel={(event) => {
				event.preventDefault()
				event.stopPropagation()
				onClose()
			}}
		>
			<h2 className="slide__title">{w.slide}</h2>
			<CodeToType code={code} product={product} />
			<p className="slide__says">{w.slideSays}</p>
			<button className="btn" onClick={onClose}>
				{words.close}
			</button>
		</dialog>
	)
}
