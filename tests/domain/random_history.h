// Random histories of 2 to 6 people against a naive model (naive_order.h).
//
// Each person sees a prefix of the events and their own operations in flight, and makes operations
// from that view: moves, blocks, inserts, forward and backward runs into one gap, archives and
// restores, sorts, undo and redo, splits, merges and order proposals, some of it offline. They are
// decided by domain::decide and by the model, and both must agree after each.
//
// A history is a list of turns, each with random numbers of its own, so that leaving one out
// changes as little as possible of the others: a failing history can be cut down to the turns that
// matter.

#pragma once

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "domain/naive_order.h"
#include "domain/order_fixture.h"

namespace reviewd::domain {

// Two participants join before anything is ordered: the model's numbers are lower by this.
inline constexpr std::uint64_t kSeqBefore = 2;

v1::Operation to_proto(const naive::Operation& in);

// One person: what they see, and what they have made but the server has not decided.
struct Person {
  std::uint32_t actor = 0;
  std::uint32_t counter = 0;
  std::size_t seen = 0;  // operations of the history applied to the view
  std::vector<naive::Operation> in_flight;
  std::optional<naive::Operation> run;  // the run being typed: its last insert
  bool run_forward = false;
};

// Somebody does something: makes an operation, sees what others did, or is heard by the server.
struct Turn {
  std::uint32_t person = 0;
  std::uint64_t random = 0;
};

std::vector<Turn> draw_turns(std::uint64_t seed, std::size_t count);

class History {
 public:
  explicit History(std::uint64_t seed);
  virtual ~History() = default;
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  // Takes the turns, then everybody is heard and sees everything. Stops where model and product
  // disagree.
  void run(const std::vector<Turn>& turns);

  // Where they disagree; empty while they do not.
  const std::string& broken() const { return broken_; }

  // What has been decided, one operation a line; a failure is about the last.
  std::string told() const;

 protected:
  // A person has made an operation; it is the last of those in flight.
  virtual void on_made(const Person& /*person*/) {}
  // A person has been shown more of what was decided; `before` is how much they had seen.
  virtual void on_seen(const Person& /*person*/, std::size_t /*before*/) {}

  // The person's view: the history up to what they have seen (their own part of it included), and
  // their own operations that are decided later or not at all yet, on top. `base` is what they have
  // seen.
  naive::Model view(const Person& person, std::uint64_t& base) const;
  // What the server had when so many operations were decided.
  naive::Model decided(std::size_t operations) const;

  const std::vector<naive::Operation>& history() const { return history_; }
  const std::vector<Person>& people() const { return people_; }
  const Product& product() const { return product_; }

 private:
  std::uint32_t below(std::size_t n);
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  void step(Person& person);
  void see(Person& person, std::size_t operations);
  naive::Gap gap_at(const naive::Model& model, naive::Id row, bool below_row);
  void make(Person& person);
  void fill(Person& person, const naive::Model& model, const std::vector<naive::Id>& rows,
            naive::Operation& operation);
  std::vector<naive::Id> some_of(std::vector<naive::Id> rows, std::size_t count);
  void fill_move(const naive::Model& model, const std::vector<naive::Id>& rows,
                 naive::Operation& operation);
  void fill_proposal(const naive::Model& model, const std::vector<naive::Id>& rows,
                     naive::Operation& operation);
  void deliver(Person& person);
  void commit(const naive::Operation& operation, bool to_product);
  void compare();
  void compare_slot(const Slot& real, std::size_t at);
  void check_replay();
  void hold(bool rule, const std::string& what);

  std::mt19937_64 random_;
  std::string broken_;
  Product product_;
  naive::Model server_{kSecondPerson};
  std::vector<naive::Target> proposed_;
  std::size_t proposals_ = 0;  // so few that no author has too many open
  std::vector<naive::Operation> history_;
  std::vector<Person> people_;
  naive::Id gone_{1, 1, 99};  // decided, but never a slot
};

}  // namespace reviewd::domain
