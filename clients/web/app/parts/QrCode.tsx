// A QR code, dark on light in both themes: readers expect it so.
import { useEffect, useState } from 'react'
import type { QrPath } from './qrPath'

export interface QrCodeProps {
	readonly text: string
	readonly label: string
}

export function QrCode({ text, label }: QrCodeProps) {
	const [drawn, setDrawn] = useState<QrPath | null>(null)
	useEffect(() => {
		let gone = false
		import('./qrPath').then(
			({ qrPath }) => {
				if (!gone) setDrawn(qrPath(text))
			},
			// Without it the address beside it still works.
			() => undefined,
		)
		return () => {
			gone = true
		}
	}, [text])

	const size = drawn?.size ?? 1
	return (
		<svg
			className="qr"
			viewBox={`0 0 ${size} ${size}`}
			shapeRendering="crispEdges"
			role="img"
			aria-label={label}
		>
			{drawn !== null && <path d={drawn.path} />}
		</svg>
	)
}
