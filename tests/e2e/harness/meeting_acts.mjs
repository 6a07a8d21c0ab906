// What people do with their hands in a meeting, in the words of the page.
import { isLive } from './browser.mjs'
import { openView } from './review_page.mjs'

export const button = (page, name) =>
	page.getByRole('button', { name, exact: typeof name === 'string' })
export const dialog = (page) => page.getByRole('dialog')
export const part = (page, name) => page.getByRole('region', { name, exact: true })
export const said = (page, text) =>
	page.locator('.fbpane__list > .fb', { has: page.locator('.fb__text', { hasText: text }) })

const closed = (page) => dialog(page).waitFor({ state: 'detached' })

// Label -> text, in the dialog that is open.
export async function fill(page, fields) {
	for (const [label, text] of Object.entries(fields))
		await dialog(page).getByLabel(label, { exact: true }).fill(text)
}

export async function planReview(page, { title, sprint, goal }) {
	await button(page, 'Plan a review').click()
	await fill(page, {
		'Title of the review': title,
		'Sprint number (optional)': sprint,
		'Sprint Goal (optional)': goal,
	})
	await dialog(page).locator('form').getByRole('button', { name: 'Plan a review' }).click()
	await closed(page)
}

export async function editFacts(page, facts) {
	await button(page, 'Meeting').click()
	await button(page, 'Edit the review').click()
	await fill(page, facts)
	await button(page, 'Save the change').click()
	await closed(page)
}

// `minutes`: of each entry in order; `more`: what is added at the end, as {kind, subject, minutes}.
export async function setAgenda(page, { minutes, more = [] }) {
	await button(page, 'Meeting').click()
	await button(page, 'Edit the agenda').click()
	for (const [i, n] of minutes.entries()) await dialog(page).getByLabel('Minutes').nth(i).fill(n)
	for (const one of more) {
		await button(page, 'Add an entry').click()
		await dialog(page).getByLabel('What it is for').last().selectOption({ label: one.kind })
		await dialog(page).getByLabel('Subject').last().fill(one.subject)
		await dialog(page).getByLabel('Minutes').last().fill(one.minutes)
	}
	await button(page, 'Set the agenda').click()
	await closed(page)
}

// `item`: the beginning of a title in the backlog.
export async function addIncrement(page, { title, item, criteria = [], ...fields }) {
	await button(page, 'Add an increment').click()
	if (item !== undefined) {
		const box = dialog(page).getByRole('combobox')
		await box.fill(item)
		await box.press('ArrowDown')
		await box.press('Enter')
	}
	await fill(page, { 'Title of the increment': title })
	for (const [i, text] of criteria.entries()) {
		await dialog(page)
			.getByLabel(`Criterion ${i + 1}`, { exact: true })
			.fill(text)
		await dialog(page)
			.getByLabel(`Criterion ${i + 1} is met`)
			.check()
	}
	if (fields.summary !== undefined)
		await fill(page, { 'What was built (optional)': fields.summary })
	if (fields.presenter !== undefined)
		await fill(page, { 'Who presents it (optional)': fields.presenter })
	await dialog(page)
		.getByRole('radio', { name: fields.done === false ? 'Not done' : 'Done', exact: true })
		.click()
	await dialog(page).getByRole('button', { name: 'Add an increment' }).click()
	await closed(page)
	await isLive(page)
}

// On in the agenda; waits until the button takes taps again.
export async function goOn(page, name) {
	const next = page.locator('.flow__next:not([aria-disabled])', { hasText: name })
	await next.click()
	await next.waitFor({ state: 'detached' })
}

// The meeting is at that entry, in the header of whoever's page it is.
export async function isAt(page, name) {
	const short = page.locator('.flow__short', { hasText: name })
	const now = page.locator('.flow [aria-current=step]', { hasText: name })
	await short.or(now).filter({ visible: true }).first().waitFor()
}

// Another increment of the review, chosen in the list of them.
export async function chooseIncrement(page, title) {
	await page.locator('.inclist__o', { hasText: title }).click()
	await page.locator('.inc__title', { hasText: title }).waitFor()
}

export async function say(page, text, { kind = 'Idea', anonymous = false } = {}) {
	const form = page.getByRole('form', { name: 'New feedback' })
	if (!(await form.isVisible())) await openView(page, 'feedback')
	await form.getByLabel('Your feedback').fill(text)
	await form.getByRole('radio', { name: anonymous ? 'Anonymous' : /^As / }).click()
	await form.getByRole('radio', { name: kind }).click()
	await form.getByRole('button', { name: /^Send / }).click()
	await isLive(page)
}

export async function deal(page, text, action) {
	const one = said(page, text)
	await one.getByRole('button', { name: /^Deal with it/ }).click()
	await one.getByRole('button', { name: action, exact: true }).click()
	return one
}

// The page of one person, in the list of those who are here.
export async function openPerson(page, name) {
	await page.locator('.people').click()
	await page.locator('.person', { hasText: name }).click()
	await dialog(page).getByRole('heading', { name }).waitFor()
}

export async function lend(page, name, scopes) {
	await openPerson(page, name)
	await button(page, 'Lend power to them').click()
	for (const scope of scopes) await page.getByLabel(scope).check()
	await button(page, 'Lend it').click()
	await page.getByText(`It is lent to ${name} until`).waitFor()
	await page.keyboard.press('Escape')
}

export async function revoke(page, name) {
	await page.locator('.people').click()
	await button(page, `Revoke what is lent to ${name}`).click()
	await button(page, 'Revoke').click()
	await page.getByText(`${name} has it no more.`).waitFor()
	await page.keyboard.press('Escape')
}

export async function handLead(page, name) {
	await openPerson(page, name)
	await button(page, 'Let them facilitate').click()
	await page.getByRole('group').getByRole('button', { name: 'Let them facilitate' }).click()
	await page.getByText(`${name} facilitates now.`).waitFor()
	await page.keyboard.press('Escape')
}

export async function takeLeadBack(page) {
	await page.locator('.people').click()
	await button(page, 'Take the lead back').click()
	await page.getByText('Nobody in particular facilitates now.').waitFor()
	await page.keyboard.press('Escape')
}

export async function assess(page, { verdict, reason }) {
	await button(page, 'Assess').click()
	await page.getByRole('radio', { name: verdict, exact: true }).click()
	await page.getByLabel('Reason').fill(reason)
	await button(page, 'Record the assessment').click()
	await isLive(page)
}

// A ballot of somebody in the room who has no device.
export async function enterBallot(page, name, choice) {
	const room = part(page, 'Ballots for people in the room')
	const open = room.getByRole('button', { name: 'Enter a ballot for somebody' })
	if (await open.isVisible()) await open.click()
	await room.getByLabel('Their name').fill(name)
	await room.getByRole('radio', { name: choice }).click()
	await room.getByRole('button', { name: 'Enter the ballot' }).click()
	await room.getByText(`The ballot of ${name} is entered.`).waitFor()
	await room.getByRole('button', { name: 'Done' }).click()
}
