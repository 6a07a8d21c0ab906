#include "simulation/oracle.h"

#include <algorithm>
#include <optional>
#include <set>

#include "domain/apply.h"
#include "domain/canonical.h"
#include "domain/snapshot.h"
#include "domain/tally.h"
#include "engine/catch_up.h"
#include "engine/outcome_table.h"
#include "simulation/failure.h"
#include "wire/publish_form.h"

namespace reviewd::simulation {

namespace {

std::string number(std::uint64_t n) { return std::to_string(n); }

std::string name(sdk::OperationId id) { return number(id.actor) + "." + number(id.counter); }

bool for_team_only(const v1::Event& event) {
  return event.has_invite_created() || event.has_invite_revoked();
}

std::size_t index(v1::VisibilityClass visibility) {
  return visibility == v1::VISIBILITY_CLASS_TEAM ? 0 : 1;
}

// What a class may see of a state, as the bytes of a row snapshot.
std::string seen(const domain::State& state, v1::VisibilityClass visibility) {
  const auto snapshot = engine::encode_row_snapshot(state, visibility);
  std::string all;
  for (const std::string& chunk : snapshot->chunks) all += chunk;
  return all;
}

// Where two of them begin to differ, in words.
std::string difference(const std::string& mine, const std::string& logged) {
  v1::RowChunk a;
  v1::RowChunk b;
  require(a.ParseFromString(mine) && b.ParseFromString(logged), "snapshot", "cannot be read");
  const std::string x = a.ShortDebugString();
  const std::string y = b.ShortDebugString();
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(x, y).in1 - x.begin());
  const std::size_t from = at < 80 ? 0 : at - 80;
  return "the tab has .." + x.substr(from, 200) + ".., the log .." + y.substr(from, 200);
}

// The scopes of which one must be lent to whoever makes such an event in the Product Owner's place;
// none for events that are not the Product Owner's.
std::optional<std::set<v1::DelegationScope>> lent_for(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kItemsMoved:
    case v1::Event::kItemsSorted:
    case v1::Event::kProposalApplied: return {{v1::DELEGATION_SCOPE_ORDER}};
    case v1::Event::kItemArchived:
    case v1::Event::kItemRestored:
    case v1::Event::kItemSplit:
    case v1::Event::kItemMerged: return {{v1::DELEGATION_SCOPE_EDIT}};
    case v1::Event::kItemsReturned: return {{v1::DELEGATION_SCOPE_ORDER}};
    case v1::Event::kItemsAdded: return {{v1::DELEGATION_SCOPE_EDIT, v1::DELEGATION_SCOPE_CONVERT}};
    case v1::Event::kStalePolicySet: return std::set<v1::DelegationScope>{};
    default: return std::nullopt;
  }
}

bool meet(const std::set<v1::DelegationScope>& a, const std::set<v1::DelegationScope>& b) {
  return std::ranges::any_of(a, [&](v1::DelegationScope scope) { return b.contains(scope); });
}

}  // namespace

void Oracle::read_log(engine::EventLog& log, ProductId product) {
  const auto read = log.read(product, Position{position_ + 1}, [this](v1::Record&& record) {
    take(record);
    return true;
  });
  require(read.has_value(), "log", read ? "" : read.error().text);
}

void Oracle::expect_boxes(Position position, const std::vector<engine::BoxChange>& changes) {
  expected_boxes_[value(position)] = changes;
}

// What voters have put into the boxes of unlinkable polls, from what was written with the records:
// what a poll came to is that, and nothing else.
void Oracle::take_boxes(bool destroyed) {
  const auto found = expected_boxes_.find(position_);
  if (found == expected_boxes_.end()) return;
  for (const engine::BoxChange& change : found->second) {
    if (change.destroyed != destroyed) continue;
    if (destroyed) boxes_.erase(change.poll);
    for (const domain::BoxBallot& ballot : change.ballots)
      boxes_[change.poll][ballot.voter] = ballot.selection;
  }
}

void Oracle::check_count(const v1::BallotBoxCounted& counted) const {
  const PollId id = PollId::from(counted.poll());
  domain::Poll poll = state_.polls.at(id);
  require(poll.ballots.empty(), "secret", "the log has ballots of an unlinkable poll");
  const auto box = boxes_.find(id);
  if (box != boxes_.end()) poll.ballots = box->second;
  require(domain::canonical(domain::tally(state_, poll)) == domain::canonical(counted.tally()),
          "ballot box", "a poll came to something else than what was in its box");
}

void Oracle::take(const v1::Record& record) {
  require(record.position() == position_ + 1, "log", "positions have a gap");
  require(record.first_seq() == value(next(state_.seq)), "log",
          "record " + number(record.position()) + " begins at event " + number(record.first_seq()));
  position_ = record.position();
  take_boxes(false);
  int sealed = 0;
  int outcome = 0;
  const auto others_before = [&](std::uint32_t events) {
    for (; sealed < record.sealed_size() && record.sealed(sealed).after_events() <= events;
         ++sealed) {
      if (record.sealed(sealed).has_ballot_box_counted() && !replaying_)
        check_count(record.sealed(sealed).ballot_box_counted());
      domain::apply(state_, record.sealed(sealed));
    }
    for (; outcome < record.outcomes_size() && record.outcomes(outcome).after_events() <= events;
         ++outcome)
      take(record.outcomes(outcome));
  };
  for (int i = 0; i < record.events_size(); ++i) {
    others_before(static_cast<std::uint32_t>(i));
    take(record.events(i), record.position());
  }
  others_before(static_cast<std::uint32_t>(record.events_size()));
  take_boxes(true);
  for (const v1::Event& event : record.events()) {
    const sdk::OperationId id{event.actor(), event.counter()};
    require(id.actor == 0 || outcomes_.contains(id), "one outcome",
            "operation " + name(id) + " has events and no outcome in the log");
  }
}

void Oracle::take(const v1::Event& event, std::uint64_t position) {
  check_author(event);
  domain::apply(state_, event);
  v1::Event published = event;
  wire::to_publish_form(published);
  events_.push_back({.bytes = published.SerializeAsString(), .team_only = for_team_only(event)});
  if (event.seq() % kKnownEvery == 0) {
    known_[event.seq()] = {seen(state_, v1::VISIBILITY_CLASS_TEAM),
                           seen(state_, v1::VISIBILITY_CLASS_GUEST)};
  }
  const std::string& tag = event.reason().plain();
  if (tag.empty()) return;
  const Done done{.actor = event.actor(),
                  .counter = event.counter(),
                  .position = event.actor() == 0 ? position : 0};
  const auto [first, fresh] = done_by_.emplace(tag, done);
  require(fresh || first->second == done, "exactly once", "intent " + tag + " was done twice");
}

// Invariants 5 and 6, as far as an event alone tells.
void Oracle::check_author(const v1::Event& event) const {
  if (event.actor() != 0) {
    const auto actor = state_.actors.find(ActorId{event.actor()});
    require(actor != state_.actors.end(), "secret", "an event of an actor nobody leased");
    require(!actor->second.sealed, "secret", "an event names a sealed actor");
  }
  if (event.has_feedback_given() && event.feedback_given().anonymous())
    require(event.author() == 0 && event.actor() == 0, "secret",
            "anonymous feedback has an author");
  check_power(event);
}

// Every change of the backlog is the Product Owner's own or a delegate's, and says which.
void Oracle::check_power(const v1::Event& event) const {
  const std::optional<std::set<v1::DelegationScope>> scopes = lent_for(event);
  const auto author = state_.participants.find(ParticipantId{event.author()});
  const bool owners =
      author != state_.participants.end() && author->second.role == v1::ROLE_PRODUCT_OWNER;
  if (event.on_behalf_of() == 0) {
    require(!scopes || owners, "permission",
            "event " + number(event.seq()) + " is not the Product Owner's");
    return;
  }
  require(event.on_behalf_of() == value(state_.product_owner), "permission",
          "event " + number(event.seq()) + " is on behalf of another than the Product Owner");
  require(!scopes || std::ranges::any_of(state_.delegations,
                                         [&](const auto& entry) {
                                           const domain::Delegation& lent = entry.second;
                                           return value(lent.to) == event.author() &&
                                                  value(lent.expires) > event.time_ms() &&
                                                  meet(lent.scopes, *scopes);
                                         }),
          "permission", "event " + number(event.seq()) + " is by nobody who was lent the power");
}

void Oracle::take(const v1::OutcomeEntry& entry) {
  const sdk::OperationId id{entry.actor(), entry.counter()};
  std::uint32_t& last = last_counters_[id.actor];
  require(id.counter == last + 1, "one outcome",
          "outcome of " + name(id) + " after counter " + number(last));
  last = id.counter;
  outcomes_[id] = entry.outcome();
}

void Oracle::shown(const v1::Event& event, v1::VisibilityClass to) const {
  require(event.seq() <= value(head()), "durable first",
          "event " + number(event.seq()) + " was shown; the log ends at " + number(value(head())));
  const Shown& known = events_[event.seq() - 1];
  require(known.bytes == event.SerializeAsString(), "one order",
          "event " + number(event.seq()) + " is not what the log says");
  require(!known.team_only || to == v1::VISIBILITY_CLASS_TEAM, "secret",
          "event " + number(event.seq()) + " is not for guests");
}

void Oracle::redacted(Seq from, Seq to, v1::VisibilityClass for_whom) const {
  require(to <= head(), "durable first", "a redaction beyond the log's end");
  for (std::uint64_t seq = value(from); seq <= value(to); ++seq) {
    require(events_[seq - 1].team_only && for_whom == v1::VISIBILITY_CLASS_GUEST, "one order",
            "event " + number(seq) + " was withheld without need");
  }
}

void Oracle::told(sdk::OperationId id, const v1::Outcome& outcome) const {
  const auto known = outcomes_.find(id);
  require(known != outcomes_.end(), "durable first",
          "operation " + name(id) + " was answered; the log knows nothing of it");
  v1::Outcome plain = outcome;
  if (plain.has_error()) plain.mutable_error()->clear_advice();
  // An acknowledgement says no more than that it was applied.
  const bool acked = plain.kind() == v1::OUTCOME_KIND_APPLIED && plain.seq() == 0;
  const bool same = acked ? known->second.kind() == v1::OUTCOME_KIND_APPLIED
                          : plain.SerializeAsString() == known->second.SerializeAsString();
  require(same, "same outcome",
          "operation " + name(id) + " was told " + plain.ShortDebugString() + "; the log has " +
              known->second.ShortDebugString());
}

void Oracle::compare(const sdk::Replica& replica, v1::VisibilityClass visibility) const {
  const auto known = known_.find(value(replica.confirmed().seq));
  if (known == known_.end()) return;
  const std::string mine = seen(replica.confirmed(), visibility);
  const std::string& logged = known->second[index(visibility)];
  if (mine == logged) return;
  throw Broken("replica", "a tab's state differs at event " + number(known->first) + ": " +
                              difference(mine, logged));
}

void Oracle::compare_at_head(const sdk::Replica& replica, v1::VisibilityClass visibility) const {
  require(replica.confirmed().seq == head(), "drain", "a tab has not got everything");
  const std::string mine = seen(replica.confirmed(), visibility);
  const std::string logged = seen(state_, visibility);
  if (mine != logged)
    throw Broken("replica", "a tab's state differs at the end: " + difference(mine, logged));
}

void Oracle::compare(const v1::LogSnapshot& snapshot) const {
  if (snapshot.position() != position_) return;
  v1::ProductState own;
  domain::save(state_, &own);
  require(domain::canonical(own) == domain::canonical(snapshot.state()), "replay",
          "the room's state at record " + number(position_) + " is not the log's");
  for (const v1::ActorOutcomes& actor : snapshot.outcomes()) {
    const auto last = last_counters_.find(actor.actor());
    require(last != last_counters_.end() && last->second == actor.last_counter(), "replay",
            "the room's counter of actor " + number(actor.actor()) + " is not the log's");
    for (const v1::StoredOutcome& stored : actor.outcomes()) {
      const auto known = outcomes_.find({actor.actor(), stored.counter()});
      require(known != outcomes_.end() &&
                  known->second.SerializeAsString() == stored.outcome().SerializeAsString(),
              "replay", "the room has another outcome than the log");
    }
  }
}

void Oracle::check_state() const {
  std::size_t owners = 0;
  for (const auto& [id, person] : state_.participants)
    owners += person.role == v1::ROLE_PRODUCT_OWNER ? 1 : 0;
  require(owners == 1, "one owner", number(owners) + " Product Owners");
  std::map<ItemId, int> places;
  for (const v1::Zone zone : {v1::ZONE_ORDERED, v1::ZONE_NOT_YET_ORDERED}) {
    state_.backlog.order.each(zone, [&](const domain::Slot& slot) {
      if (slot.live) ++places[slot.item];
    });
  }
  std::size_t placed = 0;
  for (const auto& [id, item] : state_.backlog.items) {
    if (item.alias()) {
      require(places[id] == 0, "one place", "another name of an item is in a place");
      require(!state_.backlog.items.at(item.merged_into).alias(), "one place",
              "another name of another name");
      continue;
    }
    ++placed;
    const domain::Slot* slot = state_.backlog.order.find(item.slot);
    require(places[id] == 1 && slot != nullptr && slot->item == id, "one place",
            "an item is in " + number(static_cast<std::uint64_t>(places[id])) + " places");
  }
  for (const auto& [id, times] : places)
    require(times == 0 || state_.backlog.items.contains(id), "one place", "a slot of no item");
  require(placed + state_.backlog.aliases.size() == state_.backlog.items.size(), "one place",
          "an item has got lost");
}

void Oracle::check_replay(engine::EventLog& log, ProductId product) const {
  Oracle again;
  again.replaying_ = true;
  again.read_log(log, product);
  require(again.position_ == position_ &&
              domain::state_hash(again.state_) == domain::state_hash(state_),
          "replay", "the log gives another state when it is read again");
}

}  // namespace reviewd::simulation
