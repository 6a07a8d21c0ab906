// The ballot of somebody in the room: whose it is, and what they vote.
import { useId, useRef, useState } from 'react'
import { PollKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll, Selection } from '../../sdk/model'
import type { Draft } from '../../sdk/outbox'
import { enterBallot } from '../../sdk/pollDrafts'
import { isBallot, saysSeveral } from '../../sdk/pollKind'
import { Choice } from '../parts/Choice'
import { TextField } from '../parts/TextField'
import { NAME_BYTES_MAX, oneLine, titleProblem } from '../parts/textCheck'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useFocusBack } from '../parts/useFocusBack'
import { laterWords } from '../words/pollLater'
import { choiceInFull } from './choices'
import { DotRows, dotsLeft } from './DotsVote'
import { MultiRows } from './MultiVote'
import { RankRows } from './RankingVote'
import type { OfPoll } from './shownPoll'
import type { OwnSelection } from './useBallot'

export interface EnterBallotFormProps extends OfPoll {
	// Empty: of somebody new.
	readonly name: string
	// What their ballot says now, where that is known.
	readonly choices: Selection | undefined
	// Whose ballots are there.
	readonly taken: readonly string[]
	readonly onEnter: (draft: Draft, name: string) => void
	readonly onDone: () => void
}

export function EnterBallotForm(props: EnterBallotFormProps) {
	const { shown, taken, onEnter, onDone } = props
	const { poll } = shown
	const form = useRef<HTMLFormElement>(null)
	useFocusBack(form)
	const [typed, setTyped] = useState(props.name)
	const [says, setSays] = useState<Selection>(props.choices ?? noneOf(poll))
	const w = laterWords.room
	const name = oneLine(typed)
	const problem = titleProblem(name, NAME_BYTES_MAX)
	const fits = isBallot(poll, says)
	const replaces = taken.includes(name)
	const { asked, submit } = useCheckedSubmit(problem === null && fits, () => {
		onEnter(enterBallot(poll.key, poll.kind, name, says), name)
	})
	return (
		<form
			ref={form}
			className="confirm room__form"
			aria-label={w.form}
			noValidate
			onSubmit={submit}
			onKeyDown={(event) => {
				if (event.key === 'Escape') onDone()
			}}
		>
			<p>{w.says}</p>
			<TextField
				label={w.name}
				emptySays={w.nameNeeded}
				value={typed}
				problem={asked ? problem : null}
				autoFocus
				{...(replaces ? { hint: w.replaces(name) } : {})}
				onChange={setTyped}
			/>
			<Vote shown={shown} says={says} onSays={setSays} />
			{asked && !fits && (
				<p className="problem" role="alert">
					{w.voteNeeded}
				</p>
			)}
			<div className="buttons">
				<button className="btn btn--main" type="submit">
					{replaces ? w.replace : w.enter}
				</button>
				<button className="btn" type="button" onClick={onDone}>
					{w.done}
				</button>
			</div>
		</form>
	)
}

interface VoteProps extends OfPoll {
	readonly says: Selection
	readonly onSays: (change: (before: Selection) => Selection) => void
}

function Vote({ shown: { poll, choices }, says, onSays }: VoteProps) {
	const id = useId()
	const ballot: OwnSelection = { choices: says, change: onSays }
	const rows = { choices, ballot, own: { choices: says, pending: false }, off: false }
	const w = laterWords.room
	if (!saysSeveral(poll.kind)) {
		return (
			<div className="field">
				<span className="field__l" aria-hidden="true">
					{w.vote}
				</span>
				<Choice
					label={w.vote}
					className="kinds"
					optionClass={() => 'kind'}
					options={choices.map(({ selection }) => selection)}
					chosen={says[0]}
					onChoose={(chosen) => {
						onSays(() => [chosen])
					}}
					render={(one) => {
						const choice = choices.find(({ selection }) => selection === one)
						return choice === undefined ? one : choiceInFull(choice)
					}}
				/>
			</div>
		)
	}
	return (
		<div className="field" role="group" aria-labelledby={id}>
			<span className="field__l" id={id}>
				{w.vote}
				{poll.kind === PollKind.DOTS && (
					<span className="meta">
						{' '}
						{laterWords.dotVote.left(dotsLeft(poll, ballot), poll.dots)}
					</span>
				)}
			</span>
			{poll.kind === PollKind.DOTS ? (
				<DotRows {...rows} poll={poll} />
			) : poll.kind === PollKind.RANKING ? (
				<RankRows {...rows} head={<p className="label">{laterWords.rank.yours}</p>} />
			) : (
				<MultiRows {...rows} />
			)}
		</div>
	)
}

// A ballot that says nothing yet: of dots, that none are given.
function noneOf({ kind, options }: Poll): Selection {
	return kind === PollKind.DOTS ? options.map(() => 0) : []
}
