// CSV files to import: the real ones that REVIEWD_BACKLOGS names a folder of, else our own sample.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const SAMPLE = path.join(import.meta.dirname, '../sample.csv')

// Fewest lines first.
export function backlogFiles() {
	const folder = process.env.REVIEWD_BACKLOGS
	if (!folder) return [SAMPLE]
	const files = readdirSync(folder)
		.filter((name) => name.endsWith('.csv'))
		.map((name) => path.join(folder, name))
	return files.length === 0 ? [SAMPLE] : files.sort((a, b) => lines(a) - lines(b))
}

function lines(file) {
	return readFileSync(file, 'utf8').split('\n').length
}
