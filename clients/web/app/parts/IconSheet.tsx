// The icons, drawn once and used by reference. Shapes are those of the design reference.
//
// Never alone: a word or an accessible name goes with each.
export function IconSheet() {
	return (
		<svg width="0" height="0" className="sr" aria-hidden="true">
			<defs>
				<symbol id="i-alert" viewBox="0 0 16 16">
					<path d="M8 2.5l6 10.8H2zM8 6.5v3M8 11.5v.1" />
				</symbol>
				<symbol id="i-ask" viewBox="0 0 16 16">
					<circle cx="8" cy="8" r="6" />
					<path d="M6.2 6.3c.2-1 .9-1.5 1.8-1.5 1.1 0 1.8.7 1.8 1.6 0 1.4-1.8 1.4-1.8 2.7M8 11.3v.1" />
				</symbol>
				<symbol id="i-branch" viewBox="0 0 16 16">
					<circle cx="4.5" cy="4" r="1.5" />
					<circle cx="4.5" cy="12" r="1.5" />
					<circle cx="11.5" cy="4" r="1.5" />
					<path d="M4.5 5.5v5M11.5 5.5c0 3-3 3.2-6 5" />
				</symbol>
				<symbol id="i-merge" viewBox="0 0 16 16">
					<path d="M3.5 3v2.5C3.5 8 8 7.5 8 10v3.5M12.5 3v2.5C12.5 8 8 7.5 8 10M5.8 11.4L8 13.6l2.2-2.2" />
				</symbol>
				<symbol id="i-sort" viewBox="0 0 16 16">
					<path d="M2.5 4h11M2.5 8h7M2.5 12h3.5" />
				</symbol>
				<symbol id="i-split" viewBox="0 0 16 16">
					<path d="M2.5 2.5h11v3.5h-11zM2.5 10h11v3.5h-11zM1.5 8h2M5 8h2M9 8h2M12.5 8h2" />
				</symbol>
				<symbol id="i-chat" viewBox="0 0 16 16">
					<path d="M2.5 3.5h11v7.5H7l-3 2.5v-2.5H2.5z" />
				</symbol>
				<symbol id="i-check" viewBox="0 0 16 16">
					<path d="M3 8.5l3.2 3L13 4.5" />
				</symbol>
				<symbol id="i-clock" viewBox="0 0 16 16">
					<circle cx="8" cy="8" r="6" />
					<path d="M8 4.8V8l2.2 1.6" />
				</symbol>
				<symbol id="i-down" viewBox="0 0 16 16">
					<path d="M8 3v9.5M4 8.7l4 4 4-4" />
				</symbol>
				<symbol id="i-flag" viewBox="0 0 16 16">
					<path d="M4 14V2.5h8l-2 3 2 3H4" />
				</symbol>
				<symbol id="i-globe" viewBox="0 0 16 16">
					<circle cx="8" cy="8" r="6" />
					<path d="M2 8h12M8 2c2 1.8 2.6 3.8 2.6 6S10 12.2 8 14c-2-1.8-2.6-3.8-2.6-6S6 3.8 8 2z" />
				</symbol>
				<symbol id="i-grip" viewBox="0 0 16 16">
					<g fill="currentColor" stroke="none">
						<circle cx="6" cy="4" r="1.1" />
						<circle cx="10" cy="4" r="1.1" />
						<circle cx="6" cy="8" r="1.1" />
						<circle cx="10" cy="8" r="1.1" />
						<circle cx="6" cy="12" r="1.1" />
						<circle cx="10" cy="12" r="1.1" />
					</g>
				</symbol>
				<symbol id="i-heart" viewBox="0 0 16 16">
					<path d="M8 13S2.5 9.8 2.5 6.2A2.7 2.7 0 018 5a2.7 2.7 0 015.5 1.2C13.5 9.8 8 13 8 13z" />
				</symbol>
				<symbol id="i-hide" viewBox="0 0 16 16">
					<path d="M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4z" />
					<path d="M3 13L13 3" />
				</symbol>
				<symbol id="i-idea" viewBox="0 0 16 16">
					<path d="M5.8 10.5C4.6 9.7 4 8.5 4 7a4 4 0 018 0c0 1.5-.6 2.7-1.8 3.5v1H5.8zM6.5 13.5h3" />
				</symbol>
				<symbol id="i-list" viewBox="0 0 16 16">
					<path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1" />
				</symbol>
				<symbol id="i-lock" viewBox="0 0 16 16">
					<rect x="3.5" y="7" width="9" height="6.5" rx="1" />
					<path d="M5.5 7V5a2.5 2.5 0 015 0v2" />
				</symbol>
				<symbol id="i-log" viewBox="0 0 16 16">
					<path d="M4 2.5h8v11H4zM6.2 5.5h3.6M6.2 8h3.6M6.2 10.5h2" />
				</symbol>
				<symbol id="i-mark" viewBox="0 0 20 20">
					<rect x="1" y="1" width="18" height="18" rx="5" fill="currentColor" stroke="none" />
					<path d="M6 6.5h8M6 10h5" className="i__cut" strokeWidth="1.8" fill="none" />
					<path d="M10 13.8l1.6 1.5 3-3.5" className="i__cut" strokeWidth="1.8" fill="none" />
				</symbol>
				<symbol id="i-offline" viewBox="0 0 16 16">
					<path d="M2 6.2A9 9 0 018 4c2.2 0 4.3.8 6 2.2M4.5 9A5.5 5.5 0 018 7.8c1.3 0 2.5.4 3.5 1.2M8 12.3v.1M3 2.5l10 11" />
				</symbol>
				<symbol id="i-pause" viewBox="0 0 16 16">
					<path d="M5.5 3.5v9M10.5 3.5v9" />
				</symbol>
				<symbol id="i-right" viewBox="0 0 16 16">
					<path d="M6 3.5L10.5 8 6 12.5" />
				</symbol>
				<symbol id="i-up" viewBox="0 0 16 16">
					<path d="M8 13V3.5M4 7.3l4-4 4 4" />
				</symbol>
				<symbol id="i-user" viewBox="0 0 16 16">
					<circle cx="8" cy="5.5" r="2.7" />
					<path d="M3 13.5c.5-3 2.5-4.5 5-4.5s4.5 1.5 5 4.5" />
				</symbol>
				<symbol id="i-users" viewBox="0 0 16 16">
					<circle cx="6" cy="5.5" r="2.5" />
					<path d="M1.5 13c.4-2.6 2.2-4 4.5-4s4.1 1.4 4.5 4M10.5 3.3a2.5 2.5 0 010 4.5M12.3 9.6c1.3.6 2 1.8 2.2 3.4" />
				</symbol>
				<symbol id="i-vote" viewBox="0 0 16 16">
					<path d="M2.5 12.5v-4M6.2 12.5V5.5M9.8 12.5v-9M13.5 12.5V7" />
				</symbol>
				<symbol id="i-x" viewBox="0 0 16 16">
					<path d="M4 4l8 8M12 4l-8 8" />
				</symbol>
				<symbol id="i-plus" viewBox="0 0 16 16">
					<path d="M8 3v10M3 8h10" />
				</symbol>
				<symbol id="i-minus" viewBox="0 0 16 16">
					<path d="M3 8h10" />
				</symbol>
				<symbol id="i-link" viewBox="0 0 16 16">
					<path d="M6.5 9.5l3-3M7.5 4.5l1.2-1.2a2.7 2.7 0 013.9 3.9L11.4 8.4M8.5 11.5l-1.2 1.2a2.7 2.7 0 01-3.9-3.9L4.6 7.6" />
				</symbol>
				<symbol id="i-left" viewBox="0 0 16 16">
					<path d="M10 3.5L5.5 8 10 12.5" />
				</symbol>
				<symbol id="i-undo" viewBox="0 0 16 16">
					<path d="M6 3L2.8 6.2 6 9.4M3 6.2h6.2a3.6 3.6 0 010 7.2H6.5" />
				</symbol>
				<symbol id="i-redo" viewBox="0 0 16 16">
					<path d="M10 3l3.2 3.2L10 9.4M13 6.2H6.8a3.6 3.6 0 000 7.2h2.7" />
				</symbol>
				<symbol id="i-archive" viewBox="0 0 16 16">
					<path d="M2.5 3.5h11v3h-11zM3.5 6.5v6h9v-6M6.5 9h3" />
				</symbol>
			</defs>
		</svg>
	)
}
