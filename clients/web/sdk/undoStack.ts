// What this person did in this tab, so that it can be taken back and done again, step by step.
//
// Nothing that somebody else wrote since is ever overwritten: moves, sorts and applied proposals go back
// by the server's own undo (docs/SPEC.md, C41 to C44), a field by an edit that names the version it
// takes back, an archive by the restore of that very archive. What cannot go back is told in a notice.
import type { Operation } from './gen/reviewd/v1/operation_pb'
import { ItemField } from './gen/reviewd/v1/backlog_pb'
import { archiveItem, editLabel, editNumber, editText, restoreItem } from './drafts'
import { keyFor, keyOf, type IdKey } from './id'
import { redo, undo } from './itemDrafts'
import type { Draft } from './outbox'
import { latest, type PendingOperation } from './pending'
import type { ProductState } from './productState'
import { Signal } from './signal'

const STEPS_MAX = 100

export type StepName = NonNullable<Operation['body']['case']>

// What would be taken back, and what done again; null: nothing.
export interface Steps {
	readonly undo: StepName | null
	readonly redo: StepName | null
}

export interface UndoEffects {
	state(): ProductState
	submit(draft: Draft): PendingOperation
	// Takes back what has not left this device. False: it may have.
	withdraw(pending: PendingOperation): boolean
	answered(pending: PendingOperation): Promise<boolean>
}

type Change =
	| { readonly kind: 'placed' | 'added' }
	| { readonly kind: 'archived' | 'restored'; readonly item: IdKey }
	| {
			readonly kind: 'label'
			readonly item: IdKey
			readonly label: string
			readonly added: boolean
	  }
	| {
			readonly kind: 'title'
			readonly item: IdKey
			readonly before: string
			readonly after: string
	  }
	| {
			readonly kind: 'estimate'
			readonly item: IdKey
			readonly before: number
			readonly after: number
	  }

interface Step {
	readonly draft: Draft
	readonly change: Change
	// What stands, last: the operation, its undo, the redo of that ..
	readonly made: PendingOperation[]
}

type Direction = 'undo' | 'redo'

export class UndoStack {
	readonly steps = new Signal<Steps>({ undo: null, redo: null })
	readonly #effects: UndoEffects
	#done: Step[] = []
	#undone: Step[] = []

	constructor(effects: UndoEffects) {
		this.#effects = effects
	}

	// To be asked before the operation is made: what it is about to change. Undefined: nothing that
	// this takes back.
	look(draft: Draft): Change | undefined {
		return changeOf(this.#effects.state(), draft.body)
	}

	note(draft: Draft, change: Change, made: PendingOperation): void {
		this.#done = [...this.#done, { draft, change, made: [made] }].slice(-STEPS_MAX)
		this.#undone = []
		this.#say()
	}

	// The operation changed nothing.
	forget(failed: PendingOperation): void {
		const stands = ({ made }: Step) => {
			const last = made.at(-1)
			return last === undefined || latest(last) !== failed
		}
		this.#done = this.#done.filter(stands)
		this.#undone = this.#undone.filter(stands)
		this.#say()
	}

	undo(): void {
		const step = this.#done.pop()
		if (step === undefined) return
		this.#undone.push(step)
		this.#go(step, 'undo')
		this.#say()
	}

	redo(): void {
		const step = this.#undone.pop()
		if (step === undefined) return
		this.#done.push(step)
		this.#go(step, 'redo')
		this.#say()
	}

	#go(step: Step, direction: Direction): void {
		const last = step.made.at(-1)
		if (last === undefined) {
			step.made.push(this.#effects.submit(step.draft))
		} else if (latest(last).landed || !needsItsEvent(step.change, direction)) {
			this.#make(step, direction, latest(last))
		} else if (this.#effects.withdraw(latest(last))) {
			step.made.pop()
		} else {
			// It names the event that it takes back, which is on its way.
			void this.#effects.answered(last).then((accepted) => {
				if (accepted) this.#make(step, direction, latest(last))
			})
		}
	}

	#make(step: Step, direction: Direction, last: PendingOperation): void {
		const first = step.made[0]
		if (first === undefined) return
		const drafts = draftsFor(this.#effects.state(), step.change, direction, latest(first), last)
		for (const [i, draft] of drafts.entries()) {
			const made = this.#effects.submit(draft)
			if (i === drafts.length - 1) step.made.push(made)
		}
		if (drafts.length === 0) this.forget(last)
	}

	#say(): void {
		const name = (step: Step | undefined) => step?.draft.body.case ?? null
		this.steps.set({ undo: name(this.#done.at(-1)), redo: name(this.#undone.at(-1)) })
	}
}

function changeOf(state: ProductState, body: Operation['body']): Change | undefined {
	switch (body.case) {
		case 'moveItems':
		case 'sortItems':
		case 'applyProposal':
			return { kind: 'placed' }
		case 'addItems':
		case 'splitItem':
			return { kind: 'added' }
		case 'archiveItem':
			return { kind: 'archived', item: keyOf(body.value.item) }
		case 'restoreItem':
			return { kind: 'restored', item: keyOf(body.value.item) }
		case 'editItem':
			break
		default:
			return undefined
	}
	const { field, text, number, remove } = body.value
	const item = state.items.get(keyOf(body.value.item))
	if (item === undefined) return undefined
	switch (field) {
		case ItemField.TITLE:
			return { kind: 'title', item: item.key, before: item.title, after: text }
		case ItemField.ESTIMATE:
			return { kind: 'estimate', item: item.key, before: item.estimate, after: number }
		case ItemField.LABEL:
			if (item.labels.includes(text) !== remove) return undefined
			return { kind: 'label', item: item.key, label: text, added: !remove }
		case ItemField.DESCRIPTION:
		case ItemField.UNSPECIFIED:
			return undefined
	}
}

// Whether the way there names an event of what stands.
function needsItsEvent({ kind }: Change, direction: Direction): boolean {
	switch (kind) {
		case 'placed':
		case 'label':
			return false
		case 'added':
		case 'restored':
			return direction === 'redo'
		case 'archived':
			return direction === 'undo'
		case 'title':
		case 'estimate':
			return true
	}
}

// None: it cannot be done any more.
function draftsFor(
	state: ProductState,
	change: Change,
	direction: Direction,
	first: PendingOperation,
	last: PendingOperation,
): Draft[] {
	const back = direction === 'undo'
	const seq = last.seqs.at(-1)
	switch (change.kind) {
		case 'placed':
			return [back ? undo(first) : redo(first)]
		case 'added':
			return back ? [undo(first)] : restores(state, first, last)
		case 'archived':
		case 'restored':
			if (back !== (change.kind === 'archived')) return [archiveItem(change.item)]
			return seq === undefined ? [] : [restoreItem(change.item, seq)]
		case 'label':
			return [editLabel(change.item, change.label, back === change.added)]
		case 'title': {
			const title = back ? change.before : change.after
			return seq === undefined ? [] : [editText(change.item, ItemField.TITLE, title, seq)]
		}
		case 'estimate': {
			const estimate = back ? change.before : change.after
			return seq === undefined ? [] : [editNumber(change.item, ItemField.ESTIMATE, estimate, seq)]
		}
	}
}

// What the undo archived, and nothing that somebody else archived since.
function restores(state: ProductState, added: PendingOperation, last: PendingOperation): Draft[] {
	const drafts: Draft[] = []
	for (let k = 0; ; k++) {
		const item = state.items.get(keyFor(added.actor, added.counter, k))
		if (item === undefined) return drafts
		const { key, archivedAt } = item
		if (last.seqs.includes(archivedAt)) drafts.push(restoreItem(key, archivedAt))
	}
}
