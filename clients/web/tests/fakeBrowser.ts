// What a tab's client touches of the browser, under a clock that stands still.
import { vi } from 'vitest'

export function fakeBrowser(): void {
	vi.useFakeTimers({
		toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'],
	})
	vi.stubGlobal('document', { hidden: false })
	vi.stubGlobal('navigator', { onLine: true })
	vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16))
	vi.stubGlobal('WebSocket', { OPEN: 1 })
}

export function realBrowser(): void {
	vi.useRealTimers()
	vi.unstubAllGlobals()
}
