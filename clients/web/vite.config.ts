import { createHash } from 'node:crypto'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// The invite secret must leave the address bar before anything is painted: the entry script holds
// up rendering, as the stylesheet does anyway.
function renderBlockingEntry(): Plugin {
	return {
		name: 'render-blocking-entry',
		transformIndexHtml: {
			order: 'post',
			handler: (html) =>
				html.replace('<script type="module"', '<script type="module" blocking="render"'),
		},
	}
}

// Tells the service worker which files the page is made of: once all of them are there, because their
// names are hashes, and its own bytes have to change whenever one of them does.
function shellList(): Plugin {
	return {
		name: 'shell-list',
		enforce: 'post',
		generateBundle: {
			order: 'post',
			handler(_, bundle) {
				const worker = bundle['sw.js']
				if (worker?.type !== 'chunk') throw new Error('the service worker was not built')
				const hash = createHash('sha256').update(worker.code)
				const files: string[] = []
				for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
					if (file === worker || name.endsWith('.map')) continue
					hash.update(name).update(file.type === 'chunk' ? file.code : file.source)
					if (name !== 'index.html') files.push(`/${name}`)
				}
				const version = hash.digest('hex').slice(0, 16)
				worker.code = worker.code.replace('__SHELL__', JSON.stringify({ version, files }))
			},
		},
	}
}

export default defineConfig({
	plugins: [react(), renderBlockingEntry(), shellList()],
	build: {
		target: 'es2022',
		// Inlined data: addresses would need their own line in the content security policy.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		rollupOptions: {
			input: { index: 'index.html', sw: 'worker/serviceWorker.ts' },
			output: {
				entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
			},
		},
	},
	server: {
		proxy: {
			'/v1': { target: process.env['REVIEWD_ORIGIN'] ?? 'http://127.0.0.1:8080', ws: true },
		},
	},
})
