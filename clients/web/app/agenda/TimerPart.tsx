// How much time is left for what the meeting is at: the same for everybody, by the server's clock, which
// also says when it is over. Those who lead start, pause, extend and stop it.
import { useEffect, useState } from 'react'
import { ReviewState, TimerChange, TimerState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { setTimer } from '../../sdk/flowDrafts'
import type { Review, Timer } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Icon, type IconName } from '../parts/Icon'
import { later } from '../parts/later'
import { countdown } from '../parts/times'
import { words } from '../words/words'
import type { Course } from './course'
import { entryName, minutesOf } from './entryName'
import { momentToSay, secondsLeft } from './timerLeft'

const TimerDialog = later(() => import('./TimerDialog').then((m) => m.TimerDialog))

const LOOK_EVERY_MS = 250
const EXTEND_BY_MS = 120_000

export interface TimerPartProps {
	readonly review: Review
	readonly course: Course
}

export function TimerPart({ review, course }: TimerPartProps) {
	const { leads } = usePowers()
	const { timer } = review
	const controls = leads && review.state === ReviewState.OPEN
	if (timer.state === TimerState.UNSPECIFIED && !controls) return null
	return (
		<div className="timer" role="group" aria-label={words.timer.label}>
			{timer.state !== TimerState.UNSPECIFIED && <Shown timer={timer} course={course} />}
			{controls && <Controls review={review} />}
		</div>
	)
}

function Shown({ timer, course }: { readonly timer: Timer; readonly course: Course }) {
	const left = useSecondsLeft(timer)
	const w = words.timer
	const up = timer.state === TimerState.EXPIRED || left === 0
	const said = momentToSay(timer.totalMs, left)
	return (
		<>
			<p className="timer__of">
				{timer.state === TimerState.PAUSED ? (
					<b>{w.paused}</b>
				) : (
					<b className="timer__name">
						{course.current === null ? w.label : entryName(course.current)}
					</b>
				)}
				<span>{w.of(minutesOf(timer.totalMs))}</span>
			</p>
			{up ? (
				<p className="timer__left timer__left--up" role="timer">
					{w.timeIsUp}
				</p>
			) : (
				<p className="timer__left" role="timer" aria-label={w.left(countdown(left))}>
					{countdown(left)}
				</p>
			)}
			<span className="sr" role="status">
				{up
					? w.isUp
					: timer.state === TimerState.PAUSED
						? w.isPaused
						: said !== undefined && (said < 60 ? w.secondsLeft(said) : w.minutesLeft(said / 60))}
			</span>
		</>
	)
}

function useSecondsLeft(timer: Timer): number {
	const client = useClient()
	const [, look] = useState(0)
	const left = secondsLeft(timer, client.now())
	const running = timer.state === TimerState.RUNNING && left > 0
	useEffect(() => {
		if (!running) return
		// Most looks change nothing, and then nothing is drawn; the second turns when it turns.
		const clock = setInterval(() => {
			look(secondsLeft(timer, client.now()))
		}, LOOK_EVERY_MS)
		return () => {
			clearInterval(clock)
		}
	}, [client, running, timer])
	return left
}

interface ControlsProps {
	readonly review: Review
}

function Controls({ review }: ControlsProps) {
	return (
		<span className="timer__do">
			<Changes review={review} />
			<Start review={review} />
		</span>
	)
}

// Of the timer that there is.
function Changes({ review }: ControlsProps) {
	const client = useClient()
	const { state } = review.timer
	const w = words.timer
	const goes = state === TimerState.RUNNING
	const stands = state === TimerState.PAUSED
	const change = (to: TimerChange, ms = 0) => {
		client.submit(setTimer(review, to, ms))
	}
	return (
		<>
			{goes && (
				<Do
					icon="pause"
					name={w.pause}
					onDo={() => {
						change(TimerChange.PAUSE)
					}}
				/>
			)}
			{stands && (
				<Do
					icon="right"
					name={w.resume}
					onDo={() => {
						change(TimerChange.RESUME)
					}}
				/>
			)}
			{(goes || stands) && (
				<button
					className="btn"
					aria-label={w.extendName}
					onClick={() => {
						change(TimerChange.EXTEND, EXTEND_BY_MS)
					}}
				>
					{w.extend}
				</button>
			)}
			{state !== TimerState.UNSPECIFIED && (
				<Do
					icon="x"
					name={w.stop}
					onDo={() => {
						change(TimerChange.STOP)
					}}
				/>
			)}
		</>
	)
}

// The dialog stays open when somebody else starts a timer meanwhile.
function Start({ review }: ControlsProps) {
	const [starting, setStarting] = useState(false)
	const { state } = review.timer
	const w = words.timer
	return (
		<>
			{state !== TimerState.RUNNING && state !== TimerState.PAUSED && (
				<button
					className="btn"
					onClick={() => {
						setStarting(true)
					}}
				>
					<Icon name="clock" size="s" />
					{state === TimerState.EXPIRED ? w.again : w.start}
				</button>
			)}
			{starting && (
				<TimerDialog
					review={review}
					onClose={() => {
						setStarting(false)
					}}
				/>
			)}
		</>
	)
}

interface DoProps {
	readonly icon: IconName
	readonly name: string
	readonly onDo: () => void
}

function Do({ icon, name, onDo }: DoProps) {
	return (
		<button className="btn btn--icon" aria-label={name} title={name} onClick={onDo}>
			<Icon name={icon} />
		</button>
	)
}
