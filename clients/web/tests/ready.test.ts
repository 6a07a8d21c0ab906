// Being ready to go on: a tap, the server's word, the meeting going on, a connection that broke.
import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { AgendaAdvancedSchema, ReviewPlannedSchema } from '../sdk/gen/reviewd/v1/event_meeting_pb'
import { EventSchema } from '../sdk/gen/reviewd/v1/event_pb'
import { EventsSchema, PresenceSchema } from '../sdk/gen/reviewd/v1/live_pb'
import { ReviewState, Role } from '../sdk/gen/reviewd/v1/meeting_pb'
import { idOf } from '../sdk/id'
import { takeOwnView } from '../sdk/ownViews'
import { ReadySignal } from '../sdk/readySignal'
import { Replica } from '../sdk/replica'
import { Views } from '../sdk/views'
import { happen, REVIEW } from './polled'

const ME = 1

function ready() {
	const replica = new Replica()
	const views = new Views()
	views.me.set({ participant: ME, role: Role.STAKEHOLDER, name: 'Sol', muted: false })
	const value = create(ReviewPlannedSchema, { review: idOf(REVIEW) })
	happen(replica, { case: 'reviewPlanned', value })
	replica.withConfirmed((state) => {
		state.reviews.change(REVIEW, { state: ReviewState.OPEN, currentAt: 5 })
	})
	const sent: boolean[] = []
	const signal = new ReadySignal(replica, views, (on) => sent.push(on))
	const hear = (here: { participant: number; tabs: number; ready: boolean }[], full = false) => {
		const body = create(PresenceSchema, { full, here })
		takeOwnView(replica, views, { case: 'presence', value: body })
		signal.heard()
	}
	return { replica, views, sent, signal, hear }
}
const mine = (isReady: boolean) => ({ participant: ME, tabs: 1, ready: isReady })

describe('ready to go on', () => {
	test('shows at once, and an older word of the server does not take it away', () => {
		const { views, sent, signal, hear } = ready()
		signal.set(true)
		expect(views.ownReady.get()).toBe(true)
		hear([mine(false)])
		expect(views.ownReady.get()).toBe(true)
		hear([mine(true)])
		signal.set(false)
		expect(views.ownReady.get()).toBe(false)
		expect(sent).toEqual([true, false])
	})

	test('what another tab of the same person says afterwards holds here too', () => {
		const { views, signal, hear } = ready()
		signal.set(true)
		hear([mine(true)])
		hear([mine(false)])
		expect(views.ownReady.get()).toBe(false)
		hear([mine(true)])
		expect(views.ownReady.get()).toBe(true)
	})

	test('is over for everybody when the meeting goes on', () => {
		const { views, signal, hear } = ready()
		signal.set(true)
		hear([mine(true), { participant: 2, tabs: 1, ready: true }])
		expect(views.whoIsReady.get()).toEqual(new Set([1, 2]))
		const advanced = create(AgendaAdvancedSchema, { review: idOf(REVIEW) })
		const event = create(EventSchema, { body: { case: 'agendaAdvanced', value: advanced } })
		signal.took([create(EventsSchema, { entries: [{ body: { case: 'event', value: event } }] })])
		expect(views.ownReady.get()).toBe(false)
		expect(views.whoIsReady.get().size).toBe(0)
	})

	test('is said again, also that one is not, when the server never heard of it', () => {
		const { sent, signal, hear } = ready()
		signal.set(true)
		hear([mine(true)])
		signal.set(false)
		signal.again()
		expect(sent).toEqual([true, false, false])
		hear([mine(false)])
		signal.again()
		expect(sent).toHaveLength(3)
	})

	test('is said again after a reconnect, unless the meeting has gone on meanwhile', () => {
		const { replica, views, sent, signal, hear } = ready()
		signal.set(true)
		hear([mine(true)])
		signal.again()
		// The first list after a connect is older than what was just sent.
		hear([mine(false)], true)
		expect(sent).toEqual([true, true])
		expect(views.ownReady.get()).toBe(true)
		hear([mine(true)])
		replica.withConfirmed((state) => {
			state.reviews.change(REVIEW, { currentAt: 9 })
		})
		signal.again()
		hear([mine(false)], true)
		expect(sent).toEqual([true, true])
		expect(views.ownReady.get()).toBe(false)
	})

	test('whoever goes is not ready any more', () => {
		const { replica, views, hear } = ready()
		hear([{ participant: 2, tabs: 1, ready: true }])
		const value = create(PresenceSchema, { gone: [2] })
		takeOwnView(replica, views, { case: 'presence', value })
		expect(views.whoIsReady.get().size).toBe(0)
	})
})
