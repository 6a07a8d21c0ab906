// What happened to this person's changes: who, when, and the way back. Stays until answered; more
// than two collapse into one line.
import { useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Item, Review } from '../../sdk/model'
import type { Notice } from '../../sdk/notice'
import { shortName } from '../backlog/itemName'
import { showItem } from '../backlog/lookedAt'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { useCurrentReview } from '../meeting/currentReview'
import { applyAgain } from './applyAgain'
import { NewerPage } from './NewerPage'
import { ProposalNews } from './ProposalNews'
import { PutRight } from './PutRight'
import { hasForm } from './formAgain'
import { tellNotice } from './tellNotice'
import { wroteIn } from './wrote'

const SHOWN_MAX = 2

export function Notices() {
	const client = useClient()
	const notices = useSignal(client.views.notices)
	const [open, setOpen] = useState(false)
	// Whatever becomes of the notices, its form stays.
	const [putting, setPutting] = useState<Notice | null>(null)
	const collapsed = notices.length > SHOWN_MAX && !open
	const dismissAll = () => {
		for (const notice of notices) client.answerNotice(notice.id)
		setOpen(false)
	}

	return (
		<div role="log" className="notices__log">
			<NewerPage />
			<ProposalNews />
			{collapsed ? (
				<div className="notice">
					<Icon name="alert" />
					<p className="notice__text">
						<b>{words.notice.several(notices.length)}</b>
					</p>
					<div className="notice__do">
						<button
							className="btn btn--s"
							onClick={() => {
								setOpen(true)
							}}
						>
							{words.notice.show}
						</button>
						<button className="btn btn--quiet btn--s" onClick={dismissAll}>
							{words.notice.keepAll}
						</button>
					</div>
				</div>
			) : (
				notices.map((notice) => (
					<OneNotice
						key={notice.id}
						notice={notice}
						onPutRight={() => {
							setPutting(notice)
						}}
					/>
				))
			)}
			{putting !== null && (
				<PutRight
					key={putting.id}
					notice={putting}
					onClose={() => {
						setPutting(null)
					}}
				/>
			)}
		</div>
	)
}

interface OneNoticeProps {
	readonly notice: Notice
	readonly onPutRight: () => void
}

function OneNotice({ notice, onPutRight }: OneNoticeProps) {
	const client = useClient()
	const told = tellNotice(client, notice)
	const again = applyAgain(client, notice)
	const wrote = wroteIn(notice, again !== null)
	const review = useCurrentReview()
	return (
		<div className={told.calm === true ? 'notice notice--calm' : 'notice'}>
			<Icon name={told.calm === true ? 'users' : 'alert'} />
			<div className="notice__text">
				<p>
					<b>{told.what}</b> {told.more}
				</p>
				{wrote !== '' && <blockquote className="notice__wrote">{wrote}</blockquote>}
			</div>
			<div className="notice__do">
				{mayPutRight(notice, review) && (
					<button className="btn btn--s" onClick={onPutRight}>
						{words.plan.putRight}
					</button>
				)}
				{wrote !== '' && <CopyText text={wrote} />}
				{told.into !== undefined && <ShowInto item={told.into} />}
				{again !== null && (
					<button
						className="btn btn--s"
						onClick={() => {
							client.answerNotice(notice.id)
							again.apply()
						}}
					>
						{again.anyway ? words.notice.applyAnyway : words.notice.applyAgain}
					</button>
				)}
				<button
					className="btn btn--quiet btn--s"
					onClick={() => {
						client.answerNotice(notice.id)
					}}
				>
					{notice.kind === 'superseded' && told.calm !== true
						? words.notice.keep
						: words.notice.dismiss}
				</button>
			</div>
		</div>
	)
}

// An increment needs a review that it can be added to.
function mayPutRight({ kind, mine }: Notice, review: Review | undefined): boolean {
	const { body } = mine.operation
	if (kind !== 'rejected' || !hasForm(body.case)) return false
	const canAdd = review !== undefined && review.state !== ReviewState.CLOSED
	return canAdd || body.case !== 'addIncrement'
}

function CopyText({ text }: { readonly text: string }) {
	const [copied, setCopied] = useState(false)
	return (
		<button
			className="btn btn--s"
			onClick={() => {
				navigator.clipboard.writeText(text).then(
					() => {
						setCopied(true)
					},
					// It stands there to be copied by hand.
					() => undefined,
				)
			}}
		>
			{copied ? words.notice.copied : words.notice.copy}
		</button>
	)
}

// The item that the one it was about has become another name of.
function ShowInto({ item }: { readonly item: Item }) {
	return (
		<button
			className="btn btn--s"
			onClick={() => {
				showItem(item.key)
			}}
		>
			{words.merge.show(shortName(item))}
		</button>
	)
}
