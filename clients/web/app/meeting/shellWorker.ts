// The service worker, which keeps the page's own files so that it comes up without a network (worker/).
//
// Only for people who are in a meeting: looking at an invite leaves nothing on a device.
import { Signal } from '../../sdk/signal'

// A newer page than this one is on the device, and comes with the next reload.
export const newerPage = new Signal(false)

let registered: Promise<ServiceWorkerRegistration | null> | null = null

// Whether this page may be opened without a network: there are no workers on plain HTTP.
export function worksOffline(): boolean {
	return window.isSecureContext && 'serviceWorker' in navigator && import.meta.env.PROD
}

// May be called again: asks then whether the server has a newer page.
export function keepPage(): void {
	if (!worksOffline()) return
	if (registered !== null) {
		void registered.then((registration) => registration?.update()).catch(() => undefined)
		return
	}
	navigator.serviceWorker.addEventListener('controllerchange', takenOver)
	// Storage that is blocked or full: the page works, but not without a network.
	registered = navigator.serviceWorker
		.register('/sw.js', { updateViaCache: 'none' })
		.catch(() => null)
}

// Nobody who works on this device needs the page without a network any more.
export async function forgetPage(): Promise<void> {
	if (!worksOffline()) return
	registered = null
	try {
		const registration = await navigator.serviceWorker.getRegistration()
		await registration?.unregister()
		for (const name of await caches.keys()) {
			if (name.startsWith('reviewd-page-')) await caches.delete(name)
		}
	} catch {
		// Blocked: then nothing was kept either.
	}
}

// A worker takes over first and throws the page before away then.
function takenOver(): void {
	const worker = navigator.serviceWorker.controller
	const look = () => {
		if (worker?.state === 'activated') void lookWhetherNewer()
	}
	worker?.addEventListener('statechange', look)
	look()
}

// The worker that has just taken over keeps one page only: this one, if its files are there.
async function lookWhetherNewer(): Promise<void> {
	const files = document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>(
		'script[src], link[rel=stylesheet]',
	)
	for (const file of files) {
		const url = file instanceof HTMLLinkElement ? file.href : file.src
		if ((await caches.match(url, { ignoreVary: true })) === undefined) newerPage.set(true)
	}
}
