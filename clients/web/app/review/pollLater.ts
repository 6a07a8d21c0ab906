// The parts of polls that not every meeting or not everybody has, fetched after the page as one file.
import { laterPart } from '../parts/laterPart'

const parts = () => import('./pollParts')

export const DotsVote = laterPart(() => parts().then((m) => m.DotsVote))
export const EarlierPolls = laterPart(() => parts().then((m) => m.EarlierPolls), true)
export const GroupResults = laterPart(() => parts().then((m) => m.GroupResults), true)
export const MultiVote = laterPart(() => parts().then((m) => m.MultiVote))
export const OpenPollForm = laterPart(() => parts().then((m) => m.OpenPollForm))
export const PollControls = laterPart(() => parts().then((m) => m.PollControls))
export const RankingResult = laterPart(() => parts().then((m) => m.RankingResult))
export const RankingVote = laterPart(() => parts().then((m) => m.RankingVote))
export const RoomBallots = laterPart(() => parts().then((m) => m.RoomBallots), true)
export const VoidSaid = laterPart(() => parts().then((m) => m.VoidSaid))
export const WhoVoted = laterPart(() => parts().then((m) => m.WhoVoted), true)
