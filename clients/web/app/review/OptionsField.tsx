// What people choose among: texts, one a line, and items of the backlog. Enter goes to the next line;
// lines left empty are not sent.
import { useId, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Item, PollOption } from '../../sdk/model'
import { OPTIONS_MAX } from '../../sdk/pollKind'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { isPlainEnter } from '../parts/plainEnter'
import { tellProblem } from '../parts/TextField'
import { itemMeant } from '../plan/incrementForm'
import { ItemField } from '../plan/ItemField'
import { useSignal } from '../watch'
import { laterWords } from '../words/pollLater'
import { optionName } from './choices'
import { hasRoom, withItem, without, withText, type OptionProblems } from './pollForm'

export interface OptionsFieldProps {
	readonly options: readonly PollOption[]
	// Null: not looked for yet.
	readonly problems: OptionProblems | null
	readonly onChange: (options: readonly PollOption[]) => void
}

export function OptionsField({ options, problems, onChange }: OptionsFieldProps) {
	const { list, said, nameOf, focusLine, add, remove } = useOptions(options, onChange)
	const id = useId()
	const w = laterWords
	const tooFew = problems?.tooFew === true
	return (
		<fieldset className="criteria" aria-describedby={`${id}-says`}>
			<legend>{w.options}</legend>
			<p className="meta" id={`${id}-says`}>
				{w.optionsSay}
			</p>
			<ol ref={list}>
				{options.map((option, i) => (
					<OptionLine
						key={i}
						at={i}
						option={option}
						name={nameOf(option, i)}
						problem={problems?.lines[i] ?? null}
						missing={tooFew && i === options.length - 1}
						describedBy={`${id}-few`}
						onChange={(text) => {
							onChange(withText(options, i, text))
						}}
						onNext={() => {
							focusLine(i + 1)
						}}
						onRemove={() => {
							remove(option, i)
						}}
					/>
				))}
			</ol>
			<span className="sr" role="status">
				{said}
			</span>
			{tooFew && (
				<p className="problem" id={`${id}-few`}>
					{w.optionsNeeded}
				</p>
			)}
			{hasRoom(options) ? (
				<AddItem options={options} onAdd={add} />
			) : (
				<p className="meta">{w.optionsFull(OPTIONS_MAX)}</p>
			)}
		</fieldset>
	)
}

// What adds and removes an option: the change is said, and the focus goes to a line that is there.
function useOptions(options: readonly PollOption[], onChange: OptionsFieldProps['onChange']) {
	const client = useClient()
	const list = useRef<HTMLOListElement>(null)
	const [said, setSaid] = useState('')
	const w = laterWords
	const focusLine = (at: number) => {
		requestAnimationFrame(() => {
			list.current?.children[at]?.querySelector<HTMLElement>('.input, button')?.focus()
		})
	}
	const nameOf = (option: PollOption, at: number) =>
		optionName(client.replica.state, option) || w.option(at + 1)
	const add = (item: IdKey) => {
		setSaid(w.optionAdded(nameOf({ text: '', item }, 0)))
		onChange(withItem(options, item))
	}
	const remove = (option: PollOption, at: number) => {
		setSaid(w.optionRemoved(nameOf(option, at)))
		onChange(without(options, at))
		focusLine(Math.max(0, at - 1))
	}
	return { list, said, nameOf, focusLine, add, remove }
}

interface OptionLineProps extends Omit<TextLineProps, 'text'> {
	readonly option: PollOption
	readonly name: string
	readonly onRemove: () => void
}

function OptionLine({ option, name, onRemove, ...line }: OptionLineProps) {
	const w = laterWords
	return (
		<li className="criteria__line">
			{option.item === NO_ID ? (
				<TextLine {...line} text={option.text} />
			) : (
				<span className="option__item">
					<Icon name="list" size="s" />
					{name}
				</span>
			)}
			{(option.item !== NO_ID || option.text !== '') && (
				<button
					type="button"
					className="btn btn--icon btn--s btn--quiet"
					aria-label={w.removeOption(name)}
					title={w.removeOption(name)}
					onClick={onRemove}
				>
					<Icon name="x" size="s" />
				</button>
			)}
		</li>
	)
}

interface TextLineProps {
	readonly at: number
	readonly text: string
	readonly problem: OptionProblems['lines'][number]
	// More options are needed, and here is where to write one.
	readonly missing: boolean
	readonly describedBy: string
	readonly onChange: (text: string) => void
	readonly onNext: () => void
}

function TextLine(props: TextLineProps) {
	const { at, text, problem, missing, describedBy, onChange, onNext } = props
	const id = useId()
	const w = laterWords
	// An input would glue pasted lines together.
	const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
		const pasted = event.clipboardData.getData('text').trim()
		if (!pasted.includes('\n')) return
		event.preventDefault()
		const { value, selectionStart, selectionEnd } = event.currentTarget
		const before = value.slice(0, selectionStart ?? value.length)
		onChange(before + pasted + value.slice(selectionEnd ?? value.length))
	}
	return (
		<>
			<input
				className="input"
				aria-label={w.option(at + 1)}
				autoComplete="off"
				value={text}
				aria-invalid={problem !== null || missing || undefined}
				aria-describedby={problem !== null ? id : missing ? describedBy : undefined}
				onChange={(event) => {
					onChange(event.target.value)
				}}
				onKeyDown={(event) => {
					if (!isPlainEnter(event)) return
					event.preventDefault()
					onNext()
				}}
				onPaste={onPaste}
			/>
			{problem !== null && (
				<p className="problem" id={id}>
					{problem.kind === 'twice' ? w.optionTwice : tellProblem(problem)}
				</p>
			)}
		</>
	)
}

interface AddItemProps {
	readonly options: readonly PollOption[]
	readonly onAdd: (item: IdKey) => void
}

// Found by its reference or its title. What was typed names an item only once it is chosen: the
// beginning of a reference may be another one's whole.
function AddItem({ options, onAdd }: AddItemProps) {
	const { ordered, notYetOrdered } = useSignal(useClient().views.order)
	const [text, setText] = useState('')
	const taken = new Set(options.map(({ item }) => item))
	const items: readonly Item[] = [...ordered, ...notYetOrdered].filter(({ key }) => !taken.has(key))
	const add = (item: IdKey) => {
		onAdd(item)
		setText('')
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (!isPlainEnter(event) || event.defaultPrevented) return
		event.preventDefault()
		const meant = itemMeant(items, text)
		if (meant !== undefined) add(meant.key)
	}
	return (
		<div className="options__add" onKeyDown={onKeyDown}>
			<ItemField
				label={laterWords.addItem}
				items={items}
				text={text}
				problem={null}
				onChange={(typed, item, chosen) => {
					if (chosen === '') setText(typed)
					else add(item)
				}}
			/>
		</div>
	)
}
