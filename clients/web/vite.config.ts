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

export default defineConfig({
	plugins: [react(), renderBlockingEntry()],
	build: {
		target: 'es2022',
		// Inlined data: addresses would need their own line in the content security policy.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
	},
	server: {
		proxy: {
			'/v1': { target: process.env['REVIEWD_ORIGIN'] ?? 'http://127.0.0.1:8080', ws: true },
		},
	},
})
