// Joins a product by its link, follows its order, and moves one item to the top if asked to. Plain Node
// 20 and docs/PROTOCOL.md, nothing else:
//
//   node follow.mjs http://HOST/j/PRODUCT#SECRET [NAME [REF]]
//
// A line for each change: the sequence number, then the references from top to bottom.
import { openSocket } from './json_socket.mjs'
import { Order } from './order.mjs'

const [link, name = 'Follower', wanted] = process.argv.slice(2)
const { origin, pathname, hash } = new URL(link)
const product = pathname.split('/').at(-1)

// Without an Origin header the answer has the session's token.
const answer = await fetch(`${origin}/v1/join`, {
	method: 'POST',
	headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify({ product, secret: hash.slice(1), name }),
})
const seat = await answer.json()
if (!answer.ok) throw new Error(seat.text)

const live = `${origin}/v1/products/${product}/live?as=${seat.handle}`
const socket = await openSocket(live, seat.token)
socket.send({ hello: { versionMin: 1, versionMax: 1 } })

const order = new Order()
let actor, counter, head
for await (const {
	welcome,
	snapshotChunk,
	snapshotEnd,
	events,
	caughtUp,
	reply,
} of socket.frames) {
	if (welcome) {
		actor = welcome.openActor.actor
		counter = welcome.openActor.lastCounter ?? 0
	}
	if (snapshotChunk) order.load(Buffer.from(snapshotChunk.data, 'base64'))
	if (snapshotEnd) head = snapshotEnd.seq ?? '0'
	if (events) {
		for (const { event } of events.entries) if (event) order.apply(event)
		head = events.to
		socket.send({ applied: { seq: head } })
	}
	if (events || caughtUp) console.log(head, order.refs().join(' '))
	if (caughtUp && wanted) {
		const moveItems = { items: [order.idOf(wanted)], place: { top: true } }
		counter += 1
		const operations = [{ actor, counter, base: head, moveItems }]
		socket.send({ submit: { product, operations } })
	}
	// Applied, the operation is acknowledged behind its event; anything else is told here.
	if (reply) console.error(JSON.stringify(reply.outcome))
}
