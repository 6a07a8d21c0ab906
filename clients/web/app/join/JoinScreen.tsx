// The way in: who is meeting, under which name, what is recorded. No account.
import { useEffect, useState } from 'react'
import { ErrorCode } from '../../sdk/gen/reviewd/v1/error_pb'
import { AWAY, readInvite, Refusal, type InviteFacts } from '../../sdk/http'
import type { Brought } from '../address'
import { Icon } from '../parts/Icon'
import { asSentence } from '../parts/textCheck'
import { RehearsalBand } from '../rehearsal/RehearsalBand'
import { noteRehearsal } from '../rehearsal/standing'
import { useRehearsal } from '../rehearsal/useRehearsal'
import { words } from '../words/words'
import { About } from './About'
import { Continue } from './Continue'
import { JoinForm } from './JoinForm'
import { liveSeats, type LiveSeat } from './seats'

const UNKNOWN_PRODUCT: number = ErrorCode.UNKNOWN_PRODUCT

export interface JoinScreenProps {
	readonly product: string
	readonly brought: Brought
}

export function JoinScreen({ product, brought }: JoinScreenProps) {
	const [seats, setSeats] = useState<readonly LiveSeat[]>([])
	const [typing, setTyping] = useState(false)
	useEffect(() => {
		void liveSeats(product).then(setSeats)
	}, [product])
	useEffect(() => {
		setTyping(false)
	}, [brought])

	const common = { product, seats }
	const typeCode = () => {
		setTyping(true)
	}
	if (typing || brought.kind === 'nothing') return <ByCode {...common} code="" />
	switch (brought.kind) {
		case 'code':
			return <ByCode key={brought.code} {...common} code={brought.code} />
		case 'broken':
			return <Refused seats={seats} {...words.join.broken} onTypeCode={typeCode} />
		case 'secret':
			return (
				<ByLink key={brought.secret} {...common} secret={brought.secret} onTypeCode={typeCode} />
			)
	}
}

interface WayProps {
	readonly product: string
	readonly seats: readonly LiveSeat[]
}

function ByCode({ product, seats, code }: WayProps & { readonly code: string }) {
	const w = words.join
	useEffect(() => {
		document.title = w.byCode.title
	}, [w])
	return (
		<main className="join">
			<section className="join__about">
				<p className="brand">
					<Icon name="mark" size="l" />
					<b>{words.program}</b>
				</p>
				<div>
					<h1 className="join__title">{w.byCode.title}</h1>
					<p className="join__when">{w.byCode.text}</p>
				</div>
			</section>
			<div className="join__form">
				<Continue seats={seats} />
				<JoinForm product={product} by={{ code }} another={seats.length > 0} />
			</div>
		</main>
	)
}

interface ByLinkProps extends WayProps {
	readonly secret: string
	readonly onTypeCode: () => void
}

function ByLink({ product, seats, secret, onTypeCode }: ByLinkProps) {
	const [invite, setInvite] = useState<InviteFacts | Refusal | null>(null)
	const [tries, setTries] = useState(0)
	const rehearsal = useRehearsal(product)
	useEffect(() => {
		readInvite(product, { secret }).then(setInvite, (error: unknown) => {
			setInvite(error instanceof Refusal ? error : new Refusal(AWAY, ''))
		})
	}, [product, secret, tries])
	useEffect(() => {
		if (invite !== null && !(invite instanceof Refusal)) {
			if (invite.rehearsal) noteRehearsal(product)
			const title = words.join.pageTitle(invite.productName)
			document.title = rehearsal === 'on' ? words.rehearsal.tab(title) : title
		}
	}, [invite, product, rehearsal])

	if (invite === null) return <p className="alone alone__text">{words.join.asking}</p>
	if (invite instanceof Refusal && invite.code === UNKNOWN_PRODUCT && rehearsal !== 'no') {
		return <Refused seats={[]} {...words.rehearsal.over} />
	}
	if (invite instanceof Refusal) {
		const { title, text } = tell(invite)
		const again = () => {
			setInvite(null)
			setTries(tries + 1)
		}
		const retry = invite.code === AWAY || invite.code >= 600
		const ways = retry ? { onRetry: again } : { onTypeCode }
		return <Refused seats={seats} title={title} text={text} {...ways} />
	}
	return (
		<>
			{rehearsal === 'on' && <RehearsalBand />}
			<main className="join">
				<About invite={invite} />
				<div className="join__form">
					<Continue seats={seats} />
					<JoinForm product={product} by={{ secret, invite }} another={seats.length > 0} />
				</div>
			</main>
		</>
	)
}

// The server's own sentence is for numbers that this page has no words for.
function tell({ code, message }: Refusal): { readonly title: string; readonly text: string } {
	const w = words.join
	if (code === AWAY) return w.away
	return w.linkRefused[code] ?? { ...w.refused, text: asSentence(message) ?? w.refused.text }
}

interface RefusedProps {
	readonly title: string
	readonly text: string
	readonly seats: readonly LiveSeat[]
	readonly onRetry?: () => void
	readonly onTypeCode?: () => void
}

function Refused({ title, text, seats, onRetry, onTypeCode }: RefusedProps) {
	const w = words.join
	useEffect(() => {
		document.title = title
	}, [title])
	return (
		<main className="alone">
			<h1 className="alone__title">{title}</h1>
			<p className="alone__text" role="status">
				{text}
			</p>
			<Continue seats={seats} />
			{onRetry !== undefined && (
				<button className="btn btn--main btn--hit" onClick={onRetry}>
					{w.tryAgain}
				</button>
			)}
			{onTypeCode !== undefined && (
				<>
					<p className="quiet">{w.orCode}</p>
					<button className="btn btn--hit" onClick={onTypeCode}>
						{w.typeCode}
					</button>
				</>
			)}
		</main>
	)
}
