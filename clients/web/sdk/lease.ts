// Which lease of actors this tab uses. A lease belongs to one tab at a time: the tab holds a Web Lock
// with the lease's name for as long as it lives, so a duplicated tab finds the lock taken and leases
// new actors, and a tab that was closed leaves its lease, with whatever it had not sent, to the next.
import type { DeviceStore, LeaseRecord } from './deviceStore'

export interface HeldLease {
	readonly id: string
	// What an earlier page load kept; null for a lease still to be made.
	readonly record: LeaseRecord | null
}

export async function holdLease(store: DeviceStore, seat: string): Promise<HeldLease> {
	const fresh = { id: randomName(), record: null }
	// Not there on plain HTTP: without locks no lease is ever taken up again.
	if (!('locks' in navigator)) return fresh

	for (const record of await unsentFirst(store, await store.leases(seat))) {
		if (await hold(record.id)) return { id: record.id, record }
	}
	await hold(fresh.id)
	return fresh
}

async function unsentFirst(store: DeviceStore, records: LeaseRecord[]): Promise<LeaseRecord[]> {
	const counted = await Promise.all(
		records.map(async (record) => ({ record, unsent: (await store.pending(record.id)).length })),
	)
	return counted.sort((a, b) => b.unsent - a.unsent).map(({ record }) => record)
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

function randomName(): string {
	return [...crypto.getRandomValues(new Uint8Array(8))].map((b) => b.toString(16)).join('')
}
