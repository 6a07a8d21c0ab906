// The state of one product: everything that replaying its log brings back.
//
// Plain data. decide() (decide.h) reads it, apply() (apply.h) is the only thing that changes it.
// All containers that are iterated are ordered, so that the same log gives the same bytes
// everywhere.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/digest.h"
#include "base/ids.h"
#include "base/time.h"
#include "domain/order.h"
#include "domain/text.h"
#include "reviewd/v1/backlog.pb.h"
#include "reviewd/v1/event.pb.h"
#include "reviewd/v1/goal.pb.h"
#include "reviewd/v1/meeting.pb.h"

namespace reviewd::domain {

struct Group {
  GroupId id;
  Text name;
};

struct Participant {
  Text name;
  v1::Role role = v1::ROLE_UNSPECIFIED;
  bool guest = false;
  std::string handle;  // public name in addresses; empty until the first session
  bool removed = false;
  bool muted = false;
  GroupId group;  // or none
};

// Somebody who came by the join code and has not been let in. Their id stays theirs.
struct Waiting {
  Text name;
  std::string handle;
  TimeMs since{};
};

struct Invite {
  v1::Role role = v1::ROLE_UNSPECIFIED;
  std::uint32_t uses_max = 0;  // 0: no limit
  std::uint32_t uses = 0;
  TimeMs expires{};  // 0: never
  bool revoked = false;
  Digest secret_hash{};
  ParticipantId participant{};  // personal link of somebody who exists already
  GroupId group;                // of whoever comes by it, or none
};

struct Session {
  ParticipantId participant{};
  TimeMs started{};
  TimeMs seen{};       // to the hour
  bool renew = false;  // the secret must be exchanged for a new one: the role has changed, or it
                       // was exchanged already and nobody has used the new one
  // Until a new secret is used for the first time its session and the old one's know each other.
  struct Renewal {
    Digest of{};
    Salt salt{};
  };
  std::optional<Renewal> renews;
  std::optional<Digest> renewed_by;
};

// A one-time link with which a participant signs in on a further device.
struct DeviceLink {
  ParticipantId participant{};
  TimeMs expires{};
};

// One half of a tab's lease.
struct Actor {
  ParticipantId participant{};
  bool sealed = false;
  ActorId partner{};
  ActorId predecessor{};  // whose operations this one's author had all seen; none: 0
  Digest token_hash{};
  bool ended = false;  // its id is never given again
  Digest session{};    // the lease lasts as long as this session
};

// Who wrote a field last.
struct Writer {
  Seq seq{};
  ActorId actor{};
};

struct Item {
  Text title;
  Text description;
  Text ref;
  std::uint32_t estimate = 0;
  std::vector<Text> labels;
  Seq archived_at{};  // of the archive event; 0 is not archived
  SlotId slot;        // the last one, where it is an alias
  v1::Zone zone = v1::ZONE_ORDERED;
  Writer title_by, description_by, estimate_by, labels_by;
  Writer placed_by;    // who put it into its slot
  Writer archived_by;  // who archived or restored it last
  ItemId merged_into;  // of an alias: the item that stands; its slot is dead then
  Writer merged_by;
  ReviewId said_in;  // where the feedback was given that became this item, or none

  bool alias() const { return !merged_into.none(); }
};

struct Backlog {
  Order order;
  std::unordered_map<ItemId, Item> items;  // iterate through order, or sort the ids first
  std::set<ItemId> aliases;  // of items; in no list, so the order does not lead to them
  std::uint32_t next_ref = 1;
};

// An order that somebody would like to see.
struct Proposal {
  ParticipantId author{};
  TimeMs time{};
  Seq base{};
  std::vector<v1::ProposedMove> moves;  // none once it is not open any more
  std::set<ItemId> items;               // of the moves
  Text comment;
  v1::ProposalState state = v1::PROPOSAL_STATE_OPEN;
  Seq decided_by{};  // the event that applied or rejected it
  Seq stale_by{};    // by which somebody else last placed, archived or merged an item of it
  std::optional<Text> reason;
};

struct AgendaEntry {
  AgendaEntryId id;
  v1::AgendaKind kind = v1::AGENDA_KIND_UNSPECIFIED;
  Text subject;
  std::uint32_t timebox_ms = 0;  // 0: no limit
};

struct Timer {
  std::uint32_t rev = 0;
  v1::TimerState state = v1::TIMER_STATE_UNSPECIFIED;  // there is none
  TimeMs deadline{};                                   // while it runs
  std::uint32_t remaining_ms = 0;                      // while it is paused
  std::uint32_t total_ms = 0;
};

struct Review {
  Text title;
  std::uint32_t sprint = 0;
  Text sprint_goal;
  v1::ReviewState state = v1::REVIEW_STATE_DRAFT;
  std::vector<AgendaEntry> agenda;
  Seq agenda_at{};        // the event that last set it; 0: as it was planned
  AgendaEntryId current;  // none: before the first entry, or after the last
  Seq current_at{};       // the event that made it so; 0: not begun
  Timer timer;
  std::string starts;  // first and last day of the Sprint, YYYY-MM-DD or empty
  std::string ends;
  std::uint32_t items_done = 0;
  std::uint32_t points_done = 0;
  std::optional<Text> environment;  // what has changed around the product
  Seq edited_at{};                  // the event that last edited it; 0: as it was planned
  bool feedback_held = false;       // anonymous feedback waits for its release

  // Opened and not closed, though it may be paused.
  bool under_way() const {
    return state == v1::REVIEW_STATE_OPEN || state == v1::REVIEW_STATE_PAUSED;
  }
};

// Power that the Product Owner has lent to somebody of the team.
struct Delegation {
  ParticipantId to{};
  std::set<v1::DelegationScope> scopes;
  TimeMs expires{};
};

// What time alone brings about: a poll closes, the timer of a review expires, a delegation ends.
using Due = std::variant<PollId, ReviewId, DelegationId>;

struct Criterion {
  Text text;
  bool met = false;
};

struct Increment {
  ReviewId review;
  Text title;
  Text summary;
  ItemId item;
  bool done = false;
  Text presenter;
  std::vector<Criterion> criteria;
  std::vector<Criterion> definition_of_done;
  Text demo_link;
  v1::Assessment assessment = v1::ASSESSMENT_UNSPECIFIED;
  std::optional<Text> assessment_reason;
  ParticipantId assessed_by{};
  Seq assessed_at{};
  Seq edited_at{};  // the event that last edited it; 0: as it was added
  v1::ReleaseState release = v1::RELEASE_STATE_UNSPECIFIED;
  Seq release_at{};  // the event that set it; 0: none has
};

// What a ballot says (poll_kind.h): one number, or several.
using Selection = std::vector<std::uint32_t>;

struct PollOption {
  Text text;
  ItemId item;  // or none
};

// The ballot of somebody in the room who has no device.
struct EnteredBallot {
  Text name;
  Selection selection;
  ParticipantId by{};  // who entered it last
};

struct Poll {
  ReviewId review;
  IncrementId increment;  // none: on the review as a whole
  Text question;
  v1::PollKind kind = v1::POLL_KIND_CONSENT;
  v1::Secrecy secrecy = v1::SECRECY_NAMED;
  v1::Results results = v1::RESULTS_LIVE;
  std::set<ParticipantId> electorate;
  v1::PollState state = v1::POLL_STATE_OPEN;
  TimeMs deadline{};  // 0: none
  std::vector<PollOption> options;
  std::uint32_t dots = 0;  // that a voter has
  std::uint32_t dots_per_option = 0;
  std::uint32_t quorum = 0;
  std::set<v1::Role> roles;  // whom it asks, if not everybody
  std::set<GroupId> groups;
  Seq opened_at{};
  std::optional<Text> void_reason;
  ParticipantId voided_by{};
  PollId again;  // the poll that this one asks again
  // A register of each voter. Those of an unlinkable poll are in no log and no snapshot: they come
  // from its ballot box, and go when it is closed.
  std::map<ParticipantId, Selection> ballots;
  std::map<EntryId, EnteredBallot> entered;
  std::optional<v1::Tally> result;        // what it came to, once that is settled
  std::vector<v1::GroupResult> by_group;  // with it
  bool key_lost = false;                  // void because what was in its ballot box is lost

  // Whether everybody may see each ballot as it is cast.
  bool open_ballots() const { return secrecy == v1::SECRECY_NAMED && results == v1::RESULTS_LIVE; }
  // Whether everybody may see what it came to.
  bool results_shown() const {
    if (state == v1::POLL_STATE_VOID) return false;
    if (state == v1::POLL_STATE_REVEALED || results == v1::RESULTS_LIVE) return true;
    return results == v1::RESULTS_AFTER_OWN_VOTE && state == v1::POLL_STATE_CLOSED;
  }
};

struct Feedback {
  ReviewId review;   // that it is of now
  ReviewId said_in;  // and that it was given in, if it was carried over since; or none
  IncrementId increment;
  v1::FeedbackKind kind = v1::FEEDBACK_KIND_UNSPECIFIED;
  Text text;
  bool anonymous = false;
  ParticipantId shown_author{};  // 0 when anonymous
  ParticipantId true_author{};
  TimeMs time{};
  bool retracted = false;
  std::set<ParticipantId> upvotes;
  v1::FeedbackState state = v1::FEEDBACK_STATE_NEW;
  Seq state_at{};              // the event that set it; 0: none has
  std::optional<Text> reason;  // why it was declined
  std::optional<Text> answer;
  ParticipantId answered_by{};
  FeedbackId merged_into;       // none, or feedback that is merged into nothing
  std::set<FeedbackId> merged;  // into it; follows from the others
  v1::FeedbackState state_before = v1::FEEDBACK_STATE_NEW;  // it was merged, or converted
  ItemId item;                                              // that it became
};

// Anonymous feedback that waits to be released, or was discarded.
struct HeldFeedback {
  ReviewId review;
  IncrementId increment;
  v1::FeedbackKind kind = v1::FEEDBACK_KIND_UNSPECIFIED;
  Text text;
  ParticipantId author{};
  TimeMs time{};
  std::optional<Text> discarded;  // why
};

struct ProductGoal {
  Text statement;
  std::optional<Text> metric;  // none: it is not measured
  double baseline = 0;
  double target = 0;
  double current = 0;
  v1::GoalState state = v1::GOAL_STATE_ACTIVE;
  Seq set_at{};       // the event that last set what it says
  Seq progress_at{};  // that last recorded progress; 0: none has
  Seq ended_at{};
  std::optional<Text> reason;  // why it ended
};

struct Action {
  ReviewId review;  // it was agreed in, or none
  Text text;
  ParticipantId owner{};  // 0: nobody yet
  std::string due;        // YYYY-MM-DD, or empty
  v1::ActionState state = v1::ACTION_STATE_OPEN;
  Seq edited_at{};  // the event that last changed it, or added it
};

struct State {
  Seq seq{};      // of the last event applied
  TimeMs time{};  // of the last record or event; never runs backwards
  Text name;

  std::map<ParticipantId, Participant> participants;
  std::map<ParticipantId, Waiting> waiting;
  std::uint32_t next_participant = 1;
  std::vector<Group> groups;      // of stakeholders
  Seq groups_at{};                // the event that last set their list; 0: none has
  ParticipantId product_owner{};  // exactly one once the product is founded
  std::map<InviteId, Invite> invites;
  std::map<Digest, InviteId> invite_by_secret;
  std::map<Digest, Session> sessions;         // by SHA-256 of the session's secret
  std::map<Digest, DeviceLink> device_links;  // by SHA-256 of the link's secret
  std::optional<Text> join_code;
  std::map<ActorId, Actor> actors;
  std::uint32_t next_actor = 1;

  Backlog backlog;
  std::map<ProposalId, Proposal> proposals;
  std::set<ProposalId> open_proposals;  // follows from them
  v1::StalePolicy stale_policy = v1::STALE_POLICY_YIELD;
  std::vector<Text> definition_of_done;
  std::map<ReviewId, Review> reviews;
  std::map<IncrementId, Increment> increments;
  std::map<PollId, Poll> polls;
  ParticipantId facilitator{};                     // 0: nobody in particular
  std::map<DelegationId, Delegation> delegations;  // in force
  // The earliest first, polls before timers before delegations. Follows from what it names.
  std::set<std::pair<TimeMs, Due>> deadlines;
  std::map<FeedbackId, Feedback> feedback;
  std::vector<FeedbackId> feedback_order;
  std::map<FeedbackId, HeldFeedback> held_feedback;
  std::uint32_t held_count = 0;  // ever

  std::optional<Text> vision;
  Seq vision_at{};  // the event that last set it; 0: none has
  std::map<GoalId, ProductGoal> goals;
  std::map<ActionId, Action> actions;

  bool founded() const { return product_owner != ParticipantId{}; }
  // Of the review that is under way, if one is.
  const Review* open_review() const {
    for (const auto& [id, review] : reviews) {
      if (review.under_way()) return &review;
    }
    return nullptr;
  }
};

}  // namespace reviewd::domain
