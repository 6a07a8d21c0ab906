// What is loaded after the page has opened: dialogs about the order that nobody needs at once.
export { OfflineRuleDialog } from '../proposals/OfflineRuleDialog'
export { ProposalsDialog } from '../proposals/ProposalsDialog'
export { SendProposalDialog } from '../proposals/SendProposalDialog'
export { SortDialog } from '../sort/SortDialog'
export { MergeDialog } from './MergeDialog'
export { SplitDialog } from './SplitDialog'
