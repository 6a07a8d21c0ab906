// What is loaded after the page has opened: see heldLater.ts.
export { HeldEntries } from './HeldEntries'
export { HoldSwitch } from './HoldSwitch'
export { OwnHeldEntries } from './OwnHeldEntries'
