// Limits of what a product can hold, each with its answer at the limit (docs/LIMITS.md).

#pragma once

#include <cstddef>
#include <cstdint>

namespace reviewd::domain {

inline constexpr std::size_t kTitleBytesMax =
    1'000;  // too_large: titles, questions, refs, names of things
inline constexpr std::size_t kTextBytesMax =
    100'000;  // too_large: descriptions, summaries, feedback
inline constexpr std::size_t kReasonBytesMax = 1'000;  // too_large
inline constexpr std::size_t kNameBytesMax = 80;       // bad_request: display names
inline constexpr std::size_t kLabelBytesMax = 100;     // too_large
inline constexpr std::size_t kLabelsMax = 20;          // too_large: labels of one item
inline constexpr std::size_t kRefBytesMax = 64;        // too_large
inline constexpr std::size_t kItemsPerOperationMax =
    500;  // too_large: items of one add or block move
inline constexpr std::size_t kItemsPerSortMax = 20'000;  // too_large: items of one sort
inline constexpr std::size_t kItemsMax = 100'000;  // too_large: items of one product, aliases too
inline constexpr std::size_t kProposalMovesMax = 100;     // too_large: moves of one proposal
inline constexpr std::size_t kProposalItemsMax = 500;     // too_large: items of all its moves
inline constexpr std::size_t kProposalsOpenMax = 20;      // too_large: waiting to be decided
inline constexpr std::size_t kProposalsOpenOfOneMax = 5;  // too_large: of one author
inline constexpr std::size_t kProposalsMax = 1'000;  // kept: the oldest decided ones are forgotten
inline constexpr std::size_t kProposalsShownMax = 50;    // decided ones that a client is given
inline constexpr std::size_t kCriteriaMax = 64;          // too_large: criteria of one increment
inline constexpr std::size_t kReviewsMax = 1'000;        // too_large
inline constexpr std::size_t kIncrementsMax = 10'000;    // too_large
inline constexpr std::size_t kPollsMax = 10'000;         // too_large
inline constexpr std::size_t kFeedbackMax = 100'000;     // too_large
inline constexpr std::size_t kInvitesMax = 10'000;       // too_large
inline constexpr std::size_t kParticipantsMax = 20'000;  // too_large
inline constexpr std::size_t kSessionsMax = 40'000;      // too_large
inline constexpr std::size_t kWaitingMax = 1'000;        // too_large: people in the waiting room
inline constexpr std::size_t kDeviceLinksMax = 5;        // of one participant: the oldest goes
inline constexpr std::size_t kChecksMax = 64;            // too_large: Definition of Done
inline constexpr std::uint32_t kPollMsMin = 5'000;       // bad_request: time a poll is open for
inline constexpr std::uint32_t kPollMsMax = 86'400'000;  // bad_request
inline constexpr std::uint32_t kFingersMax = 5;          // bad_request: fist of five
inline constexpr std::uint32_t kScaleMax = 5;            // bad_request: scales begin at 1
inline constexpr std::size_t kPollOptionsMax = 20;       // too_large
inline constexpr std::size_t kPollRolesMax = 5;          // too_large: as many as there are
inline constexpr std::size_t kGroupsMax = 50;            // too_large: stakeholder groups
inline constexpr std::size_t kGroupBallotsMin = 5;       // smaller groups are joined in results
inline constexpr std::uint32_t kPollDotsMax = 100;       // bad_request: dots of one voter
inline constexpr std::size_t kAgendaEntriesMax = 64;     // too_large: entries of one agenda
inline constexpr std::uint32_t kTimerMsMin = 1'000;      // bad_request: timers and time boxes
inline constexpr std::uint32_t kTimerMsMax =
    28'800'000;                                          // bad_request: eight hours, extensions too
inline constexpr std::size_t kDelegationsMax = 50;       // too_large: in force at a time
inline constexpr std::size_t kGoalsMax = 1'000;          // too_large: Product Goals, ended ones too
inline constexpr double kMeasureMax = 1e12;              // bad_request: numbers of a Product Goal
inline constexpr std::size_t kActionsMax = 10'000;       // too_large: action items, done ones too
inline constexpr std::size_t kEnteredBallotsMax = 200;   // too_large: of one poll
inline constexpr std::size_t kReleasedAtOnceMax = 500;   // too_large: held feedback
inline constexpr std::size_t kHeldFeedbackMax = 200;     // too_large: that waits to be released
inline constexpr std::size_t kHeldOfOneMax = 20;         // too_large: of one author in a review
inline constexpr std::size_t kHeldTextBytesMax = 4'000;  // too_large
inline constexpr std::size_t kDiscardedShownMax = 50;    // of closed reviews, that one is given
inline constexpr std::size_t kRehearsalItemsMax =
    5'000;  // a rehearsal has the backlog down to here
inline constexpr std::size_t kRehearsalTextBytesMax = 8 << 20;  // or as far as its texts go
inline constexpr std::int64_t kDelegationMsMax = 31LL * 24 * 3'600'000;  // bad_request

// Lives of what proves who somebody is; at the end: unauthenticated or expired, sign in again.
inline constexpr std::int64_t kSessionLifeMs = 7LL * 24 * 3'600'000;
inline constexpr std::int64_t kSessionIdleMs = 12LL * 3'600'000;
inline constexpr std::int64_t kSessionSeenEveryMs = 3'600'000;  // how often being there is logged
inline constexpr std::int64_t kDeviceLinkLifeMs = 600'000;
inline constexpr std::size_t kFallbacksMax = 3;           // bad_request: fallbacks of one gap
inline constexpr std::size_t kDeadSlotsMax = 10'000;      // the oldest dead slots are forgotten
inline constexpr std::uint32_t kEstimateMax = 1'000'000;  // bad_request

}  // namespace reviewd::domain
