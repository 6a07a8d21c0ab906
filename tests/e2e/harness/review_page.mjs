// The meeting's screen as a person reads it.
import assert from 'node:assert/strict'

// One of the page's views: now, feedback, backlog, increments.
export async function openView(page, view) {
	await page.evaluate((to) => {
		location.hash = to
	}, view)
	await page.locator(`.meeting--${view}`).waitFor()
}

// Waits for the bars to say `wanted` ({Yes: '1 of 2', ..}) and returns what they say.
export async function pollBars(page, wanted) {
	const bars = page.getByRole('list', { name: 'Votes' }).getByRole('listitem')
	for (const [choice, says] of Object.entries(wanted)) {
		await bars.filter({ hasText: choice }).getByRole('img', { name: says, exact: true }).waitFor()
	}
	return Object.fromEntries(
		await bars.evaluateAll((items) =>
			items.map((item) => [
				item.querySelector('.res__say').firstChild.textContent,
				item.querySelector('[role=img]').getAttribute('aria-label'),
			]),
		),
	)
}

// The whole entry of the feedback that says `text`; fails when it is there twice.
export async function feedbackOn(page, text) {
	const entry = page.locator('.fbpane .fb', { hasText: text })
	await entry.first().waitFor({ state: 'attached' })
	assert.equal(await entry.count(), 1)
	return entry.textContent()
}

export function whoAmI(page) {
	return page.locator('.top__me').textContent()
}

// Opens a poll on what is in sight; words as the form has them. What is left out stays as the form
// suggests it.
export async function openPoll(page, plan = {}) {
	await fillPoll(page, { kind: 'Consent', sight: 'Named, live', ...plan })
	await page.getByRole('button', { name: 'Open the poll' }).click()
}

// The same without sending it. `options` are texts, `items` titles of the backlog, `notAsked` roles,
// `groups` those that are asked; all in the form's own words.
export async function fillPoll(page, plan) {
	const { kind, sight, time, question, options = [], items = [], notAsked = [], groups = [] } = plan
	const another = page.getByRole('button', { name: 'Open another poll' })
	const form = page.getByRole('form', { name: 'Open a poll' })
	await another.or(form).waitFor()
	if (await another.isVisible()) await another.click()
	await form.getByRole('radio', { name: new RegExp(`^${kind}`) }).click()
	if (sight !== undefined) await form.getByRole('radio', { name: new RegExp(`^${sight}`) }).click()
	if (question !== undefined) await form.getByLabel('Question').fill(question)
	for (const [i, text] of options.entries())
		await form.getByLabel(`Option ${i + 1}`, { exact: true }).fill(text)
	for (const title of items) {
		await form.getByLabel('Add an item of the backlog').fill(title)
		await form.getByRole('option', { name: title }).click()
	}
	for (const [label, value] of Object.entries(plan.numbers ?? {}))
		await form.getByLabel(label).fill(value)
	for (const role of notAsked) await form.getByRole('checkbox', { name: role }).uncheck()
	for (const name of groups) await form.getByRole('checkbox', { name, exact: true }).check()
	if (time !== undefined) await form.getByRole('radio', { name: time, exact: true }).click()
}

// The button of whoever leads that is meant now.
export async function closePoll(page) {
	await page.getByRole('button', { name: 'Close the poll' }).click()
}

// One tap, and until the server has it.
export async function vote(page, choice) {
	await page.getByRole('radio', { name: new RegExp(`^${choice}`) }).click()
	await page.getByText('Your vote is saved.').waitFor()
}

// Whether any result of the poll is on the page.
export async function showsBars(page) {
	return (await page.getByRole('list', { name: 'Votes' }).count()) > 0
}
