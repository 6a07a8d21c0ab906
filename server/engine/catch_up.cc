#include "engine/catch_up.h"

#include <algorithm>
#include <functional>

#include "domain/goal.h"
#include "domain/group.h"
#include "domain/limits.h"
#include "domain/snapshot.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::engine {
namespace {

using domain::State;
using domain::Text;

// Takes away what only the log may have. The one place where views made for the log go out.
void reduce(v1::Text* text) {
  text->clear_salt();
  text->clear_hash();
  text->clear_owner();
  text->clear_cipher();
}

void show_increment(IncrementId id, const domain::Increment& increment, v1::IncrementView* out) {
  domain::save_increment(id, increment, out);
  v1::IncrementAdded& added = *out->mutable_added();
  reduce(added.mutable_title());
  reduce(added.mutable_summary());
  reduce(added.mutable_presenter());
  reduce(added.mutable_demo_link());
  for (v1::Criterion& criterion : *added.mutable_criteria()) reduce(criterion.mutable_text());
  for (v1::Criterion& check : *added.mutable_definition_of_done()) reduce(check.mutable_text());
  if (out->has_assessment_reason()) reduce(out->mutable_assessment_reason());
}

bool is_past(const State& state, ReviewId review) {
  return state.reviews.at(review).state == v1::REVIEW_STATE_CLOSED;
}

// Open ones, and the youngest of the others.
void show_proposals(const State& state, v1::Meeting* out) {
  std::vector<std::pair<Seq, ProposalId>> decided;
  for (const auto& [id, proposal] : state.proposals) {
    if (proposal.decided_by != Seq{}) decided.emplace_back(proposal.decided_by, id);
  }
  std::ranges::sort(decided, std::greater<>());
  if (decided.size() > domain::kProposalsShownMax) decided.resize(domain::kProposalsShownMax);
  const auto show = [&](ProposalId id) {
    v1::ProposalView& row = *out->add_proposals();
    domain::save_proposal(id, state.proposals.at(id), &row);
    reduce(row.mutable_proposed()->mutable_comment());
    if (row.has_reason()) reduce(row.mutable_reason());
  };
  for (const ProposalId id : state.open_proposals) show(id);
  for (const auto& [seq, id] : decided) show(id);
  out->set_stale_policy(state.stale_policy);
}

void show_alias(ItemId id, const domain::Item& item, v1::AliasRow* out) {
  id.to(out->mutable_item());
  item.merged_into.to(out->mutable_into());
  item.title.show(out->mutable_title());
  item.ref.show(out->mutable_ref());
  out->set_merged_at(value(item.merged_by.seq));
}

void show_goals(const State& state, v1::Meeting* out) {
  if (state.vision) state.vision->show(out->mutable_vision());
  out->set_vision_at(value(state.vision_at));
  for (const auto& [id, goal] : state.goals) {
    v1::GoalView& row = *out->add_goals();
    domain::save_goal(id, goal, &row);
    reduce(row.mutable_set()->mutable_statement());
    if (row.set().has_metric()) reduce(row.mutable_set()->mutable_metric());
    if (row.has_reason()) reduce(row.mutable_reason());
  }
  for (const auto& [id, action] : state.actions) {
    v1::ActionView& row = *out->add_actions();
    domain::save_action(id, action, &row);
    reduce(row.mutable_added()->mutable_text());
  }
}

void show_meeting(const State& state, v1::VisibilityClass visibility, v1::Meeting* out) {
  const bool guest = visibility == v1::VISIBILITY_CLASS_GUEST;
  state.name.show(out->mutable_product_name());
  for (const auto& [id, participant] : state.participants) {
    v1::ParticipantView& row = *out->add_participants();
    row.set_participant(value(id));
    participant.name.show(row.mutable_name());
    row.set_role(participant.role);
    row.set_guest(participant.guest);
    row.set_removed(participant.removed);
    row.set_muted(participant.muted);
    if (!participant.group.none()) participant.group.to(row.mutable_group());
  }
  domain::groups_to(state.groups, out->mutable_groups());
  for (v1::Group& group : *out->mutable_groups()) reduce(group.mutable_name());
  out->set_groups_at(value(state.groups_at));
  show_goals(state, out);
  for (const Text& check : state.definition_of_done) check.show(out->add_definition_of_done());
  for (const auto& [id, review] : state.reviews) {
    v1::ReviewView& row = *out->add_reviews();
    domain::save_review(id, review, &row);
    reduce(row.mutable_title());
    reduce(row.mutable_sprint_goal());
    if (row.has_environment()) reduce(row.mutable_environment());
    for (v1::AgendaEntry& entry : *row.mutable_agenda()) reduce(entry.mutable_subject());
  }
  for (const auto& [id, increment] : state.increments)
    show_increment(id, increment, out->add_increments());
  for (const auto& [id, poll] : state.polls) {
    v1::PollView& row = *out->add_polls();
    domain::save_poll(state, id, &row);
    reduce(row.mutable_opened()->mutable_question());
    for (v1::PollOption& option : *row.mutable_opened()->mutable_options()) {
      if (option.has_text()) reduce(option.mutable_text());
    }
    if (row.has_void_reason()) reduce(row.mutable_void_reason());
    if (guest && is_past(state, poll.review)) {
      row.clear_ballots();
      row.clear_entered();
    }
    for (v1::EnteredBallot& entered : *row.mutable_entered()) reduce(entered.mutable_name());
  }
  show_proposals(state, out);
  out->set_facilitator(value(state.facilitator));
  for (const auto& [id, delegation] : state.delegations)
    domain::save_delegation(id, delegation, out->add_delegations());
  for (const FeedbackId id : state.feedback_order) {
    const domain::Feedback& feedback = state.feedback.at(id);
    if (guest && is_past(state, feedback.review)) continue;
    v1::FeedbackView& row = *out->add_feedback();
    domain::save_feedback(id, feedback, &row);
    if (row.given().has_text()) reduce(row.mutable_given()->mutable_text());
    if (row.has_reason()) reduce(row.mutable_reason());
    if (row.has_answer()) reduce(row.mutable_answer());
  }
}

void show_slot(const State& state, const domain::Slot& slot, v1::SlotRow* out) {
  slot.id.to(out->mutable_slot());
  out->set_seq(value(slot.seq));
  if (!slot.anchor.none()) slot.anchor.to(out->mutable_anchor());
  if (!slot.came_from.none()) slot.came_from.to(out->mutable_came_from());
  if (slot.zone != v1::ZONE_ORDERED) out->set_zone(slot.zone);
  out->set_sorted(slot.sorted);
  if (!slot.live) return;
  const domain::Item& item = state.backlog.items.at(slot.item);
  v1::Row& row = *out->mutable_row();
  if (slot.item.actor != slot.id.actor || slot.item.counter != slot.id.counter ||
      slot.item.k != slot.id.k) {
    slot.item.to(row.mutable_item());
  }
  item.title.show(row.mutable_title());
  item.ref.show(row.mutable_ref());
  row.set_estimate(item.estimate);
  for (const Text& label : item.labels) label.show(row.add_labels());
  row.set_archived_at(value(item.archived_at));
  if (!item.said_in.none()) item.said_in.to(row.mutable_said_in());
}

}  // namespace

std::shared_ptr<const RowSnapshot> encode_row_snapshot(const State& state,
                                                       v1::VisibilityClass visibility) {
  auto snapshot = std::make_shared<RowSnapshot>();
  snapshot->seq = state.seq;
  v1::RowChunk chunk;
  show_meeting(state, visibility, chunk.mutable_meeting());
  std::size_t bytes = chunk.ByteSizeLong();
  const auto flush = [&] {
    snapshot->chunks.push_back(chunk.SerializeAsString());
    chunk.Clear();
    bytes = 0;
  };
  for (const v1::Zone zone : {v1::ZONE_ORDERED, v1::ZONE_NOT_YET_ORDERED}) {
    state.backlog.order.each(zone, [&](const domain::Slot& slot) {
      if (bytes > kChunkBytesMax) flush();
      v1::SlotRow& row = *chunk.add_slots();
      show_slot(state, slot, &row);
      bytes += row.ByteSizeLong() + 4;
      ++snapshot->slots;
    });
  }
  for (const ItemId id : state.backlog.aliases) {
    if (bytes > kChunkBytesMax) flush();
    v1::AliasRow& row = *chunk.add_aliases();
    show_alias(id, state.backlog.items.at(id), &row);
    bytes += row.ByteSizeLong() + 4;
  }
  flush();
  std::string all;
  for (const std::string& bytes_of_chunk : snapshot->chunks) all += bytes_of_chunk;
  snapshot->hash = sha256(all);
  return snapshot;
}

std::shared_ptr<const RowSnapshot> SnapshotCache::get(const State& state,
                                                      v1::VisibilityClass visibility,
                                                      const TailWindow& tail) {
  const bool fresh = last_ && value(state.seq) - value(last_->seq) <= kSnapshotLagMax &&
                     tail.continues_snapshot(last_->seq, visibility) &&
                     tail.bytes_total() - last_at_bytes_ <= last_bytes_;
  if (fresh) return last_;
  last_ = encode_row_snapshot(state, visibility);
  last_at_bytes_ = tail.bytes_total();
  last_bytes_ = 0;
  for (const std::string& chunk : last_->chunks) last_bytes_ += chunk.size();
  return last_;
}

void TailWindow::add(const v1::Event& event) {
  const auto size = static_cast<std::uint32_t>(event.ByteSizeLong());
  sizes_.push_back(size);
  bytes_ += size;
  bytes_total_ += size;
  head_ = static_cast<Seq>(event.seq());
  if (event.has_participant_joined())
    joined_[ParticipantId{event.participant_joined().participant()}] = head_;
  if (event.has_review_closed()) closed_[ReviewId::from(event.review_closed().review())] = head_;
  while (sizes_.size() > events_max_ || (bytes_ > bytes_max_ && sizes_.size() > 1)) {
    bytes_ -= sizes_.front();
    sizes_.pop_front();
  }
}

}  // namespace reviewd::engine
