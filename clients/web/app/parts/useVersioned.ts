// A form that changes something which somebody else may change meanwhile. It names the version that its
// author saw; when another one stands by then, nothing is overwritten and nothing that was typed is lost:
// the form stays, says who changed it, and asks.
import { useEffect, useRef, useState } from 'react'
import { ErrorCode } from '../../sdk/gen/reviewd/v1/error_pb'
import type { Standing } from '../../sdk/notice'
import type { Draft } from '../../sdk/outbox'
import type { PendingOperation } from '../../sdk/pending'
import type { Client } from '../../sdk/client'
import { useClient } from '../meeting/seat'
import { tellHere } from '../notice/tellHere'
import { useTyped } from './useTyped'

export type VersionedState =
	| { readonly kind: 'typing' | 'saving' }
	| { readonly kind: 'changed'; readonly by: Standing }
	// In the server's own words.
	| { readonly kind: 'refused'; readonly why: string }

export interface Versioned<F> {
	readonly form: F
	readonly state: VersionedState
	readonly set: (fields: Partial<F>) => void
	readonly save: () => void
	readonly takeTheirs: () => void
	readonly saveMine: () => void
	// Given up; what is on its way to the server stays there.
	readonly close: () => void
}

export interface VersionedSettings<F> {
	// Where it is kept while it is typed (typed.ts); null: nowhere.
	readonly place: string | null
	// What stands now, and the event that made it so.
	readonly standing: F
	readonly at: number
	readonly draft: (form: F, at: number) => Draft
	// It was saved, or given up.
	readonly onClose: () => void
}

const TYPING: VersionedState = { kind: 'typing' }

export function useVersioned<F extends object>(settings: VersionedSettings<F>): Versioned<F> {
	const { place, standing, at, draft, onClose } = settings
	const client = useClient()
	const typed = useTyped(place, { at, form: standing })
	const [state, setState] = useState(TYPING)
	const gone = useGone()
	const { form } = typed.value

	const send = (seen: number) => {
		if (state.kind === 'saving') return
		setState({ kind: 'saving' })
		const pending = client.submit(draft(form, seen))
		void client.answered(pending).then((accepted) => {
			if (accepted) typed.forget()
			if (gone.current) return
			if (accepted) onClose()
			else setState(whyNot(client, pending))
		})
	}
	return {
		form,
		state,
		set: (fields) => {
			typed.set({ at: typed.value.at, form: { ...form, ...fields } })
		},
		save: () => {
			send(typed.value.at)
		},
		takeTheirs: () => {
			typed.set({ at, form: standing })
			setState(TYPING)
		},
		saveMine: () => {
			typed.set({ at, form })
			send(at)
		},
		close: () => {
			if (state.kind !== 'saving') typed.forget()
			onClose()
		},
	}
}

/** Why it was not saved. The form tells it, so no notice is left beside it. */
export function whyNot(
	client: Client,
	pending: PendingOperation,
): Extract<VersionedState, { kind: 'changed' | 'refused' }> {
	let why: ReturnType<typeof whyNot> = { kind: 'refused', why: '' }
	for (const notice of tellHere(client, pending)) {
		if (notice.kind !== 'rejected') continue
		why =
			notice.code === ErrorCode.CONFLICT
				? { kind: 'changed', by: notice.by }
				: { kind: 'refused', why: notice.text }
	}
	return why
}

/** Whether what asks is not on the page any more. */
export function useGone() {
	const gone = useRef(false)
	useEffect(() => {
		gone.current = false
		return () => {
			gone.current = true
		}
	}, [])
	return gone
}
