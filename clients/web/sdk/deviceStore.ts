// What survives a reload on this device: leases of actors, operations without an answer, and the last
// confirmed state of each seat.
import type { IDBRequestLike } from './indexedDb'
import { finished, openDatabase, requested } from './indexedDb'
import {
	dropFrom,
	IndexedDbStates,
	prepareStateStores,
	STATE_STORES,
	type StateStore,
} from './stateStore'

export interface LeaseRecord {
	// Also the name of the Web Lock that says which tab uses it.
	readonly id: string
	// `product/handle`
	readonly seat: string
	readonly openActor: number
	readonly sealedActor: number
	readonly token: Uint8Array
	// Open actors that it succeeds, the last ones.
	readonly predecessors?: readonly number[]
	// Counters from which on the old numbers were somebody else's (op_id_reused), by actor.
	readonly reusedFrom?: Readonly<Record<number, number>>
}

export interface PendingRecord {
	readonly lease: string
	readonly actor: number
	readonly counter: number
	readonly sealed: boolean
	readonly bytes: Uint8Array
	// Order in which they were made, over both actors.
	readonly made: number
}

export interface DeviceStore {
	// Null where only the page's own memory keeps anything.
	readonly states: StateStore | null
	leases(seat: string): Promise<LeaseRecord[]>
	putLease(record: LeaseRecord): Promise<void>
	pending(lease: string): Promise<PendingRecord[]>
	putPending(record: PendingRecord): Promise<void>
	dropPending(lease: string, actor: number, counter: number): Promise<void>
	// All of it or nothing: the lease, and what is pending under it in the place of what was.
	succeed(record: LeaseRecord, pending: readonly PendingRecord[]): Promise<void>
	// Everything of a seat, what was not sent too.
	forget(seat: string): Promise<void>
}

export class IndexedDbStore implements DeviceStore {
	readonly states: StateStore
	readonly #db: IDBDatabase

	constructor(db: IDBDatabase) {
		this.#db = db
		this.states = new IndexedDbStates(db)
	}

	async leases(seat: string): Promise<LeaseRecord[]> {
		const all = await this.#run<LeaseRecord[]>('leases', 'readonly', (store) => store.getAll())
		return all.filter((record) => record.seat === seat)
	}

	async putLease(record: LeaseRecord): Promise<void> {
		await this.#run('leases', 'readwrite', (store) => store.put(record))
	}

	async pending(lease: string): Promise<PendingRecord[]> {
		const all = await this.#run<PendingRecord[]>('pending', 'readonly', (store) =>
			store.index('lease').getAll(lease),
		)
		return all.sort((a, b) => a.made - b.made)
	}

	async putPending(record: PendingRecord): Promise<void> {
		await this.#run('pending', 'readwrite', (store) => store.put(record))
	}

	async dropPending(lease: string, actor: number, counter: number): Promise<void> {
		await this.#run('pending', 'readwrite', (store) => store.delete([lease, actor, counter]))
	}

	async succeed(record: LeaseRecord, pending: readonly PendingRecord[]): Promise<void> {
		const all = this.#db.transaction(['leases', 'pending'], 'readwrite')
		const kept = all.objectStore('pending')
		const before = await requested<IDBValidKey[]>(kept.index('lease').getAllKeys(record.id))
		for (const key of before) kept.delete(key)
		for (const one of pending) kept.put(one)
		all.objectStore('leases').put(record)
		await finished(all)
	}

	async forget(seat: string): Promise<void> {
		const all = this.#db.transaction(['leases', 'pending', ...STATE_STORES], 'readwrite')
		dropFrom(all, seat)
		const leases = all.objectStore('leases')
		const pending = all.objectStore('pending')
		for (const record of await requested<LeaseRecord[]>(leases.getAll())) {
			if (record.seat !== seat) continue
			leases.delete(record.id)
			const keys = await requested<IDBValidKey[]>(pending.index('lease').getAllKeys(record.id))
			for (const key of keys) pending.delete(key)
		}
		await finished(all)
	}

	#run<T>(
		name: string,
		mode: IDBTransactionMode,
		ask: (store: IDBObjectStore) => IDBRequestLike<T>,
	): Promise<T> {
		const all = this.#db.transaction(name, mode)
		const asked = requested(ask(all.objectStore(name)))
		// A page that goes away does not get round to what a transaction usually waits for.
		if (mode === 'readwrite') all.commit()
		return asked
	}
}

// Where a browser keeps nothing for us (private windows, blocked storage): the page works, a reload
// forgets what was not sent.
export class MemoryStore implements DeviceStore {
	readonly states: StateStore | null = null
	readonly #leases = new Map<string, LeaseRecord>()
	readonly #pending = new Map<string, PendingRecord>()

	leases(seat: string): Promise<LeaseRecord[]> {
		return Promise.resolve([...this.#leases.values()].filter((record) => record.seat === seat))
	}

	putLease(record: LeaseRecord): Promise<void> {
		this.#leases.set(record.id, record)
		return Promise.resolve()
	}

	pending(lease: string): Promise<PendingRecord[]> {
		const own = [...this.#pending.values()].filter((record) => record.lease === lease)
		return Promise.resolve(own.sort((a, b) => a.made - b.made))
	}

	putPending(record: PendingRecord): Promise<void> {
		this.#pending.set(`${record.lease}/${record.actor}/${record.counter}`, record)
		return Promise.resolve()
	}

	dropPending(lease: string, actor: number, counter: number): Promise<void> {
		this.#pending.delete(`${lease}/${actor}/${counter}`)
		return Promise.resolve()
	}

	succeed(record: LeaseRecord, pending: readonly PendingRecord[]): Promise<void> {
		for (const [key, { lease }] of [...this.#pending]) {
			if (lease === record.id) this.#pending.delete(key)
		}
		for (const one of pending) void this.putPending(one)
		return this.putLease(record)
	}

	forget(seat: string): Promise<void> {
		for (const [id, record] of [...this.#leases]) {
			if (record.seat !== seat) continue
			this.#leases.delete(id)
			for (const [key, { lease }] of [...this.#pending]) if (lease === id) this.#pending.delete(key)
		}
		return Promise.resolve()
	}
}

export async function openDeviceStore(): Promise<DeviceStore> {
	try {
		const db = await openDatabase('reviewd', 2, (older) => {
			if (!older.objectStoreNames.contains('leases')) prepareOutboxStores(older)
			prepareStateStores(older)
		})
		return new IndexedDbStore(db)
	} catch {
		return new MemoryStore()
	}
}

function prepareOutboxStores(db: IDBDatabase): void {
	db.createObjectStore('leases', { keyPath: 'id' })
	const pending = db.createObjectStore('pending', { keyPath: ['lease', 'actor', 'counter'] })
	pending.createIndex('lease', 'lease')
}
