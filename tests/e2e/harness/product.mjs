// A product on a running server: its links, its backlog, and its Product Owner as a program.
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Program } from './program.mjs'

export class Product {
	// `links`: role in lower case -> invite link. `owner`: handle and token of the Product Owner.
	constructor(server, id, links, owner) {
		this.server = server
		this.id = id
		this.links = links
		this.owner = owner
	}

	static async create(server, { name = 'Harbour bikes', owner = 'Ada Owner' } = {}) {
		const told = await server.ctl('product', 'create', '--name', name, '--owner', owner)
		const id = /^product\s+(\w+)/m.exec(told)[1]
		const links = Object.fromEntries(
			[...told.matchAll(/^(\w+)\s+(http\S+\/j\/\S+)$/gm)].map(([, role, link]) => [role, link]),
		)
		const { credentials } = JSON.parse(await readFile(credentialsOf(server), 'utf8'))
		const mine = credentials.find((one) => one.product === id)
		return new Product(server, id, links, { handle: mine.handle, token: mine.token })
	}

	// Returns how many items came in.
	async import(file) {
		const told = await this.ctl('import', '--skip-bad', '--estimate-round', file)
		return Number(/^imported ([\d,]+) items?/m.exec(told)[1].replaceAll(',', ''))
	}

	// The backlog in order, as the server has it: [{ref, title, ..}].
	async backlog() {
		return JSON.parse(await this.ctl('export', '--format', 'json')).items
	}

	// Every committed event, oldest first.
	async events() {
		const lines = await this.ctl('events', '--json')
		return lines
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line))
	}

	// The Product Owner's role has changed: reviewctl and programs need a new secret.
	async renew() {
		const { handle, token } = this.owner
		const address = `/v1/session/renew?product=${this.id}&as=${handle}`
		const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
		const answer = await fetch(this.server.origin + address, {
			method: 'POST',
			headers,
			body: '{}',
		})
		const renewed = await answer.json()
		const kept = credentialsOf(this.server)
		await writeFile(kept, (await readFile(kept, 'utf8')).replaceAll(token, renewed.token))
		this.owner = { handle, token: renewed.token }
	}

	invite(role, ...more) {
		return this.ctl('invite', '--role', role, ...more).then((told) => /http\S+/.exec(told)[0])
	}

	ctl(...words) {
		return this.server.ctl('--product', this.id, '--as', this.owner.handle, ...words)
	}

	// A second tab of the Product Owner, driven by the test.
	ownerProgram() {
		return Program.connect(this.server.origin, this.id, this.owner)
	}
}

function credentialsOf(server) {
	return path.join(server.folder, 'config/reviewd/credentials.json')
}
