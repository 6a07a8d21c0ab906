// Pictures of what a test looks at, for people: only where REVIEWD_SHOTS names a folder.
import { mkdir } from 'node:fs/promises'
import path from 'node:path'

const folder = process.env.REVIEWD_SHOTS

export async function shoot(page, name) {
	if (folder === undefined) return
	await mkdir(folder, { recursive: true })
	await page.screenshot({ path: path.join(folder, `${name}.png`) })
}

// The same once more in the dark, and as it is on a phone.
export async function shootAll(page, name) {
	if (folder === undefined) return
	await shoot(page, name)
	await page.emulateMedia({ colorScheme: 'dark' })
	await settled(page)
	await shoot(page, `${name}-dark`)
	await page.emulateMedia({ colorScheme: null })
	const size = page.viewportSize()
	await page.setViewportSize({ width: 375, height: 812 })
	await settled(page)
	await shoot(page, `${name}-narrow`)
	await page.setViewportSize(size)
}

// Colours change in a tenth of a second.
function settled(page) {
	return page.waitForTimeout(250)
}
