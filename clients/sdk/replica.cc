#include "sdk/replica.h"

#include <algorithm>
#include <set>

#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/poll_kind.h"
#include "domain/snapshot.h"
#include "sdk/event_check.h"
#include "sdk/received_text.h"

namespace reviewd::sdk {

namespace {

using domain::State;

std::unexpected<Error> broken(std::string what) {
  return fail(v1::ERROR_CODE_BAD_REQUEST, "the server's snapshot is broken: " + std::move(what));
}

// The meeting in the form in which a log snapshot has it, as far as a reader may know it.
v1::ProductState product_state(v1::Meeting meeting) {
  complete_texts(meeting);
  v1::ProductState out;
  *out.mutable_name() = meeting.product_name();
  for (const v1::ParticipantView& row : meeting.participants()) {
    v1::ParticipantState& person = *out.add_participants();
    person.set_participant(row.participant());
    *person.mutable_name() = row.name();
    person.set_role(row.role());
    person.set_guest(row.guest());
    person.set_removed(row.removed());
    person.set_muted(row.muted());
    if (row.has_group()) *person.mutable_group() = row.group();
  }
  *out.mutable_reviews() = meeting.reviews();
  *out.mutable_increments() = meeting.increments();
  for (const v1::PollView& row : meeting.polls()) {
    v1::PollStateRow& poll = *out.add_polls();
    *poll.mutable_view() = row;
    *poll.mutable_ballots() = row.ballots();
    *poll.mutable_entered() = row.entered();
  }
  for (const v1::FeedbackView& row : meeting.feedback()) {
    v1::FeedbackStateRow& feedback = *out.add_feedback();
    *feedback.mutable_view() = row;
    feedback.set_true_author(row.author());
  }
  *out.mutable_definition_of_done() = meeting.definition_of_done();
  *out.mutable_proposals() = meeting.proposals();
  out.set_stale_policy(meeting.stale_policy());
  *out.mutable_groups() = meeting.groups();
  out.set_groups_at(meeting.groups_at());
  if (meeting.has_vision()) *out.mutable_vision() = meeting.vision();
  out.set_vision_at(meeting.vision_at());
  *out.mutable_goals() = meeting.goals();
  *out.mutable_actions() = meeting.actions();
  out.set_facilitator(meeting.facilitator());
  *out.mutable_delegations() = meeting.delegations();
  return out;
}

bool polls_have_subjects(const v1::Meeting& meeting) {
  std::set<IncrementId> increments;
  for (const v1::IncrementView& row : meeting.increments())
    increments.insert(IncrementId::from(row.added().increment()));
  return std::ranges::all_of(meeting.polls(), [&](const v1::PollView& row) {
    return !row.opened().has_increment() ||
           increments.contains(IncrementId::from(row.opened().increment()));
  });
}

// The feedback that an event is about which deals with it; nullptr: it is none of those.
const v1::Id* dealt_with(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kFeedbackRetracted: return &event.feedback_retracted().feedback();
    case v1::Event::kFeedbackTriaged: return &event.feedback_triaged().feedback();
    case v1::Event::kFeedbackAnswered: return &event.feedback_answered().feedback();
    case v1::Event::kFeedbackMerged: return &event.feedback_merged().feedback();
    case v1::Event::kFeedbackUnmerged: return &event.feedback_unmerged().feedback();
    default: return nullptr;  // FeedbackConverted is about an item, too
  }
}

// A slot and, unless it is dead, its item. Which item left a dead slot is not said.
Result<void> load_slot(State& state, const v1::SlotRow& row) {
  domain::Slot slot{
      .id = SlotId::from(row.slot()),
      .seq = static_cast<Seq>(row.seq()),
      .anchor = SlotId::from(row.anchor()),
      .came_from = SlotId::from(row.came_from()),
      .zone = row.zone() == v1::ZONE_NOT_YET_ORDERED ? v1::ZONE_NOT_YET_ORDERED : v1::ZONE_ORDERED,
      .live = row.has_row(),
      .sorted = row.sorted()};
  if (state.backlog.order.find(slot.id) != nullptr) return broken("a slot that is there twice");
  if (slot.live) {
    v1::Row texts = row.row();
    complete_texts(texts);
    slot.item = ItemId::from(texts.has_item() ? texts.item() : row.slot());
    domain::Item item{.title = domain::Text::from(texts.title()),
                      .ref = domain::Text::from(texts.ref()),
                      .estimate = texts.estimate(),
                      .archived_at = static_cast<Seq>(texts.archived_at()),
                      .slot = slot.id,
                      .zone = slot.zone,
                      .placed_by = {.seq = slot.seq, .actor = ActorId{slot.id.actor}},
                      .said_in = ReviewId::from(texts.said_in())};
    for (const v1::Text& label : texts.labels()) item.labels.push_back(domain::Text::from(label));
    if (!state.backlog.items.emplace(slot.item, std::move(item)).second)
      return broken("an item in two slots");
  }
  state.backlog.order.append(slot);
  return {};
}

// An item that is another name of one: in no list any more.
Result<void> load_alias(State& state, v1::AliasRow row) {
  complete_texts(row);
  const ItemId id = ItemId::from(row.item());
  domain::Item item{.title = domain::Text::from(row.title()),
                    .ref = domain::Text::from(row.ref()),
                    .merged_into = ItemId::from(row.into()),
                    .merged_by = {.seq = static_cast<Seq>(row.merged_at()), .actor = {}}};
  if (!item.alias() || !state.backlog.items.emplace(id, std::move(item)).second)
    return broken("an item in two places");
  state.backlog.aliases.insert(id);
  return {};
}

// What is not shown before the server has said it: results and what people may do. Anonymous
// feedback is named by the server.
bool is_predicted(const v1::Operation& operation) {
  switch (operation.body_case()) {
    case v1::Operation::kClosePoll:
    case v1::Operation::kRevealPoll:
    case v1::Operation::kVoidPoll:
    case v1::Operation::kAdmitVoters:
    case v1::Operation::kCreateInvite:
    case v1::Operation::kRevokeInvite:
    case v1::Operation::kSetJoinCode:
    case v1::Operation::kAdmitWaiting:
    case v1::Operation::kRefuseWaiting:
    case v1::Operation::kRemoveParticipant:
    case v1::Operation::kMuteParticipant:
    case v1::Operation::kChangeRole:
    case v1::Operation::kHandOver:
    case v1::Operation::kReleaseFeedback:
    case v1::Operation::kDiscardFeedback: return false;
    case v1::Operation::kGiveFeedback: return !operation.give_feedback().anonymous();
    default: return true;
  }
}

// Whether all is known that an undo or redo goes by. A snapshot does not say which item left a
// slot.
bool knows_what_returns(const State& state, const v1::Operation& operation) {
  if (!operation.has_undo() && !operation.has_redo()) return true;
  const bool undo = operation.has_undo();
  const auto made =
      state.backlog.order.made_by(undo ? operation.undo().actor() : operation.redo().actor(),
                                  undo ? operation.undo().counter() : operation.redo().counter());
  return std::ranges::all_of(
      made, [&](const domain::Slot* slot) { return state.backlog.items.contains(slot->item); });
}

// The number that an item without a name of its own gets is the server's to give.
void clear_given_refs(const v1::Operation& operation, v1::Event& event) {
  if (event.has_item_split() && operation.split_item().second().ref().empty())
    event.mutable_item_split()->mutable_second()->mutable_ref()->clear_plain();
  if (!operation.has_add_items() || !event.has_items_added()) return;
  v1::ItemsAdded& added = *event.mutable_items_added();
  const int count = std::min(added.items_size(), operation.add_items().items_size());
  for (int i = 0; i < count; ++i) {
    if (operation.add_items().items(i).ref().empty())
      added.mutable_items(i)->mutable_ref()->clear_plain();
  }
}

}  // namespace

void Replica::welcome(const v1::Welcome& welcome) {
  me_ = ParticipantId{welcome.participant()};
  confirmed_.time = std::max(confirmed_.time, static_cast<TimeMs>(welcome.server_time_ms()));
  if (welcome.has_open_actor()) {
    const ActorId own{welcome.open_actor().actor()};
    writers_[own].participant = me_;
    if (welcome.has_predecessor())
      writers_[own].predecessor = ActorId{welcome.predecessor().open_actor().actor()};
  }
  ++version_;
}

Result<void> Replica::load(const RowSnapshot& snapshot) {
  const v1::Meeting meeting =
      snapshot.chunks.empty() ? v1::Meeting() : snapshot.chunks.front().meeting();
  if (!polls_have_subjects(meeting)) return broken("a poll on nothing that is there");
  State state = domain::load(product_state(meeting));
  for (const auto& [id, poll] : state.polls) {
    for (const auto& [voter, ballot] : poll.ballots) {
      if (!domain::is_ballot(poll, ballot)) return broken("a ballot that its poll does not have");
    }
    for (const auto& [entry, entered] : poll.entered) {
      if (!domain::is_ballot(poll, entered.selection))
        return broken("a ballot that its poll does not have");
    }
  }
  for (const v1::RowChunk& chunk : snapshot.chunks) {
    for (const v1::SlotRow& row : chunk.slots()) {
      if (auto loaded = load_slot(state, row); !loaded) return loaded;
    }
    for (const v1::AliasRow& row : chunk.aliases()) {
      if (auto loaded = load_alias(state, row); !loaded) return loaded;
    }
  }
  state.seq = snapshot.seq;
  state.time = confirmed_.time;
  confirmed_ = std::move(state);
  ++version_;
  return {};
}

Result<void> Replica::apply(const v1::Event& received) {
  // What became of feedback of earlier reviews, which guests are not given.
  if (const v1::Id* feedback = dealt_with(received);
      feedback != nullptr && !confirmed_.feedback.contains(FeedbackId::from(*feedback))) {
    skip(static_cast<Seq>(received.seq()));
    return {};
  }
  if (auto fits = check_fits(confirmed_, received); !fits) return fits;
  // Links are the lobby's business, which is a view of its own.
  if (received.has_invite_created() || received.has_invite_revoked()) {
    skip(static_cast<Seq>(received.seq()));
    return {};
  }
  v1::Event event = received;
  complete_texts(event);
  domain::apply(confirmed_, event);
  if (event.actor() != 0)
    writers_[ActorId{event.actor()}].participant = ParticipantId{event.author()};
  ++version_;
  return {};
}

void Replica::skip(Seq to) {
  confirmed_.seq = to;
  ++version_;
}

const State& Replica::predicted(const Outbox& outbox) const {
  if (outbox.unanswered() == 0) return confirmed_;
  if (prediction_ && prediction_->confirmed_version == version_ &&
      prediction_->outbox_version == outbox.version()) {
    return prediction_->state;
  }
  // A copy a rebase: for a program that predicts now and then this is cheaper than a journal that
  // every change would have to keep.
  prediction_ = {
      .state = confirmed_, .confirmed_version = version_, .outbox_version = outbox.version()};
  prediction_->state.actors = writers_;
  outbox.each_undecided([&](const v1::Operation& operation, bool sealed) {
    predict(prediction_->state, operation, sealed);
  });
  return prediction_->state;
}

void Replica::predict(State& state, const v1::Operation& operation, bool sealed) const {
  const auto person = state.participants.find(me_);
  if (!is_predicted(operation) || person == state.participants.end()) return;
  if (!knows_what_returns(state, operation)) return;
  const domain::Author author{.participant = me_,
                              .role = person->second.role,
                              .actor = ActorId{operation.actor()},
                              .sealed = sealed};
  domain::Draw draw{Entropy{}};
  // Whether a slot that is not in the list was ever made is the server's to know: taken to be gone.
  const domain::Order::Decided decided = [](SlotId) { return true; };
  auto decision = domain::decide(
      operation,
      {.state = state, .author = author, .now = state.time, .draw = draw, .decided = decided});
  if (!decision) return;
  for (v1::Event& event : decision->events) {
    // Numbers follow those of everything committed, so slots in flight are the youngest.
    event.set_seq(value(next(state.seq)));
    event.set_time_ms(value(state.time));
    event.set_author(value(me_));
    if (!sealed) {
      event.set_actor(operation.actor());
      event.set_counter(operation.counter());
    }
    clear_given_refs(operation, event);
    // It may be there already: a snapshot has what the operation did, its outcome is still to come.
    if (!check_fits(state, event)) return;
    domain::apply(state, event);
  }
  for (const v1::SealedEntry& entry : decision->sealed) domain::apply(state, entry);
  for (const domain::BoxBallot& ballot : decision->box) domain::apply(state, ballot);
}

}  // namespace reviewd::sdk
