// The page that a server serves, as its next version: the same in other files.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

// Returns the folder, for --web-root. `mark` becomes the description in the page's head.
export async function newerPage(origin, mark) {
	const folder = await mkdtemp(path.join(tmpdir(), 'reviewd-page-'))
	await mkdir(path.join(folder, 'assets'))
	const index = await get('/')
	const entry = /assets\/(index-[\w-]+\.js)/.exec(index)[1]
	const worker = await get('/sw.js')
	const [files, version] = [worker.match(/assets\/[\w.-]+/g), /"version":"(\w+)"/.exec(worker)[1]]
	// Every script has another name: those that are loaded later name the entry, and a browser keeps
	// what it has under a name for good.
	const scripts = files.map((name) => path.basename(name)).filter((name) => name.endsWith('.js'))
	const renamed = (name) =>
		name === entry ? `index-${mark}.js` : name.replace('.js', `-${mark}.js`)
	const rename = (text) =>
		scripts.reduce((said, name) => said.replaceAll(name, renamed(name)), text)
	for (const name of files) await write(rename(name), rename(await get(`/${name}`)))
	await write(
		'index.html',
		rename(index).replace('<title>', `<meta name="description" content="${mark}" /><title>`),
	)
	await write('sw.js', rename(worker).replace(version, mark))
	return folder

	async function get(address) {
		return (await fetch(origin + address)).text()
	}

	function write(name, text) {
		return writeFile(path.join(folder, name), text)
	}
}
