// A whole meeting by twelve people over the protocol: agenda, increments, a poll of every kind,
// sixty pieces of feedback, lent power that runs out, a server that is killed, and a hand-over.
import assert from 'node:assert/strict'
import { cp, readFile, rm } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SAMPLE } from './harness/backlogs.mjs'
import { filesWith, votersLinked } from './harness/folder.mjs'
import { Product } from './harness/product.mjs'
import { Program, planReview } from './harness/program.mjs'
import { Server } from './harness/server.mjs'

const TEAM = [
	['jonas', 'scrum_master'],
	['dana', 'developer'],
]
const GROUPS = {
	Harbour: ['hana', 'hugo', 'heidi'],
	City: ['carl', 'cleo'],
	Riders: ['rosa', 'rolf'],
	Council: ['uma', 'udo'],
}
const GUESTS = Object.values(GROUPS).flat()
const INCREMENTS = ['Quay map', 'Night rides', 'Helmet hire', 'Dock sensors', 'Refund by phone']
const FEEDBACK = 60
// Texts that few may read.
const CANARIES = {
	released: 'The brakes squeal, between us',
	discarded: 'Somebody should tell the mayor',
	takenBack: 'I would rather not have said it',
	reason: 'It names somebody who is not here',
}

const id = ({ actor, counter, k }) => `${actor ?? 0}.${counter ?? 0}.${k ?? 0}`
const kind = (name) => `POLL_KIND_${name}`

describe('a whole meeting', () => {
	let server, product, review, increments
	const people = {}
	const voters = () => ['ada', 'jonas', 'dana', ...GUESTS]

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		await product.import(SAMPLE)
		people.ada = await product.ownerProgram()
		for (const [name, role] of TEAM) {
			people[name] = await Program.join(server.origin, product.links[role], name)
		}
	})
	after(async () => {
		for (const person of Object.values(people)) person.close()
		await server?.dispose()
	})

	const events = async (name) => (await product.events()).filter((event) => event[name])
	const refused = (promise, code) =>
		assert.rejects(promise, (error) => error.message.includes(code))

	// Opens a poll, everybody casts the ballot that `ballot` makes of their place in the list, and what
	// the event says that ends it is returned.
	async function ask(poll, ballot) {
		const secrecy = poll.secrecy ?? 'SECRECY_NAMED'
		const results = poll.results ?? 'RESULTS_LIVE'
		const made = await people.jonas.submit({
			openPoll: { review, question: 'And?', ...poll, secrecy, results },
		})
		for (const [place, name] of voters().entries()) {
			await people[name].submitSealed({ castBallot: { poll: made, ...ballot(place) } })
		}
		await people.jonas.submit({ closePoll: { poll: made } })
		if (results === 'RESULTS_LIVE') return (await events('pollClosed')).at(-1).pollClosed
		assert.equal((await events('pollClosed')).at(-1).pollClosed.tally, undefined)
		await people.jonas.submit({ revealPoll: { poll: made } })
		return (await events('pollRevealed')).at(-1).pollRevealed
	}
	const ballots = ({ tally }) => tally.counts.map((count) => count.ballots ?? 0)

	it('guests come in and are put into groups', async () => {
		const names = Object.keys(GROUPS)
		const made = await people.jonas.submit({
			setGroups: { groups: names.map((name) => ({ name })) },
		})
		for (const name of GUESTS) {
			people[name] = await Program.join(server.origin, product.links.stakeholder, name)
		}
		for (const [k, name] of names.entries()) {
			const participants = GROUPS[name].map((one) => people[one].participant)
			await people.jonas.submit({ assignGroup: { participants, group: { ...made, k } } })
		}
		assert.equal((await events('groupAssigned')).length, names.length)
	})

	it('the review is planned with its increments, opened and led through its agenda', async () => {
		const goal = 'Fewer calls'
		const list = INCREMENTS.map((title) => ({ title, done: true, criteria: ['works'] }))
		review = await planReview(people.ada, { title: 'Sprint 18', goal, increments: list })
		await people.jonas.submit({ openReview: { review } })
		increments = (await events('incrementAdded')).map((event) => event.incrementAdded.increment)
		const { agenda } = (await events('reviewPlanned'))[0].reviewPlanned
		let from
		for (const { entry } of agenda.slice(0, 3)) {
			await people.jonas.submit({ advanceAgenda: { review, ...(from && { from }), to: entry } })
			from = entry
		}
		await refused(
			people.jonas.submit({
				advanceAgenda: { review, from: agenda[0].entry, to: agenda[1].entry },
			}),
			'CHANGED_SINCE',
		)
		const { rev } = (await events('agendaAdvanced')).at(-1).agendaAdvanced.timer
		const setTimer = { review, change: 'TIMER_CHANGE_START', ms: 60_000, ifTimerRev: rev }
		await people.jonas.submit({ setTimer })
	})

	it('C27 C28 C30 a poll of every kind comes to what was voted', async () => {
		const options = ['Docks', 'Map', 'Rides'].map((text) => ({ text }))
		const increment = increments[0]
		const consent = await ask({ increment, review: undefined, kind: kind('CONSENT') }, (place) => ({
			consent: place < 10 ? 'CONSENT_YES' : 'CONSENT_NO',
		}))
		assert.deepEqual(ballots(consent), [10, 2, 0])
		const fist = await ask({ kind: kind('FIST_OF_FIVE') }, (place) => ({ fingers: place % 6 }))
		assert.deepEqual(ballots(fist), [2, 2, 2, 2, 2, 2])
		for (const scale of ['SCALE', 'CONFIDENCE', 'ROTI']) {
			const said = await ask({ kind: kind(scale) }, (place) => ({ selection: 1 + (place % 5) }))
			assert.deepEqual(ballots(said), [3, 3, 2, 2, 2])
		}
		const single = await ask({ kind: kind('SINGLE'), options }, (place) => ({
			selection: place % 3,
		}))
		assert.deepEqual(ballots(single), [4, 4, 4])
		const multi = await ask({ kind: kind('MULTI'), options }, (place) => ({
			choices: place < 6 ? [0, 2] : [2],
		}))
		assert.deepEqual(ballots(multi), [6, 0, 12])
		const masked = { secrecy: 'SECRECY_MASKED', results: 'RESULTS_ON_REVEAL' }
		const dots = await ask({ kind: kind('DOTS'), options, dots: 3, ...masked }, (place) => ({
			choices: place < 4 ? [3, 0, 0] : [1, 1, 1],
		}))
		assert.deepEqual(
			dots.tally.counts.map((count) => count.dots ?? 0),
			[20, 8, 8],
		)
		const ranking = await ask({ kind: kind('RANKING'), options, ...masked }, (place) => ({
			choices: place < 5 ? [0, 1, 2] : [1, 0, 2],
		}))
		assert.deepEqual(
			ranking.tally.counts.map((count) => count.place),
			[2, 1, 3],
		)
		assert.deepEqual(ranking.ballots ?? [], [])
	})

	it('G9 results are told by group where no group is small, and never for fewer than five', async () => {
		const said = await ask({ kind: kind('SCALE') }, (place) => ({ selection: place < 3 ? 1 : 5 }))
		const sizes = said.byGroup.map((one) => one.tally.ballots)
		assert.ok(sizes.length >= 2, JSON.stringify(sizes))
		assert.ok(sizes.every((size) => size >= 5))
		assert.equal(
			sizes.reduce((sum, size) => sum + size),
			said.tally.ballots,
		)
	})

	it('G9 nothing that is left on disk tells who voted what in an unlinkable poll', async () => {
		const options = ['Docks', 'Map'].map((text) => ({ text }))
		const poll = { kind: kind('SINGLE'), options, results: 'RESULTS_ON_REVEAL' }
		const everybody = voters().map((name) => people[name].participant)
		// The search finds what there is to find: a masked poll is secret from people, not from the server.
		await ask({ ...poll, secrecy: 'SECRECY_MASKED' }, (place) => ({ selection: place % 2 }))
		const masked = (await events('pollOpened')).at(-1).pollOpened.poll
		assert.equal(await votersLinked(server.data, masked, everybody), everybody.length)

		const made = await people.jonas.submit({
			openPoll: { review, question: 'Honestly?', ...poll, secrecy: 'SECRECY_UNLINKABLE' },
		})
		const vote = (name, selection) =>
			people[name].submitSealed({ castBallot: { poll: made, selection } })
		for (const [place, name] of voters().entries()) await vote(name, place % 2)
		await vote('ada', 1) // who changes their mind (C28)
		// After magic and name of the only box that there is.
		const key = (await readFile(`${server.data}/ballot-keys`)).subarray(28, 60)
		assert.deepEqual(await filesWith(server.data, key), ['ballot-keys'])
		const backup = `${server.folder}/backup`
		await cp(server.data, backup, {
			recursive: true,
			filter: (file) => !/ballot-keys|sock$/.test(file),
		})

		await people.jonas.submit({ closePoll: { poll: made } })
		await people.jonas.submit({ revealPoll: { poll: made } })
		const { tally, ballots: told } = (await events('pollRevealed')).at(-1).pollRevealed
		assert.deepEqual(
			tally.counts.map((count) => count.ballots),
			[5, 7],
		)
		assert.deepEqual(told ?? [], [])
		assert.equal((await events('pollClosed')).at(-1).pollClosed.tally, undefined)
		for (const folder of [server.data, backup]) {
			assert.deepEqual(await filesWith(folder, key), [], folder)
			assert.equal(await votersLinked(folder, made, everybody), 0, folder)
		}
		await rm(backup, { recursive: true })
	})

	it('sixty pieces of feedback, half of them anonymous, are dealt with', async () => {
		for (let n = 0; n < FEEDBACK; ++n) {
			const who = people[GUESTS[n % GUESTS.length]]
			const anonymous = n % 2 === 1
			const give = { review, kind: 'FEEDBACK_KIND_IDEA', text: `Thought ${n}`, anonymous }
			await (anonymous
				? who.submitSealed({ giveFeedback: give })
				: who.submit({ giveFeedback: give }))
		}
		const given = await events('feedbackGiven')
		assert.equal(given.length, FEEDBACK)
		for (const event of given.filter((one) => one.feedbackGiven.anonymous)) {
			assert.equal(event.author ?? 0, 0)
			assert.equal(event.actor ?? 0, 0)
		}
		const [first, second, third] = given.map((event) => event.feedbackGiven.feedback)
		await people.jonas.submit({ mergeFeedback: { feedback: second, into: first } })
		await people.dana.submit({ answerFeedback: { feedback: third, text: 'Next Sprint' } })
		const item = { title: 'What was thought' }
		await people.ada.submit({ convertFeedback: { feedback: first, item, place: { top: true } } })
		await refused(
			people.ada.submit({ convertFeedback: { feedback: first, item, place: { top: true } } }),
			'CONVERTED',
		)
		assert.equal((await product.backlog())[0].title, 'What was thought')
	})

	// What is planted here is looked for in all that everybody was sent, at the end of the meeting.
	it('G9 feedback is held: one piece is released, one discarded, one taken back', async () => {
		await people.jonas.submit({ holdFeedback: { review, hold: true } })
		const say = (name, text) =>
			people[name].submitSealed({
				giveFeedback: { review, kind: 'FEEDBACK_KIND_CONCERN', text, anonymous: true },
			})
		await say('cleo', CANARIES.released)
		await say('hugo', CANARIES.discarded)
		await say('rosa', CANARIES.takenBack)
		const waits = (n) => ({ counter: n, k: 1 })
		const retractFeedback = { feedback: waits(3), anonymous: true }
		await people.rosa.submitSealed({ retractFeedback })
		await people.jonas.submit({
			discardFeedback: { feedback: waits(2) },
			reason: CANARIES.reason,
		})
		await people.jonas.submit({ releaseFeedback: { feedback: [waits(1)] } })
		const { author, actor, feedbackGiven } = (await events('feedbackGiven')).at(-1)
		assert.equal(feedbackGiven.text.plain, CANARIES.released)
		assert.deepEqual([author ?? 0, actor ?? 0], [0, 0])
		await people.jonas.submit({ holdFeedback: { review, hold: false } })
	})

	it('G9 nobody was sent what is not theirs', async () => {
		await sleep(1_200) // the beat on which counts and what waits go out
		const heard = (name) => people[name].heard.join('\n')
		const leads = ['ada', 'jonas']
		const may = {
			released: voters(),
			discarded: [...leads, 'hugo'],
			takenBack: [...leads, 'rosa'],
			reason: ['hugo'],
		}
		for (const [canary, readers] of Object.entries(may)) {
			for (const name of voters()) {
				const has = heard(name).includes(CANARIES[canary])
				assert.ok(!has || readers.includes(name), `${name} was sent what is ${canary}`)
			}
		}
		assert.ok(heard('hugo').includes(CANARIES.reason))
		assert.ok(heard('dana').includes(CANARIES.released))
		// One's own ballots of polls that hide them come in Mine, and nobody else's come at all.
		const secret = (await events('pollOpened'))
			.map(({ pollOpened }) => pollOpened)
			.filter(({ secrecy }) => secrecy !== 'SECRECY_NAMED')
		assert.equal(secret.length, 4)
		for (const name of voters()) {
			for (const text of people[name].heard) {
				const frame = JSON.parse(text)
				for (const { event } of frame.events?.entries ?? []) {
					const told = event?.ballotCast ?? event?.pollRevealed ?? event?.pollClosed
					if (!secret.some(({ poll }) => told && id(poll) === id(told.poll))) continue
					assert.equal(event.ballotCast, undefined)
					assert.deepEqual(told.ballots ?? [], [])
				}
			}
		}
		const unlinkable = secret.find(({ secrecy }) => secrecy === 'SECRECY_UNLINKABLE')
		for (const name of voters()) {
			for (const text of people[name].heard.filter((one) => one.includes('"participation"'))) {
				for (const { poll, voters: named } of JSON.parse(text).participation.polls ?? [])
					assert.ok(id(poll) !== id(unlinkable.poll) || named === undefined, name)
			}
		}
	})

	it('C33 lent power is used on behalf of the Product Owner and runs out', async () => {
		const to = people.dana.participant
		const expiresMs = String(Date.now() + 1_500)
		await people.ada.submit({ delegate: { to, scopes: ['DELEGATION_SCOPE_ASSESS'], expiresMs } })
		const assess = { increment: increments[1], assessment: 'ASSESSMENT_MEETS' }
		await people.dana.submit({ assessIncrement: assess, reason: 'The riders like it' })
		assert.equal((await events('incrementAssessed')).at(-1).onBehalfOf, people.ada.participant)
		await sleep(1_700)
		await refused(
			people.dana.submit({
				assessIncrement: { ...assess, increment: increments[2] },
				reason: 'So do I',
			}),
			'FORBIDDEN',
		)
		assert.equal((await events('delegationEnded')).at(-1).delegationEnded.expired, true)
	})

	it('G1 a server that is killed has all of it when it comes back', async () => {
		const before = await product.events()
		for (const person of Object.values(people)) person.close()
		await server.kill()
		await server.start()
		assert.deepEqual((await product.events()).slice(0, before.length), before)
		people.ada = await product.ownerProgram()
	})

	it('the review is closed, and the role of Product Owner handed over', async () => {
		await people.ada.submit({ closeReview: { review } })
		await refused(
			people.ada.submit({
				openPoll: {
					review,
					question: 'One more?',
					kind: kind('ROTI'),
					secrecy: 'SECRECY_NAMED',
					results: 'RESULTS_LIVE',
				},
			}),
			'CLOSED',
		)
		const participant = people.jonas.participant
		// The connection ends with the role, before or after the answer.
		const { answered } = people.ada.send({ handOver: { participant, role: 'ROLE_STAKEHOLDER' } })
		await answered.catch(() => undefined)
		await product.renew()
		const changed = (await events('productOwnerChanged')).at(-1).productOwnerChanged
		assert.equal(changed.to, participant)
		const subjects = (await events('pollOpened')).map(({ pollOpened }) => pollOpened)
		assert.equal(subjects.filter((poll) => poll.increment).length, 1)
		assert.equal(new Set(subjects.map((poll) => id(poll.poll))).size, 12)
	})
})
