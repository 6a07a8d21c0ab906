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

// Opens a poll on the increment in sight; words as the form has them. What is left out stays as the
// form suggests it.
export async function openPoll(page, { kind = 'Consent', sight = 'Named, live', time } = {}) {
	const again = page.getByRole('button', { name: 'Open another poll' })
	const open = page.getByRole('button', { name: 'Open the poll' })
	await again.or(open).waitFor()
	if (await again.isVisible()) await again.click()
	await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).click()
	await page.getByRole('radio', { name: new RegExp(`^${sight}`) }).click()
	if (time !== undefined) await page.getByRole('radio', { name: time, exact: true }).click()
	await open.click()
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
