// Where the product is going and what was agreed: outside of a meeting as much as during one.
import type { Review } from '../../sdk/model'
import { Notices } from '../notice/Notices'
import { goalWords } from '../words/goals'
import { words } from '../words/words'
import { ActionsPart } from './ActionsPart'
import { GoalPart } from './GoalPart'
import { SaidPart } from './SaidPart'
import { VisionPart } from './VisionPart'

export interface GoalScreenProps {
	readonly review: Review | undefined
}

export function GoalScreen({ review }: GoalScreenProps) {
	return (
		<>
			<section className="notices" aria-label={words.notice.label}>
				<Notices />
			</section>
			<main className="goalscreen" aria-label={goalWords.screen}>
				<h2 className="sr">{goalWords.screen}</h2>
				<div className="goalscreen__part">
					<GoalPart history />
					<VisionPart />
				</div>
				<div className="goalscreen__part">
					<ActionsPart review={review} />
					<SaidPart />
				</div>
			</main>
		</>
	)
}
