#include "engine/outcome_table.h"

#include "base/assert.h"

namespace reviewd::engine {

std::uint32_t OutcomeTable::last_counter(ActorId actor) const {
  const auto row = rows_.find(actor);
  return row == rows_.end() ? 0 : row->second.last_counter;
}

const StoredOutcome* OutcomeTable::find(ActorId actor, std::uint32_t counter) const {
  const auto row = rows_.find(actor);
  if (row == rows_.end() || row->second.outcomes.empty()) return nullptr;
  const std::deque<StoredOutcome>& outcomes = row->second.outcomes;
  const std::uint32_t first = outcomes.front().counter;
  if (counter < first || counter - first >= outcomes.size()) return nullptr;
  return &outcomes[counter - first];
}

void OutcomeTable::add(const v1::OutcomeEntry& entry) {
  Row& row = rows_[ActorId{entry.actor()}];
  REVIEWD_ASSERT(entry.counter() == row.last_counter + 1);
  row.last_counter = entry.counter();
  if (row.ended) return;
  row.outcomes.push_back({.counter = entry.counter(),
                          .mac = to_array<Digest>(entry.mac()),
                          .outcome = entry.outcome()});
  if (row.outcomes.size() > kOutcomesMax) row.outcomes.pop_front();
}

void OutcomeTable::end(ActorId actor) {
  Row& row = rows_[actor];
  row.ended = true;
  row.outcomes.clear();
}

void OutcomeTable::save(google::protobuf::RepeatedPtrField<v1::ActorOutcomes>* out) const {
  for (const auto& [actor, row] : rows_) {
    if (row.last_counter == 0) continue;
    v1::ActorOutcomes& saved = *out->Add();
    saved.set_actor(value(actor));
    saved.set_last_counter(row.last_counter);
    for (const StoredOutcome& stored : row.outcomes) {
      v1::StoredOutcome& entry = *saved.add_outcomes();
      entry.set_counter(stored.counter);
      if (stored.mac) entry.set_mac(std::string(as_bytes(*stored.mac)));
      *entry.mutable_outcome() = stored.outcome;
    }
  }
}

void OutcomeTable::load(const google::protobuf::RepeatedPtrField<v1::ActorOutcomes>& in) {
  rows_.clear();
  for (const v1::ActorOutcomes& saved : in) {
    Row& row = rows_[ActorId{saved.actor()}];
    row.last_counter = saved.last_counter();
    for (const v1::StoredOutcome& entry : saved.outcomes()) {
      row.outcomes.push_back({.counter = entry.counter(),
                              .mac = to_array<Digest>(entry.mac()),
                              .outcome = entry.outcome()});
    }
  }
}

}  // namespace reviewd::engine
