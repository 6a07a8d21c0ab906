// Other dots while the poll is open: more, or fewer, which takes some from those who gave more.
import { useState } from 'react'
import { setDots } from '../../sdk/pollDrafts'
import { DOTS_MAX } from '../../sdk/pollKind'
import { useClient } from '../meeting/seat'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import { DotsFields } from './OpenPollForm'
import { isWhole } from './pollForm'
import { useFocused, type PollActionProps } from './VoidForm'

export function DotsForm({ poll, onDone }: PollActionProps) {
	const client = useClient()
	const form = useFocused()
	const limited = poll.dotsPerOption < poll.dots
	const [typed, setTyped] = useState({
		dots: String(poll.dots),
		perOption: limited ? String(poll.dotsPerOption) : '',
	})
	const w = laterWords
	const noDots = !isWhole(typed.dots, DOTS_MAX)
	const wrong = {
		dots: noDots,
		perOption:
			typed.perOption !== '' && !isWhole(typed.perOption, noDots ? DOTS_MAX : Number(typed.dots)),
	}
	const { asked, submit } = useCheckedSubmit(!wrong.dots && !wrong.perOption, () => {
		client.submit(setDots(poll.key, Number(typed.dots), Number(typed.perOption)))
		onDone()
	})
	return (
		<form
			ref={form}
			className="confirm"
			aria-label={laterWords.changeDots}
			noValidate
			onSubmit={submit}
			onKeyDown={(event) => {
				if (event.key === 'Escape') onDone()
			}}
		>
			<p>{w.dotsSay}</p>
			<DotsFields
				{...typed}
				wrong={asked ? wrong : null}
				onChange={(fields) => {
					setTyped({ ...typed, ...fields })
				}}
			/>
			<div className="buttons">
				<button className="btn btn--main" type="submit">
					{w.dotsIt}
				</button>
				<button className="btn" type="button" onClick={onDone}>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}
