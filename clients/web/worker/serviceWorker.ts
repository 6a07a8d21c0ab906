// The service worker: lets the page come up without a network. What it does is in shell.ts.
//
// Built to /sw.js, next to index.html, so that its scope is the whole origin.
import { ShellCache, type Shell } from './shell'

declare const self: ServiceWorkerGlobalScope
// Put in by the build (vite.config.ts).
declare const __SHELL__: Shell

const shell = new ShellCache(__SHELL__, {
	caches: self.caches,
	origin: self.location.origin,
	fetch: (request) => self.fetch(request),
	wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
})

self.addEventListener('install', (event) => {
	// A page that is open has all it needs, so the next one need not wait for it to be closed.
	event.waitUntil(shell.fill().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
	event.waitUntil(shell.dropOthers().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
	const answer = shell.answer(event.request)
	if (answer !== null) event.respondWith(answer)
})
