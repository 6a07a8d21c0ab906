// The parts about feedback that waits, fetched after the page as one file.
import { laterPart } from '../parts/laterPart'

const parts = () => import('./heldParts')

export const HeldEntries = laterPart(() => parts().then((m) => m.HeldEntries), true)
export const HoldSwitch = laterPart(() => parts().then((m) => m.HoldSwitch), true)
export const OwnHeldEntries = laterPart(() => parts().then((m) => m.OwnHeldEntries), true)
