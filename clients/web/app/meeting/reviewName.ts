import type { Review } from '../../sdk/model'
import { words } from '../words/words'

// By its Sprint where it has one, as people speak of it; nothing where it is not known.
export function reviewName(review: Pick<Review, 'sprint' | 'title'> | undefined): string {
	if (review === undefined) return ''
	return review.sprint > 0 ? words.product.sprint(review.sprint) : review.title
}
