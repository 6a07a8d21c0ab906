// Signing in on a further device: a link and QR code that work once, for ten minutes.
import { useEffect, useState } from 'react'
import { makeDeviceLink, type DeviceLink } from '../../sdk/session'
import { useSeat } from '../meeting/seat'
import { CopyLink } from '../parts/CopyLink'
import { QrCode } from '../parts/QrCode'
import { countdown } from '../parts/times'
import { words } from '../words/words'

export function DeviceLinkPart() {
	const { product, handle } = useSeat()
	const [link, setLink] = useState<DeviceLink | 'none' | 'making' | 'failed'>('none')
	const left = useTimeLeft(typeof link === 'object' ? link.expiresMs : 0)
	const w = words.me

	const make = () => {
		setLink('making')
		makeDeviceLink(product, handle).then(setLink, () => {
			setLink('failed')
		})
	}
	const shown = typeof link === 'object' && left > 0 ? link : null
	const ranOut = typeof link === 'object' && left <= 0
	return (
		<section className="peoplepart" aria-label={w.deviceTitle}>
			<div className="sec">
				<h3>{w.deviceTitle}</h3>
				{shown !== null && (
					<span className="meta" role="timer">
						{w.goodFor(countdown(Math.ceil(left / 1_000)))}
					</span>
				)}
			</div>
			{shown === null ? (
				<>
					<p className="quiet" role="status">
						{ranOut ? w.ranOut : link === 'failed' ? w.deviceFailed : w.deviceSays}
					</p>
					<div className="buttons">
						<button className="btn btn--main" aria-disabled={link === 'making'} onClick={make}>
							{w.makeDeviceLink}
						</button>
					</div>
				</>
			) : (
				<div className="qrlink">
					<QrCode text={shown.url} label={w.qr} />
					<CopyLink label={w.deviceLink} address={shown.url} says={w.deviceKeep} />
				</div>
			)}
		</section>
	)
}

// Milliseconds until then by the server's clock, counted down once a second.
function useTimeLeft(untilMs: number): number {
	const { client } = useSeat()
	const [now, setNow] = useState(() => client.now())
	useEffect(() => {
		if (untilMs === 0) return
		const look = () => {
			setNow(client.now())
		}
		look()
		const timer = setInterval(look, 1_000)
		return () => {
			clearInterval(timer)
		}
	}, [client, untilMs])
	return untilMs - now
}
