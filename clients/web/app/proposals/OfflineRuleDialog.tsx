// The rule for changes that were made offline while somebody else changed the same thing: what stands
// stays, or the late change is applied over it.
import { useState, type SubmitEvent } from 'react'
import { StalePolicy } from '../../sdk/gen/reviewd/v1/backlog_pb'
import { setStalePolicy } from '../../sdk/itemDrafts'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Dialog } from '../parts/Dialog'
import { Said } from '../people/Said'
import { useAct } from '../people/useAct'
import { useSignal } from '../watch'
import { words } from '../words/words'

const POLICIES = [StalePolicy.YIELD, StalePolicy.APPLY] as const

export function OfflineRuleDialog({ onClose }: { readonly onClose: () => void }) {
	const policy = useSignal(useClient().views.stalePolicy)
	const [chosen, setChosen] = useState<StalePolicy>()
	const act = useAct()
	const w = words.offlineRule
	const shown = chosen ?? policy
	const ready = shown !== policy

	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (!ready) return
		act.run(setStalePolicy(shown), w.done)
		setChosen(undefined)
	}
	return (
		<Dialog title={w.title} onClose={onClose}>
			<form className="form" onSubmit={submit}>
				<p className="quiet">{w.says}</p>
				<Choice
					label={w.title}
					className="ident"
					optionClass={() => 'ident__o'}
					options={POLICIES}
					chosen={POLICIES.find((one) => one === shown)}
					onChoose={setChosen}
					render={(one) => {
						const { name, says } = w.rules[one === StalePolicy.APPLY ? 'apply' : 'yield']
						return (
							<>
								<span className="radio" />
								<b>{name}</b>
								<small>{says}</small>
							</>
						)
					}}
				/>
				<Said act={act} />
				<div className="buttons">
					<button className="btn btn--main" type="submit" aria-disabled={!ready}>
						{w.set}
					</button>
					<button className="btn btn--quiet" type="button" onClick={onClose}>
						{words.close}
					</button>
				</div>
			</form>
		</Dialog>
	)
}
