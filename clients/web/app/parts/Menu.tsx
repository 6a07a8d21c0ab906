// A button that opens a short list of things to do: arrows inside, Escape closes it and gives the
// focus back, and so does everything that is chosen.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { Icon, type IconName } from './Icon'

export interface MenuEntry {
	readonly label: string
	readonly icon: IconName
	readonly onChoose: () => void
}

export interface MenuProps {
	readonly label: string
	readonly entries: readonly MenuEntry[]
}

export function Menu({ label, entries }: MenuProps) {
	const id = useId()
	const whole = useRef<HTMLDivElement>(null)
	const button = useRef<HTMLButtonElement>(null)
	const [open, setOpen] = useState(false)
	useClosing(open, whole, () => {
		setOpen(false)
	})
	useEffect(() => {
		if (open) itemsOf(whole.current)[0]?.focus()
	}, [open])

	const close = () => {
		setOpen(false)
		button.current?.focus()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		const items = itemsOf(whole.current)
		const at = items.findIndex((one) => one === document.activeElement)
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
		if (event.key === 'Escape') close()
		else if (to !== undefined) items.at(to % items.length)?.focus()
		else return
		event.preventDefault()
		event.stopPropagation()
	}
	return (
		<div ref={whole} className="menu">
			<button
				ref={button}
				type="button"
				className="btn"
				aria-haspopup="menu"
				aria-expanded={open}
				aria-controls={open ? id : undefined}
				onClick={() => {
					setOpen(!open)
				}}
			>
				{label}
				<Icon name="right" size="s" />
			</button>
			{open && (
				<div id={id} className="menu__list" role="menu" aria-label={label} onKeyDown={onKeyDown}>
					{entries.map((entry) => (
						<Entry key={entry.label} entry={entry} onDone={close} />
					))}
				</div>
			)}
		</div>
	)
}

function Entry({ entry, onDone }: { readonly entry: MenuEntry; readonly onDone: () => void }) {
	const { label, icon, onChoose } = entry
	return (
		<button
			type="button"
			className="menu__o"
			role="menuitem"
			tabIndex={-1}
			onClick={() => {
				onDone()
				onChoose()
			}}
		>
			<Icon name={icon} />
			{label}
		</button>
	)
}

function itemsOf(whole: HTMLElement | null): HTMLElement[] {
	return [...(whole?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
}

// Whatever is done outside of it, with a pointer or with Tab.
function useClosing(
	open: boolean,
	whole: { readonly current: HTMLElement | null },
	close: () => void,
): void {
	const latest = useRef(close)
	useEffect(() => {
		latest.current = close
	})
	useEffect(() => {
		if (!open) return
		const look = (event: Event) => {
			const inside = event.target instanceof Node && whole.current?.contains(event.target) === true
			if (!inside) latest.current()
		}
		window.addEventListener('pointerdown', look)
		window.addEventListener('focusin', look)
		return () => {
			window.removeEventListener('pointerdown', look)
			window.removeEventListener('focusin', look)
		}
	}, [open, whole])
}
