// What a browser keeps of the page on its device, and whether the page can do without a network.

// Resolves when the page's own files and the state of its seat are kept.
export async function isKept(page) {
	const seat = new URL(page.url()).pathname.slice('/p/'.length)
	await until(async () => {
		const active = await page.evaluate(async () => {
			const registration = await navigator.serviceWorker.getRegistration()
			return registration?.active?.state === 'activated'
		})
		return active && (await keptOn(page)).stores.states.some((state) => state.seat === seat)
	})
}

export async function until(happened, waitMs = 15_000) {
	for (const since = Date.now(); !(await happened());) {
		if (Date.now() - since > waitMs) throw new Error(`still not: ${happened}`)
		await new Promise((resolve) => setTimeout(resolve, 50))
	}
}

// {stores: {name: rows}, caches: {name: [address]}, worker}: everything, as it is now.
export function keptOn(page) {
	return page.evaluate(async () => {
		const done = (request) =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result)
				request.onerror = () => reject(request.error)
			})
		const db = await done(indexedDB.open('reviewd'))
		const stores = {}
		for (const name of db.objectStoreNames) {
			stores[name] = await done(db.transaction(name).objectStore(name).getAll())
		}
		db.close()
		const kept = {}
		for (const name of await caches.keys()) {
			kept[name] = (await (await caches.open(name)).keys()).map(({ url }) => url)
		}
		const worker = (await navigator.serviceWorker.getRegistration()) !== undefined
		return { stores, caches: kept, worker }
	})
}

// Every string on the device but those of the page's own files: in rows as they are, in bytes as UTF-8.
export function wordsOn(page) {
	return page.evaluate(async () => {
		const found = []
		const read = (value) => {
			if (typeof value === 'string') found.push(value)
			else if (value instanceof Uint8Array) found.push(new TextDecoder().decode(value))
			else if (value instanceof Map || value instanceof Set) read([...value])
			else if (typeof value === 'object' && value !== null) Object.values(value).forEach(read)
		}
		const done = (request) =>
			new Promise((resolve) => {
				request.onsuccess = () => resolve(request.result)
			})
		for (const { name } of await indexedDB.databases()) {
			const db = await done(indexedDB.open(name))
			for (const store of db.objectStoreNames) {
				read(await done(db.transaction(store).objectStore(store).getAll()))
			}
			db.close()
		}
		for (const name of await caches.keys()) {
			for (const { url } of await (await caches.open(name)).keys()) found.push(url)
		}
		read({ ...localStorage })
		read({ ...sessionStorage })
		return found.join('\n')
	})
}

// Whether the service worker is cut off too: it is a process of its own.
export async function workerIsCutOff(context) {
	const [worker] = context.serviceWorkers()
	return worker.evaluate(() =>
		fetch('/healthz', { cache: 'no-store' }).then(
			() => false,
			() => true,
		),
	)
}
