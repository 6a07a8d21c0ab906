// A TCP proxy between browsers and the server. Passes every byte on as it is, but knows the frames of
// the live connections that go through it, and asks its rules before it passes on an operation or
// the answer to one: a rule may take its time, or cut the connection instead.
//
// Reads the binary sub-protocol only; a Program's text frames pass unread.
import { once } from 'node:events'
import net from 'node:net'
import { firstFrame, OPCODE } from './frame.mjs'
import { answersIn, operationsIn } from './wire.mjs'

const LIVE = /^GET \/v1\/products\/[0-9a-f]+\/live\?/
const HEAD_END = '\r\n\r\n'

export class Proxy {
	origin = ''
	// {operation(link, operation), answer(link, answer)}: awaited before the frame goes on.
	rules = {}
	#port = 0
	#listener = net.createServer((socket) => {
		this.#connected(socket).catch(() => socket.destroy())
	})
	#sockets = new Set()

	static async listen() {
		const proxy = new Proxy()
		proxy.#listener.listen(0, '127.0.0.1')
		await once(proxy.#listener, 'listening')
		proxy.origin = `http://127.0.0.1:${proxy.#listener.address().port}`
		return proxy
	}

	leadsTo(port) {
		this.#port = port
	}

	close() {
		this.#listener.close()
		for (const socket of this.#sockets) socket.destroy()
	}

	async #connected(browser) {
		this.#keep(browser)
		const [first] = await once(browser, 'data')
		browser.pause()
		browser.unshift(first)
		const server = net.connect(this.#port, '127.0.0.1')
		this.#keep(server)
		const link = new Link(browser, server)
		browser.once('close', () => link.cut())
		server.once('close', () => link.cut())
		if (LIVE.test(first.toString('latin1'))) {
			await Promise.all([
				this.#pass(link, browser, server, operationsIn, 'operation'),
				this.#pass(link, server, browser, answersIn, 'answer'),
			])
		} else {
			browser.pipe(server)
			server.pipe(browser)
		}
	}

	#keep(socket) {
		socket.setNoDelay(true)
		socket.on('error', () => socket.destroy())
		this.#sockets.add(socket)
		socket.once('close', () => this.#sockets.delete(socket))
	}

	async #pass(link, from, to, read, rule) {
		for await (const { bytes, message } of framesOf(from)) {
			for (const one of message === null ? [] : read(message)) await this.rules[rule]?.(link, one)
			if (link.isCut) return
			to.write(bytes)
		}
		to.end()
	}
}

// One connection of a browser, and its continuation to the server.
class Link {
	isCut = false
	#ends

	constructor(...ends) {
		this.#ends = ends
	}

	cut() {
		this.isCut = true
		for (const end of this.#ends) end.destroy()
	}
}

// The HTTP head first, then frame by frame. `message` is what a binary frame says.
async function* framesOf(socket) {
	let unread = Buffer.alloc(0)
	let inHead = true
	for await (const chunk of socket) {
		unread = Buffer.concat([unread, chunk])
		if (inHead) {
			const end = unread.indexOf(HEAD_END)
			if (end < 0) continue
			inHead = false
			yield { bytes: unread.subarray(0, end + HEAD_END.length), message: null }
			unread = unread.subarray(end + HEAD_END.length)
		}
		for (let frame = firstFrame(unread); frame !== null; frame = firstFrame(unread)) {
			const { opcode, payload, end } = frame
			const message = opcode === OPCODE.binary ? payload : null
			yield { bytes: unread.subarray(0, end), message }
			unread = unread.subarray(end)
		}
	}
}
