// Reporter of node's test runner: one line a test, what tests print, and "N passed, N failed" last,
// as ./dev test wants it. A file that could not be loaded or a hook that failed counts as failed.
export default async function* countReporter(events) {
	let passed = 0
	let failed = 0
	for await (const { type, data } of events) {
		if (type === 'test:stdout' || type === 'test:stderr') yield data.message
		if (type !== 'test:pass' && type !== 'test:fail') continue
		const indent = '  '.repeat(data.nesting)
		const time = `${(data.details.duration_ms / 1_000).toFixed(1)} s`
		const isSuite = data.details.type === 'suite'
		if (type === 'test:pass') {
			if (!isSuite) passed += 1
			yield `${indent}${isSuite ? '' : 'ok  '}${data.name} (${time})\n`
			continue
		}
		const { error } = data.details
		const onlyChildren = error?.failureType === 'subtestsFailed'
		if (!isSuite || error?.failureType === 'hookFailed') failed += 1
		yield `${indent}FAILED ${data.name} (${time})\n`
		if (!onlyChildren) yield `${told(error)}\n`
	}
	yield `${passed} passed, ${failed} failed\n`
}

function told(error) {
	const cause = error?.cause ?? error
	return cause?.stack ?? cause?.message ?? String(cause)
}
