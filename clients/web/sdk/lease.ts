// Which lease of actors this tab uses. A lease belongs to one tab at a time: the tab holds a Web Lock
// with the lease's name for as long as it lives, so a duplicated tab finds the lock taken and leases
// new actors, and a tab that was closed leaves its lease, with whatever it had not sent, to the next.
import type { DeviceStore, LeaseRecord } from './deviceStore'
import { randomName } from './id'

export interface HeldLease {
	readonly id: string
	// What an earlier page load kept; null for a lease still to be made.
	readonly record: LeaseRecord | null
}

export async function holdLease(store: DeviceStore, seat: string): Promise<HeldLease> {
	const fresh = { id: randomName(), record: null }
	// Not there on plain HTTP: without locks no lease is ever taken up again.
	if (!('locks' in navigator)) return fresh

	for (const record of await unsentFirst(store, seat)) {
		if (await hold(record.id)) return { id: record.id, record }
	}
	await hold(fresh.id)
	return fresh
}

async function unsentFirst(store: DeviceStore, seat: string): Promise<LeaseRecord[]> {
	try {
		const records = await store.leases(seat)
		const counted = await Promise.all(
			records.map(async (record) => ({ record, unsent: (await store.pending(record.id)).length })),
		)
		return counted.sort((a, b) => b.unsent - a.unsent).map(({ record }) => record)
	} catch {
		// A store that cannot be read has nothing to go on with.
		return []
	}
}

// Calls `mine` once nobody else on this device holds the name. Returns what gives it up, or the wish
// for it. Where there are no locks nobody ever holds it.
export function claim(name: string, mine: () => void): () => void {
	if (!('locks' in navigator)) return () => undefined
	let giveUp: () => void = () => undefined
	const given = new Promise<void>((resolve) => {
		giveUp = resolve
	})
	const abort = new AbortController()
	const held = () => {
		mine()
		return given
	}
	navigator.locks.request(name, { signal: abort.signal }, held).catch(() => undefined)
	return () => {
		abort.abort()
		giveUp()
	}
}

// True when the lock is ours; it is then held until the page goes away.
function hold(id: string): Promise<boolean> {
	return new Promise((resolve) => {
		void navigator.locks.request(`reviewd-lease-${id}`, { ifAvailable: true }, (lock) => {
			resolve(lock !== null)
			return lock === null ? undefined : new Promise<never>(() => undefined)
		})
	})
}
