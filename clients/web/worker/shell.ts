// The page's own files on the device: which they are, and which requests they answer. Nothing else is
// ever kept or looked at: no data of a product, no address, nothing of another origin.
//
// A navigation's request has the whole address, the secret of an invite in its fragment too. Of that the
// path alone is read, and what is kept has addresses of its own.
//
// Navigations ask the network first, so that a server that was upgraded is never shown through an old
// page. All files of one page are kept together or not at all, and a page's scripts are those that it
// was built with.

// What the build knows of the page.
export interface Shell {
	// A hash of all of it.
	readonly version: string
	// Paths of all files but `/`. At most FILES_MAX.
	readonly files: readonly string[]
}

// A page of more files than this is not kept.
export const FILES_MAX = 100
// A network that takes longer is as good as none.
export const NETWORK_WAIT_MS = 4_000

const CACHE_PREFIX = 'reviewd-page-'
const INDEX = '/'

export interface ShellWorld {
	readonly caches: CacheStorage
	readonly origin: string
	fetch(request: Request): Promise<Response>
	wait(ms: number): Promise<void>
}

export class ShellCache {
	readonly #shell: Shell
	readonly #world: ShellWorld
	readonly #name: string

	constructor(shell: Shell, world: ShellWorld) {
		this.#shell = shell
		this.#world = world
		this.#name = CACHE_PREFIX + shell.version
	}

	// Rejects if a single file cannot be had; the page before stays in use then.
	async fill(): Promise<void> {
		const { files } = this.#shell
		if (files.length > FILES_MAX) throw new Error('too many files to keep')
		const cache = await this.#world.caches.open(this.#name)
		// A file that a browser's own cache has may be of another page.
		await cache.addAll([INDEX, ...files].map((path) => this.#request(path)))
	}

	async dropOthers(): Promise<void> {
		const { caches } = this.#world
		const names = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX))
		await Promise.all(
			names.filter((name) => name !== this.#name).map((name) => caches.delete(name)),
		)
	}

	// Null: the request is none of the page's, and goes its own way.
	answer(request: Request): Promise<Response> | null {
		if (request.method !== 'GET') return null
		const { origin, pathname } = new URL(request.url)
		if (origin !== this.#world.origin) return null
		if (request.mode === 'navigate') return isPage(pathname) ? this.#navigate(request) : null
		return this.#shell.files.includes(pathname) ? this.#file(request, pathname) : null
	}

	async #navigate(request: Request): Promise<Response> {
		const asked = this.#world.fetch(request)
		const late = this.#world.wait(NETWORK_WAIT_MS).then(() => null)
		const fresh = await Promise.race([asked, late]).catch(() => null)
		// A proxy that answers for a server that is away says nothing worth showing.
		if (fresh !== null && fresh.status < 500) return fresh
		return (await this.#kept(INDEX)) ?? asked
	}

	async #file(request: Request, path: string): Promise<Response> {
		return (await this.#kept(path)) ?? this.#world.fetch(request)
	}

	async #kept(path: string): Promise<Response | undefined> {
		const cache = await this.#world.caches.open(this.#name)
		return cache.match(this.#request(path), { ignoreVary: true })
	}

	// By path alone: what a link brings in its query or fragment is not in it.
	#request(path: string): Request {
		return new Request(new URL(path, this.#world.origin), { cache: 'reload' })
	}
}

// docs/PROTOCOL.md, "Addresses".
function isPage(path: string): boolean {
	return path === '/' || path.startsWith('/p/') || path.startsWith('/j/')
}
