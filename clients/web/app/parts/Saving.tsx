// Hollow: only this device has it so far.
export function Saving({ text }: { readonly text: string }) {
	return (
		<span className="save">
			<span className="save__ring" />
			{text}
		</span>
	)
}
