// A product with one list of items and people who move them, each seeing what they have been shown.
//
// Operations are built the way a client builds them: gaps from the author's own view of the list
// (dead slots and in-flight slots included), counters per actor, base from what the author has
// applied. They are decided by domain::decide on the one shared state, in the order a test chooses.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/state.h"

namespace reviewd::domain {

// The decided state. Actors below kSecondPerson are tabs of one person, the others of a second one;
// both may order, as a Product Owner and a delegate do.
inline constexpr std::uint32_t kSecondPerson = 9;

class Product {
 public:
  // Items named A, B, C .. in this order, each from an operation of its own, as an import makes
  // them.
  explicit Product(const std::string& names, std::uint32_t import_actor = 1);

  // Decides and applies; nullopt when rejected (the error is in last_error).
  std::optional<v1::OutcomeKind> submit(const v1::Operation& operation);

  // Titles of visible items, top to bottom, without archived ones.
  std::string order() const;
  // With archived ones.
  std::string all() const;

  ItemId item(const std::string& name) const;
  const State& state() const { return state_; }
  const std::vector<v1::Event>& events() const { return events_; }
  std::uint32_t last_counter(std::uint32_t actor) const;
  v1::ErrorCode last_error() const { return last_error_; }
  v1::OutcomeReason last_reason() const { return last_reason_; }
  // Of the last operation that ended superseded.
  Seq last_by() const { return last_by_; }
  ItemId last_into() const { return last_into_; }
  const Item& at(const std::string& name) const { return state_.backlog.items.at(item(name)); }
  // `to` goes on where `from` ended: the one succeeds the other.
  void succeed(std::uint32_t from, std::uint32_t to);

 private:
  State state_;
  std::map<std::uint32_t, std::uint32_t> counters_;
  std::vector<v1::Event> events_;
  v1::ErrorCode last_error_ = v1::ERROR_CODE_UNSPECIFIED;
  v1::OutcomeReason last_reason_ = v1::OUTCOME_REASON_UNSPECIFIED;
  Seq last_by_{};
  ItemId last_into_;
  std::uint32_t inputs_ = 0;
};

// One tab: makes operations against what it sees. Its view is a state of its own that has applied
// the committed events up to its base, and on top of those its own operations in flight.
class Tab {
 public:
  Tab(const Product& product, std::uint32_t actor);

  v1::Operation below(const std::vector<std::string>& items, const std::string& row);
  v1::Operation above(const std::vector<std::string>& items, const std::string& row);
  v1::Operation to_top(const std::vector<std::string>& items);
  v1::Operation to_end(const std::vector<std::string>& items);
  v1::Operation insert_below(const std::string& title, const std::string& row);
  v1::Operation insert_above(const std::string& title, const std::string& row);
  v1::Operation insert_top(const std::string& title);
  v1::Operation insert_end(const std::string& title);
  v1::Operation archive(const std::string& item);
  v1::Operation restore(const std::string& item);
  v1::Operation edit(const std::string& item, const std::string& title);
  v1::Operation estimate(const std::string& item, std::uint32_t points);
  v1::Operation label(const std::string& item, const std::string& label, bool remove = false);
  v1::Operation describe(const std::string& item, const std::string& text);
  v1::Operation move_to_other_zone(const std::vector<std::string>& items);
  v1::Operation sort(const std::vector<std::string>& items);
  v1::Operation split(const std::string& item, const std::string& title);
  v1::Operation merge(const std::string& item, const std::string& into);
  v1::Operation undo(const v1::Operation& operation);
  v1::Operation redo(const v1::Operation& operation);

  // From here on nothing is sent until the person is back.
  void go_offline() { offline_ = true; }

  const Product& view() const { return view_; }
  std::uint64_t base() const { return base_; }

 private:
  v1::Operation begin();
  v1::Operation make(v1::Operation operation);
  void name_items(const std::vector<std::string>& items, v1::MoveItems* move) const;
  v1::Gap gap_below(const std::string& row) const;
  v1::Gap gap_above(const std::string& row) const;

  Product view_;  // what this tab sees, its own operations in flight included
  std::uint32_t actor_;
  std::uint32_t counter_;
  std::uint64_t base_;
  bool offline_ = false;
};

}  // namespace reviewd::domain
