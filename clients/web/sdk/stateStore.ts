// Where a device keeps the last confirmed state of each seat: three stores beside the outbox's.
import { finished, requested } from './indexedDb'
import type { KeptState, PartRecord, StateRecord, TailRecord } from './keptState'

export interface StateStore {
	read(seat: string): Promise<KeptState | null>
	putPart(part: PartRecord): Promise<void>
	// From now on this is the seat's state. Nothing of what was there before stays.
	commit(record: StateRecord): Promise<void>
	// Both or neither. Null: the record alone.
	append(record: StateRecord, tail: TailRecord | null): Promise<void>
	drop(seat: string): Promise<void>
	// Of how many seats there is a state.
	count(): Promise<number>
	// Drops all those that are not `worthKeeping`, and of the others all but the `most` last heard of.
	sweep(worthKeeping: (record: StateRecord) => boolean, most: number): Promise<void>
}

export const STATE_STORES = ['states', 'stateParts', 'stateTails']

export function prepareStateStores(db: IDBDatabase): void {
	db.createObjectStore('states', { keyPath: 'seat' })
	db.createObjectStore('stateParts', { keyPath: ['seat', 'generation', 'n'] })
	db.createObjectStore('stateTails', { keyPath: ['seat', 'generation', 'from'] })
}

export class IndexedDbStates implements StateStore {
	readonly #db: IDBDatabase

	constructor(db: IDBDatabase) {
		this.#db = db
	}

	async read(seat: string): Promise<KeptState | null> {
		const all = this.#db.transaction(STATE_STORES, 'readonly')
		const record = await requested<StateRecord | undefined>(
			all.objectStore('states').get(seat) as IDBRequest<StateRecord | undefined>,
		)
		if (record === undefined) return null
		const own = below(seat, record.generation)
		const [parts, tail] = await Promise.all([
			requested<PartRecord[]>(all.objectStore('stateParts').getAll(own)),
			requested<TailRecord[]>(all.objectStore('stateTails').getAll(own)),
		])
		return { record, parts: parts.map(({ part }) => part), tail }
	}

	putPart(part: PartRecord): Promise<void> {
		return this.#write((all) => {
			all.objectStore('stateParts').put(part)
		})
	}

	commit(record: StateRecord): Promise<void> {
		const { seat, generation } = record
		return this.#write((all) => {
			for (const name of ['stateParts', 'stateTails']) {
				all.objectStore(name).delete(IDBKeyRange.bound([seat], [seat, generation], false, true))
				all.objectStore(name).delete(IDBKeyRange.bound([seat, generation, []], [seat, []]))
			}
			all.objectStore('states').put(record)
		})
	}

	append(record: StateRecord, tail: TailRecord | null): Promise<void> {
		return this.#write((all) => {
			all.objectStore('states').put(record)
			if (tail !== null) all.objectStore('stateTails').put(tail)
		})
	}

	drop(seat: string): Promise<void> {
		return this.#write((all) => {
			dropFrom(all, seat)
		})
	}

	count(): Promise<number> {
		const states = this.#db.transaction('states', 'readonly').objectStore('states')
		return requested<number>(states.count())
	}

	async sweep(worthKeeping: (record: StateRecord) => boolean, most: number): Promise<void> {
		const all = this.#db.transaction(STATE_STORES, 'readwrite')
		const records = await requested<StateRecord[]>(all.objectStore('states').getAll())
		const kept = records.filter(worthKeeping).sort((a, b) => b.heardAtMs - a.heardAtMs)
		const stay = new Set(kept.slice(0, most))
		for (const record of records) if (!stay.has(record)) dropFrom(all, record.seat)
		await finished(all)
	}

	async #write(change: (all: IDBTransaction) => void): Promise<void> {
		const all = this.#db.transaction(STATE_STORES, 'readwrite')
		const done = finished(all)
		change(all)
		// A page that goes away does not get round to what a transaction usually waits for.
		all.commit()
		await done
	}
}

// Arrays come after numbers and strings, so an empty one ends the range of a beginning.
function below(...beginning: string[]): IDBKeyRange {
	return IDBKeyRange.bound(beginning, [...beginning, []])
}

export function dropFrom(all: IDBTransaction, seat: string): void {
	all.objectStore('states').delete(seat)
	all.objectStore('stateParts').delete(below(seat))
	all.objectStore('stateTails').delete(below(seat))
}
