export type IconName =
	| 'alert'
	| 'archive'
	| 'ask'
	| 'branch'
	| 'chat'
	| 'check'
	| 'clock'
	| 'down'
	| 'flag'
	| 'globe'
	| 'grip'
	| 'heart'
	| 'hide'
	| 'idea'
	| 'left'
	| 'link'
	| 'list'
	| 'lock'
	| 'log'
	| 'mark'
	| 'merge'
	| 'minus'
	| 'offline'
	| 'pause'
	| 'plus'
	| 'redo'
	| 'right'
	| 'sort'
	| 'split'
	| 'undo'
	| 'up'
	| 'user'
	| 'users'
	| 'vote'
	| 'x'

export interface IconProps {
	readonly name: IconName
	readonly size?: 's' | 'l'
	// Given where the icon says something that no word beside it says.
	readonly label?: string
}

export function Icon({ name, size, label }: IconProps) {
	const className = size === undefined ? 'i' : `i i--${size}`
	const shown =
		label === undefined ? ({ 'aria-hidden': true } as const) : { role: 'img', 'aria-label': label }
	return (
		<svg className={className} {...shown}>
			<use href={`#i-${name}`} />
		</svg>
	)
}
