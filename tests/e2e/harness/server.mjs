// The real server on a data folder of its own, and reviewctl beside it.
//
// REVIEWD_BIN and REVIEWCTL_BIN name the programs (default: the dev build); REVIEWD_WEB_ROOT serves a
// page from a folder instead of the one in the binary.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

export const root = path.resolve(import.meta.dirname, '../../..')
export const reviewd = process.env.REVIEWD_BIN ?? `${root}/build/dev/server/app/reviewd`
export const reviewctl = process.env.REVIEWCTL_BIN ?? `${root}/build/dev/clients/cli/reviewctl`

const READY = /^reviewd is ready: (\S+)/
const READY_MS_MAX = 20_000

export class Server {
	// Address under which browsers reach it; the same before and after a restart.
	origin = ''
	// Folder of the page to serve from the next start on; undefined: the one in the binary.
	page = process.env.REVIEWD_WEB_ROOT
	#listen = '127.0.0.1:0'
	#publicUrl
	#process = null
	#said = []

	// `folder` holds the server's data and reviewctl's credentials.
	constructor(folder) {
		this.folder = folder
	}

	static async start(extra = []) {
		const server = new Server(await mkdtemp(path.join(tmpdir(), 'reviewd-e2e-')))
		await server.start(extra)
		return server
	}

	// Browsers reach it through `proxy` only, and it is told so.
	static async startBehind(proxy) {
		const server = new Server(await mkdtemp(path.join(tmpdir(), 'reviewd-e2e-')))
		const port = await freePort()
		server.#listen = `127.0.0.1:${port}`
		server.#publicUrl = proxy.origin
		await server.start()
		proxy.leadsTo(port)
		return server
	}

	// Waits for the ready line. `said` then has every line before it.
	async start(extra = []) {
		const { page } = this
		const child = spawn(
			reviewd,
			[
				...['--data', this.data, '--listen', this.#listen, '--log-level', 'warn'],
				...(page === undefined ? [] : ['--web-root', page]),
				...(this.#publicUrl === undefined ? [] : ['--public-url', this.#publicUrl]),
				...extra,
			],
			{ stdio: ['ignore', 'pipe', 'inherit'] },
		)
		this.#process = child
		this.#said = []
		this.origin = await this.#ready(child)
		if (this.#publicUrl === undefined) this.#listen = new URL(this.origin).host
	}

	#ready(child) {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				child.kill('SIGKILL')
				reject(new Error(`no ready line within ${READY_MS_MAX} ms`))
			}, READY_MS_MAX)
			child.once('error', reject)
			child.once('exit', (code) => reject(new Error(`reviewd ended with ${code}`)))
			createInterface({ input: child.stdout }).on('line', (line) => {
				this.#said.push(line)
				const origin = READY.exec(line)?.[1]
				if (origin === undefined) return
				clearTimeout(timer)
				resolve(origin)
			})
		})
	}

	get said() {
		return this.#said
	}

	// The data folder.
	get data() {
		return path.join(this.folder, 'data')
	}

	kill() {
		return this.#end('SIGKILL')
	}

	stop() {
		return this.#end('SIGTERM')
	}

	async #end(signal) {
		const child = this.#process
		this.#process = null
		if (child === null || child.exitCode !== null || child.signalCode !== null) return
		child.kill(signal)
		await once(child, 'exit')
	}

	// Ends it and forgets everything it kept.
	async dispose() {
		await this.stop()
		await rm(this.folder, { recursive: true, force: true })
	}

	async ctl(...words) {
		const env = { ...process.env, XDG_CONFIG_HOME: path.join(this.folder, 'config') }
		const run = promisify(execFile)
		const args = ['--data', this.data, ...words]
		const { stdout } = await run(reviewctl, args, { env, maxBuffer: 1 << 28 })
		return stdout
	}
}

function freePort() {
	return new Promise((resolve, reject) => {
		const taken = createServer().once('error', reject)
		taken.listen(0, '127.0.0.1', () => {
			const { port } = taken.address()
			taken.close(() => resolve(port))
		})
	})
}
