// Pictures of what a test looks at, for people: only where REVIEWD_SHOTS names a folder.
import { mkdir } from 'node:fs/promises'
import path from 'node:path'

const folder = process.env.REVIEWD_SHOTS

export async function shoot(page, name) {
	if (folder === undefined) return
	await mkdir(folder, { recursive: true })
	await page.screenshot({ path: path.join(folder, `${name}.png`) })
}
