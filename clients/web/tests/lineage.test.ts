// From one review to the next: facts, increments that are edited, what is carried over, and what became
// of what people said.
import { create, toBinary } from '@bufbuild/protobuf'
import { beforeEach, describe, expect, test } from 'vitest'
import { addIncrement, assessIncrement, giveFeedback, openReview } from '../sdk/drafts'
import { convertFeedback, triageFeedback } from '../sdk/flowDrafts'
import { placeOf } from '../sdk/gap'
import type { Event } from '../sdk/gen/reviewd/v1/event_pb'
import {
	FeedbackConvertedSchema,
	ReviewClosedSchema,
	ReviewOpenedSchema,
	ReviewPlannedSchema,
} from '../sdk/gen/reviewd/v1/event_meeting_pb'
import { MineSchema } from '../sdk/gen/reviewd/v1/live_pb'
import {
	Assessment,
	FeedbackKind,
	FeedbackState,
	ReleaseState,
	ReviewState,
} from '../sdk/gen/reviewd/v1/meeting_pb'
import { RowChunkSchema } from '../sdk/gen/reviewd/v1/snapshot_pb'
import { editIncrement, editReview, setRelease } from '../sdk/goalDrafts'
import type { Said } from '../sdk/goalModel'
import { idOf, keyFor, NO_ID, type IdKey } from '../sdk/id'
import { mergeItem } from '../sdk/itemDrafts'
import type { Feedback, Review } from '../sdk/model'
import { takeMine } from '../sdk/ownViews'
import { allSaid } from '../sdk/said'
import { stateFromChunks } from '../sdk/snapshot'
import { Views } from '../sdk/views'
import { lineageOf } from '../app/goals/lineage'
import { factsFormOf, factsOf, factsProblems } from '../app/plan/factsForm'
import { meet, roomWithTwoTabs, type FakeRoom, FakeTab } from './fakeRoom'

const [FIRST, SECOND] = [keyFor(9, 1, 0), keyFor(9, 2, 0)]
const TOP = { at: 'top' } as const

describe('from one review to the next', () => {
	let room: FakeRoom
	let one: FakeTab
	let two: FakeTab
	const tell = (body: Event['body']) => {
		room.commit(new FakeTab(9).do({ body: { case: 'noop', value: {} as never } }), 9, body)
		meet(room, one, two)
	}
	const plan = (review: IdKey, sprint: number) => {
		const value = create(ReviewPlannedSchema, { review: idOf(review), sprint })
		tell({ case: 'reviewPlanned', value })
	}
	const close = (review: IdKey) => {
		tell({ case: 'reviewClosed', value: create(ReviewClosedSchema, { review: idOf(review) }) })
	}
	const say = (text: string, kind = FeedbackKind.IDEA): IdKey => {
		const given = { review: FIRST, increment: NO_ID, kind, anonymous: false }
		const { actor, counter } = two.do(giveFeedback({ ...given, text }))
		meet(room, one, two)
		return keyFor(actor, counter, 0)
	}
	const feedback = (key: IdKey) => one.replica.state.feedback.get(key)
	const review = (key: IdKey) => one.replica.state.reviews.get(key)

	beforeEach(() => {
		;({ room, one, two } = roomWithTwoTabs())
		plan(FIRST, 6)
	})

	test('facts of a review name the version that they change', () => {
		const facts = {
			...{ title: 'Sprint 6', sprint: 6, goal: 'Fewer calls', starts: '2026-11-16' },
			...{ ends: '2026-11-27', itemsDone: 5, pointsDone: 21, environment: 'The port closes' },
		}
		one.do(editReview(FIRST, facts, 0))
		expect(review(FIRST)).toMatchObject({ ...facts, editedAt: 0, pending: true })
		meet(room, one, two)
		expect(review(FIRST)).toMatchObject({ ...facts, editedAt: room.seq, pending: false })

		two.do(editReview(FIRST, { ...facts, title: 'Mine' }, 0))
		expect(two.replica.state.reviews.get(FIRST)?.title).toBe('Sprint 6')
	})

	test('an increment is edited and released; neither touches its assessment', () => {
		const text = {
			...{ title: 'Quay map', summary: '', item: NO_ID, done: false, presenter: '' },
			...{ demoLink: '', criteria: [] },
		}
		const { actor, counter } = one.do(addIncrement(FIRST, text))
		const key = keyFor(actor, counter, 0)
		meet(room, one, two)
		one.do(assessIncrement(key, Assessment.NOT_YET, 'Too slow', 0))
		meet(room, one, two)
		const increment = () => two.replica.state.increments.get(key)
		expect(increment()).toMatchObject({ release: ReleaseState.NOT_RELEASED, releaseAt: 0 })

		one.do(setRelease(key, ReleaseState.RELEASED, 0))
		meet(room, one, two)
		const releasedAt = room.seq
		one.do(editIncrement(key, { ...text, title: 'Map of the quay', done: true }, 0))
		meet(room, one, two)

		expect(increment()).toMatchObject({
			...{ title: 'Map of the quay', done: true, editedAt: room.seq },
			...{ release: ReleaseState.RELEASED, releaseAt: releasedAt, releasePending: false },
			...{ assessment: Assessment.NOT_YET, assessmentReason: 'Too slow' },
		})
		two.do(setRelease(key, ReleaseState.WITHDRAWN, 0))
		expect(increment()?.release).toBe(ReleaseState.RELEASED)
	})

	test('what is parked and questions without an answer go on in the next review, as it is opened', () => {
		const parked = say('Bells on the bikes')
		const asked = say('At night?', FeedbackKind.QUESTION)
		const idea = say('More docks')
		one.do(triageFeedback(parked, FeedbackState.PARKED))
		meet(room, one, two)
		close(FIRST)
		plan(SECOND, 7)

		one.do(openReview(SECOND))
		expect([parked, asked, idea].map((key) => feedback(key)?.review)).toEqual([
			...[SECOND, SECOND, FIRST],
		])
		meet(room, one, two)

		expect(feedback(parked)).toMatchObject({ saidIn: FIRST, state: FeedbackState.PARKED })
		expect(feedback(asked)).toMatchObject({ saidIn: FIRST, kind: FeedbackKind.QUESTION })
		expect(feedback(idea)?.saidIn).toBe(NO_ID)
	})

	test('where it was said first stays, however often it is carried over', () => {
		const key = say('Bells on the bikes')
		const third = keyFor(9, 3, 0)
		for (const into of [SECOND, third]) {
			const ids = { review: idOf(into), carried: [idOf(key), idOf('8.8.0')] }
			tell({ case: 'reviewOpened', value: create(ReviewOpenedSchema, ids) })
		}
		expect(feedback(key)).toMatchObject({ review: third, saidIn: FIRST })
		expect(one.replica.state.feedback.get('8.8.0')).toBeUndefined()
	})

	const convert = (key: IdKey): IdKey => {
		const text = { title: 'Twelve docks', description: '', estimate: 0 }
		const place = placeOf(one.replica.state.slots, TOP)
		const { actor, counter } = one.do(convertFeedback(key, text, place))
		meet(room, one, two)
		return keyFor(actor, counter, 0)
	}
	const known = (tab: FakeTab, said: readonly Said[] = []) => {
		const { items, aliases, feedback: all } = tab.replica.state
		return { items, aliases, feedback: all.list(), said, isMine: () => tab === two }
	}

	test('an item tells in which review it was asked for, and what it is merged into tells it too', () => {
		const item = convert(say('More docks'))
		expect(one.replica.state.items.get(item)?.saidIn).toBe(FIRST)
		const lineage = lineageOf(item, known(two))
		expect(lineage).toMatchObject({ saidIn: FIRST, quotes: [{ text: 'More docks', own: true }] })

		one.do(mergeItem(item, one.item('C')))
		meet(room, one, two)

		expect(one.replica.state.items.get(one.item('C'))?.saidIn).toBe(FIRST)
		const quotes = lineageOf(one.item('C'), known(one))?.quotes
		expect(quotes).toMatchObject([{ text: 'More docks', own: false }])
		expect(lineageOf(one.item('D'), known(one))).toBeNull()
		expect(lineageOf(NO_ID, known(one))).toBeNull()
	})

	test('who is not given the feedback reads in which review, and what they said themselves', () => {
		const item = one.item('B')
		const converted = { feedback: idOf('8.1.0'), item: idOf(item), saidIn: idOf(FIRST) }
		tell({ case: 'feedbackConverted', value: create(FeedbackConvertedSchema, converted) })
		expect(lineageOf(item, known(one))).toEqual({ saidIn: FIRST, quotes: [] })

		const said = [{ key: '8.1.0', review: FIRST, text: 'More docks', item } as Said]
		const quotes = [{ key: '8.1.0', text: 'More docks', own: true, review: FIRST }]
		expect(lineageOf(item, known(one, said))?.quotes).toEqual(quotes)
	})

	test('what the server tells of it replaces what it told before', () => {
		const views = new Views()
		const mine = { feedback: idOf('8.1.0'), review: idOf(FIRST), text: { plain: 'More docks' } }
		takeMine(one.replica, views, create(MineSchema, { said: [mine] }))
		expect(views.said.get()).toMatchObject([
			{ key: '8.1.0', review: FIRST, text: 'More docks', state: FeedbackState.NEW, item: NO_ID },
		])
		takeMine(one.replica, views, create(MineSchema, {}))
		expect(views.said.get()).toEqual([])
	})
})

describe('what became of what somebody said', () => {
	const reviews = [
		{ key: FIRST, state: ReviewState.CLOSED },
		{ key: SECOND, state: ReviewState.CLOSED },
		{ key: '9.3.0', state: ReviewState.OPEN },
	] as Review[]
	const own = (key: IdKey, fields: Partial<Feedback>): Feedback =>
		({
			...{ key, text: key, review: FIRST, saidIn: NO_ID, mergedInto: NO_ID, item: NO_ID },
			...{ state: FeedbackState.NEW, reason: '', answer: '', retracted: false, pending: false },
			...fields,
		}) as Feedback

	test('is told of closed reviews, the youngest first, each piece once', () => {
		const told = [{ key: '1.1.0', review: FIRST, text: 'Told' } as Said]
		const mine = [
			own('1.1.0', {}),
			own('1.2.0', { review: SECOND }),
			own('1.3.0', { review: '9.3.0', saidIn: FIRST }),
			own('1.4.0', { retracted: true }),
		]
		expect(allSaid(told, mine, reviews, mine).map(({ key }) => key)).toEqual(['1.2.0', '1.1.0'])
	})

	test('what it was merged into became of it too', () => {
		const into = own('2.1.0', { item: '5.1.0', state: FeedbackState.CONVERTED })
		const mine = own('1.1.0', { state: FeedbackState.MERGED, mergedInto: '2.1.0' })
		expect(allSaid([], [mine], reviews, [mine, into])[0]?.item).toBe('5.1.0')
	})
})

test('a snapshot tells where feedback and items come from, and what reviews and increments say', () => {
	const given = { feedback: idOf('1.1.0'), review: idOf(SECOND), text: { plain: 'Bells' } }
	const facts = { starts: '2026-11-16', ends: '2026-11-27', itemsDone: 5, pointsDone: 21 }
	const meeting = {
		reviews: [{ review: idOf(FIRST), ...facts, environment: { plain: 'Port' }, editedAt: 4n }],
		feedback: [{ given, saidIn: idOf(FIRST) }],
		increments: [
			{
				added: { increment: idOf('2.1.0'), title: { plain: 'Map' } },
				...{ editedAt: 5n, release: ReleaseState.WITHDRAWN, releaseAt: 6n },
			},
			{ added: { increment: idOf('2.2.0'), title: { plain: 'Old' } } },
		],
	}
	const row = { title: { plain: 'A' }, saidIn: idOf(FIRST) }
	const slots = [{ slot: idOf('3.1.0'), seq: 1n, row }]
	const chunk = toBinary(RowChunkSchema, create(RowChunkSchema, { meeting, slots }))
	const state = stateFromChunks([chunk])
	expect(state.feedback.get('1.1.0')).toMatchObject({ review: SECOND, saidIn: FIRST })
	expect(state.items.get('3.1.0')?.saidIn).toBe(FIRST)
	const said = { ...facts, environment: 'Port', editedAt: 4 }
	expect(state.reviews.get(FIRST)).toMatchObject(said)
	const withdrawn = { editedAt: 5, release: ReleaseState.WITHDRAWN, releaseAt: 6 }
	expect(state.increments.get('2.1.0')).toMatchObject(withdrawn)
	expect(state.increments.get('2.2.0')?.release).toBe(ReleaseState.NOT_RELEASED)
})

describe('the form of a review’s facts', () => {
	const LIMITS = { titleBytes: 20, textBytes: 100 }
	const review = {
		...{ title: 'Sprint 6', sprint: 6, goal: '', starts: '2026-11-16', ends: '2026-11-27' },
		...{ itemsDone: 0, pointsDone: 21, environment: 'Port' },
	} as Review

	test('shows and sends what stands; nothing said is an empty field and a zero', () => {
		const form = factsFormOf(review)
		expect(form).toMatchObject({ sprint: '6', itemsDone: '', pointsDone: '21' })
		expect(factsOf(form)).toMatchObject({ sprint: 6, itemsDone: 0, pointsDone: 21 })
	})

	test('needs a title, and a last day that is not before the first', () => {
		const form = factsFormOf(review)
		expect(Object.values(factsProblems(form, LIMITS)).every((one) => one === null)).toBe(true)
		const wrong = { ...form, title: ' ', ends: '2026-11-15' }
		expect(factsProblems(wrong, LIMITS)).toMatchObject({
			...{ title: { kind: 'empty' }, ends: { kind: 'endsBefore' } },
		})
		expect(factsProblems({ ...form, starts: '', ends: '2026-01-01' }, LIMITS).ends).toBeNull()
	})
})
