// Where this page was opened. docs/PROTOCOL.md, "Addresses".
export type Address =
	| { readonly screen: 'join'; readonly product: string; readonly secret: string }
	| { readonly screen: 'product'; readonly product: string; readonly handle: string }
	| { readonly screen: 'nowhere' }

// Takes an invite's secret out of the address bar at once, so that nobody reads it over a shoulder
// or on a shared screen, and it never enters the history.
export function takeAddress(): Address {
	const { pathname, hash } = window.location
	const invite = /^\/j\/([0-9a-f]{16})\/?$/.exec(pathname)
	if (invite?.[1] !== undefined) {
		const secret = /^#([0-9a-f]{32})$/.exec(hash)?.[1] ?? ''
		if (hash !== '') window.history.replaceState(null, '', pathname)
		return { screen: 'join', product: invite[1], secret }
	}
	const seat = /^\/p\/([0-9a-f]{16})\/([0-9a-f]{16})\/?$/.exec(pathname)
	if (seat?.[1] !== undefined && seat[2] !== undefined) {
		return { screen: 'product', product: seat[1], handle: seat[2] }
	}
	return { screen: 'nowhere' }
}

export function seatPath(product: string, handle: string): string {
	return `/p/${product}/${handle}`
}
