// Where this page was opened. docs/PROTOCOL.md, "Addresses".
import { isJoinCode } from '../sdk/joinCode'

export type Address =
	| { readonly screen: 'join'; readonly product: string; readonly brought: Brought }
	| { readonly screen: 'product'; readonly product: string; readonly handle: string }
	| { readonly screen: 'nowhere' }

// What the fragment of a join address says: a link's secret, a join code (as the QR code on a slide
// does), nothing, or something that was cut off on the way.
export type Brought =
	| { readonly kind: 'secret'; readonly secret: string }
	| { readonly kind: 'code'; readonly code: string }
	| { readonly kind: 'nothing' }
	| { readonly kind: 'broken' }

// Takes an invite's secret out of the address bar at once, so that nobody reads it over a shoulder
// or on a shared screen, and it never enters the history.
export function takeAddress(): Address {
	const { pathname, hash } = window.location
	const invite = /^\/j\/([0-9a-f]{16})\/?$/.exec(pathname)
	if (invite?.[1] !== undefined) {
		if (hash !== '') window.history.replaceState(null, '', pathname)
		return { screen: 'join', product: invite[1], brought: broughtBy(hash.slice(1)) }
	}
	const seat = /^\/p\/([0-9a-f]{16})\/([0-9a-f]{16})\/?$/.exec(pathname)
	if (seat?.[1] !== undefined && seat[2] !== undefined) {
		return { screen: 'product', product: seat[1], handle: seat[2] }
	}
	return { screen: 'nowhere' }
}

function broughtBy(fragment: string): Brought {
	if (fragment === '') return { kind: 'nothing' }
	if (/^[0-9a-f]{32}$/.test(fragment)) return { kind: 'secret', secret: fragment }
	return isJoinCode(fragment) ? { kind: 'code', code: fragment } : { kind: 'broken' }
}

export function seatPath(product: string, handle: string): string {
	return `/p/${product}/${handle}`
}

export function joinPath(product: string): string {
	return `/j/${product}`
}

// A link as people get it. Written without `#` where it brings nothing.
export function joinLink(product: string, fragment: string): string {
	const link = new URL(joinPath(product), window.location.origin)
	link.hash = fragment
	return link.href
}
