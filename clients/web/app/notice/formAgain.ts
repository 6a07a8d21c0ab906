// Which refused operations have a form that opens again with what was typed into it. Pure.
import type { Operation } from '../../sdk/gen/reviewd/v1/operation_pb'

export function hasForm(body: Operation['body']['case']): boolean {
	return body === 'planReview' || body === 'addIncrement' || body === 'addAction'
}
