// A choice of a few, as a radio group: one tab stop, arrows inside. With `chooseByArrow` off, arrows
// only move the focus; a tap or Enter chooses.
import { useRef, type KeyboardEvent, type ReactNode } from 'react'

export interface ChoiceProps<T> {
	readonly label: string
	readonly className: string
	readonly optionClass: (value: T, checked: boolean) => string
	readonly options: readonly T[]
	readonly chosen: T | undefined
	readonly onChoose: (value: T) => void
	readonly chooseByArrow?: boolean
	readonly disabled?: boolean
	readonly render: (value: T, checked: boolean) => ReactNode
}

export function Choice<T extends string | number>(props: ChoiceProps<T>) {
	const { label, options, chosen, onChoose, chooseByArrow = true, disabled = false } = props
	const group = useRef<HTMLDivElement>(null)

	const onKeyDown = (event: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
		const radios = [...(group.current?.querySelectorAll<HTMLElement>('[role=radio]') ?? [])]
		const at = radios.findIndex((radio) => radio === document.activeElement)
		if (step === undefined || at < 0) return
		event.preventDefault()
		const to = (at + step + radios.length) % radios.length
		radios[to]?.focus()
		const value = options[to]
		if (chooseByArrow && !disabled && value !== undefined) onChoose(value)
	}

	return (
		<div
			ref={group}
			className={props.className}
			role="radiogroup"
			aria-label={label}
			onKeyDown={onKeyDown}
		>
			{options.map((value, i) => {
				const checked = value === chosen
				return (
					<button
						key={value}
						type="button"
						role="radio"
						aria-checked={checked}
						aria-disabled={disabled || undefined}
						tabIndex={checked || (chosen === undefined && i === 0) ? 0 : -1}
						className={props.optionClass(value, checked)}
						onClick={() => {
							if (!disabled) onChoose(value)
						}}
					>
						{props.render(value, checked)}
					</button>
				)
			})}
		</div>
	)
}
