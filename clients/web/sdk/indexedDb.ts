// The two corners of IndexedDB that need a promise around them.
export type IDBRequestLike<T> = IDBRequest<T> | IDBRequest<IDBValidKey> | IDBRequest<undefined>

export function requested<T>(request: IDBRequestLike<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => {
			resolve(request.result as T)
		}
		request.onerror = () => {
			reject(request.error ?? new Error('storage failed'))
		}
	})
}

export function finished(transaction: IDBTransaction): Promise<void> {
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => {
			resolve()
		}
		transaction.onabort = () => {
			reject(transaction.error ?? new Error('storage failed'))
		}
	})
}

export function openDatabase(
	name: string,
	version: number,
	prepare: (older: IDBDatabase) => void,
): Promise<IDBDatabase> {
	const request = indexedDB.open(name, version)
	request.onupgradeneeded = () => {
		prepare(request.result)
	}
	return new Promise((resolve, reject) => {
		request.onsuccess = () => {
			const db = request.result
			// A newer page wants to change it, and would wait for ever.
			db.onversionchange = () => {
				db.close()
			}
			resolve(db)
		}
		request.onerror = () => {
			reject(request.error ?? new Error('storage failed'))
		}
		request.onblocked = () => {
			reject(new Error('an older page holds the storage'))
		}
	})
}
