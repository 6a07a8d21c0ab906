// Goal, timer, agenda, people and the state line: the same place on every screen.
import { AgendaBar } from '../agenda/AgendaBar'
import { MeetingLine } from '../agenda/MeetingLine'
import { TimerPart } from '../agenda/TimerPart'
import type { Following } from '../agenda/useSight'
import type { Review } from '../../sdk/model'
import { Icon } from '../parts/Icon'
import { MeMenu } from '../people/MeMenu'
import { StateLine } from '../parts/StateLine'
import { RehearsalBand } from '../rehearsal/RehearsalBand'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { GroupLine } from './GroupLine'
import { LentLine } from './LentLine'
import { PeopleHere } from './PeopleHere'
import { ProductLink } from './ProductLink'
import { useClient } from './seat'

export interface HeaderProps {
	readonly review: Review | undefined
	readonly following: Following
	readonly rehearsal: boolean
}

export function Header({ review, following, rehearsal }: HeaderProps) {
	const client = useClient()
	const productName = useSignal(client.views.productName)

	return (
		<header className="top">
			{rehearsal && <RehearsalBand />}
			<div className="top__bar">
				<p className="brand">
					<Icon name="mark" size="l" />
					<b className="brand__product">{review === undefined ? words.program : productName}</b>
					<span className="brand__review">{review?.title ?? ''}</span>
				</p>
				<div className="top__end">
					<StateLine client={client} />
					<span className="sep" />
					<PeopleHere />
					<span className="sep" />
					<MeMenu />
				</div>
			</div>
			<div className="goal">
				{review === undefined ? (
					<h1 className="goal__text">{productName}</h1>
				) : (
					<h1 className="goal__text">
						<span className="goal__of">{words.sprintGoal}</span>
						{review.goal === '' ? words.noSprintGoal : review.goal}
					</h1>
				)}
				<ProductLink />
				{review !== undefined && <TimerPart review={review} course={following.course} />}
			</div>
			<AgendaBar review={review} following={following} />
			<MeetingLine review={review} following={following} />
			<LentLine />
			{review !== undefined && <GroupLine key={review.key} review={review} />}
		</header>
	)
}
