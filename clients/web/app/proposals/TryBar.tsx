// Says that the list below is a draft that nobody else sees, and has the ways on: take back, send, stop.
import { useEffect, useRef, useState } from 'react'
import { useStepKeys } from '../backlog/stepKeys'
import { Confirm } from '../parts/Confirm'
import { Icon } from '../parts/Icon'
import { words } from '../words/words'
import type { Trying } from './useOrderDraft'

export interface TryBarProps {
	readonly trying: Trying
	readonly onSend: () => void
	readonly onSay: (said: string) => void
}

export function TryBar({ trying, onSend, onSay }: TryBarProps) {
	const [stopping, setStopping] = useState(false)
	const bar = useRef<HTMLElement>(null)
	useEffect(() => {
		bar.current?.focus()
	}, [])
	const n = trying.draft?.moves.length ?? 0
	const w = words.trying
	const takeBack = () => {
		if (n === 0) return
		trying.takeBack()
		onSay(w.tookBack)
	}
	useStepKeys((direction) => {
		if (direction === 'undo') takeBack()
	})
	const stop = () => {
		trying.stop()
		onSay(w.stopped)
	}
	return (
		<section ref={bar} className="trybar" aria-label={w.label} tabIndex={-1}>
			<p className="trybar__says">
				<Icon name="branch" />
				<span>
					<b>{w.title(n)}</b> {w.says}
				</span>
			</p>
			{stopping ? (
				<Confirm
					says={w.stopFollows(n)}
					action={w.stop}
					onConfirm={stop}
					onCancel={() => {
						setStopping(false)
					}}
				/>
			) : (
				<TryButtons
					moves={n}
					onTakeBack={takeBack}
					onSend={onSend}
					onStop={() => {
						if (n === 0) stop()
						else setStopping(true)
					}}
				/>
			)}
		</section>
	)
}

interface TryButtonsProps {
	readonly moves: number
	readonly onTakeBack: () => void
	readonly onSend: () => void
	readonly onStop: () => void
}

function TryButtons({ moves, onTakeBack, onSend, onStop }: TryButtonsProps) {
	const none = moves === 0
	const w = words.trying
	return (
		<div className="buttons">
			<button
				className="btn btn--quiet btn--icon"
				aria-label={w.takeBack}
				title={`${w.takeBack} (Ctrl+Z)`}
				aria-keyshortcuts="Control+Z"
				aria-disabled={none}
				onClick={onTakeBack}
			>
				<Icon name="undo" />
			</button>
			<button
				className="btn btn--main"
				aria-disabled={none}
				title={none ? w.sendNothing : undefined}
				onClick={() => {
					if (!none) onSend()
				}}
			>
				{w.send}
			</button>
			<button className="btn" onClick={onStop}>
				{w.stop}
			</button>
		</div>
	)
}
