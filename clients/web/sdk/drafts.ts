// Operations as a person means them. The outbox gives them their numbers.
import { create } from '@bufbuild/protobuf'
import { ItemField, type Place } from './gen/reviewd/v1/backlog_pb'
import type { Assessment, CheckList, FeedbackKind, Role } from './gen/reviewd/v1/meeting_pb'
import {
	AddItemsSchema,
	ArchiveItemSchema,
	CreateInviteSchema,
	EditItemSchema,
	MoveItemsSchema,
	RestoreItemSchema,
} from './gen/reviewd/v1/operation_pb'
import {
	AddIncrementSchema,
	AssessIncrementSchema,
	CheckIncrementSchema,
	CloseReviewSchema,
	GiveFeedbackSchema,
	OpenReviewSchema,
	PlanReviewSchema,
	RetractFeedbackSchema,
	SetDefinitionOfDoneSchema,
	UpvoteFeedbackSchema,
} from './gen/reviewd/v1/operation_meeting_pb'
import { idOf, NO_ID, type IdKey } from './id'
import type { Criterion } from './model'
import type { Draft } from './outbox'

export function moveItems(items: readonly IdKey[], place: Place): Draft {
	const value = create(MoveItemsSchema, { items: items.map(idOf), place })
	return { body: { case: 'moveItems', value } }
}

export interface ItemText {
	readonly title: string
	readonly description: string
	readonly estimate: number
}

export function addItems(items: readonly ItemText[], place: Place): Draft {
	const value = create(AddItemsSchema, { items: [...items], place })
	return { body: { case: 'addItems', value } }
}

export function editText(item: IdKey, field: ItemField, text: string, ifVersion = 0): Draft {
	const fields = { item: idOf(item), field, text, ifVersion: BigInt(ifVersion) }
	return { body: { case: 'editItem', value: create(EditItemSchema, fields) } }
}

export function editNumber(item: IdKey, field: ItemField, number: number, ifVersion = 0): Draft {
	const fields = { item: idOf(item), field, number, ifVersion: BigInt(ifVersion) }
	return { body: { case: 'editItem', value: create(EditItemSchema, fields) } }
}

export function editLabel(item: IdKey, label: string, remove: boolean): Draft {
	const fields = { item: idOf(item), field: ItemField.LABEL, text: label, remove }
	return { body: { case: 'editItem', value: create(EditItemSchema, fields) } }
}

export function archiveItem(item: IdKey): Draft {
	const value = create(ArchiveItemSchema, { item: idOf(item) })
	return { body: { case: 'archiveItem', value } }
}

export function restoreItem(item: IdKey, archivedAt: number): Draft {
	const fields = { item: idOf(item), archivedAt: BigInt(archivedAt) }
	return { body: { case: 'restoreItem', value: create(RestoreItemSchema, fields) } }
}

export interface ReviewPlan {
	readonly title: string
	// 0: none was said.
	readonly sprint: number
	readonly goal: string
}

export function planReview({ title, sprint, goal: sprintGoal }: ReviewPlan): Draft {
	const value = create(PlanReviewSchema, { title, sprint, sprintGoal })
	return { body: { case: 'planReview', value } }
}

export interface IncrementText {
	readonly title: string
	readonly summary: string
	// NO_ID: it delivers none of the backlog's items.
	readonly item: IdKey
	readonly done: boolean
	readonly presenter: string
	readonly demoLink: string
	readonly criteria: readonly Criterion[]
}

export function addIncrement(review: IdKey, text: IncrementText): Draft {
	const { title, summary, item, done, presenter, demoLink, criteria } = text
	const value = create(AddIncrementSchema, {
		review: idOf(review),
		title,
		summary,
		...(item === NO_ID ? {} : { item: idOf(item) }),
		done,
		presenter,
		demoLink,
		criteria: criteria.map((criterion) => criterion.text),
		criteriaMet: criteria.reduce((bits, { met }, i) => (met ? bits | (1n << BigInt(i)) : bits), 0n),
	})
	return { body: { case: 'addIncrement', value } }
}

export function openReview(review: IdKey): Draft {
	const value = create(OpenReviewSchema, { review: idOf(review) })
	return { body: { case: 'openReview', value } }
}

export function closeReview(review: IdKey): Draft {
	const value = create(CloseReviewSchema, { review: idOf(review) })
	return { body: { case: 'closeReview', value } }
}

// `ifVersion`: the assessment that the author saw and means to replace; 0 for none.
export function assessIncrement(
	increment: IdKey,
	assessment: Assessment,
	reason: string,
	ifVersion: number,
): Draft {
	const fields = { increment: idOf(increment), assessment, ifVersion: BigInt(ifVersion) }
	const value = create(AssessIncrementSchema, fields)
	return { body: { case: 'assessIncrement', value }, reason }
}

export function checkIncrement(
	increment: IdKey,
	list: CheckList,
	index: number,
	met: boolean,
): Draft {
	const value = create(CheckIncrementSchema, { increment: idOf(increment), list, index, met })
	return { body: { case: 'checkIncrement', value } }
}

export function setDefinitionOfDone(checks: readonly string[]): Draft {
	const value = create(SetDefinitionOfDoneSchema, { checks: [...checks] })
	return { body: { case: 'setDefinitionOfDone', value } }
}

export interface FeedbackText {
	readonly review: IdKey
	readonly increment: IdKey
	readonly kind: FeedbackKind
	readonly text: string
	readonly anonymous: boolean
}

export function giveFeedback(given: FeedbackText): Draft {
	const { review, increment, kind, text, anonymous } = given
	const value = create(GiveFeedbackSchema, {
		review: idOf(review),
		...(increment === NO_ID ? {} : { increment: idOf(increment) }),
		kind,
		text,
		anonymous,
	})
	return { body: { case: 'giveFeedback', value } }
}

export function upvoteFeedback(feedback: IdKey, up: boolean): Draft {
	const value = create(UpvoteFeedbackSchema, { feedback: idOf(feedback), withdraw: !up })
	return { body: { case: 'upvoteFeedback', value } }
}

export function retractFeedback(feedback: IdKey, anonymous: boolean): Draft {
	const value = create(RetractFeedbackSchema, { feedback: idOf(feedback), anonymous })
	return { body: { case: 'retractFeedback', value } }
}

export interface InvitePlan {
	readonly role: Role
	readonly secretHash: Uint8Array
	// 0: no limit.
	readonly usesMax: number
	readonly expiresMs: number
	// Of whoever comes by it; NO_ID or nothing: none.
	readonly group?: IdKey
}

export function createInvite(plan: InvitePlan): Draft {
	const { role, secretHash, usesMax, expiresMs, group = NO_ID } = plan
	const value = create(CreateInviteSchema, {
		role,
		secretHash,
		usesMax,
		expiresMs: BigInt(expiresMs),
		...(group === NO_ID ? {} : { group: idOf(group) }),
	})
	return { body: { case: 'createInvite', value } }
}
