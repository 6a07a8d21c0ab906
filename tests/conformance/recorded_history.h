// A random history as one of its people's clients lives it: what they make, what they are shown,
// and what their page must then look like, pending operations included.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/random_history.h"

namespace reviewd::domain {

// Either an operation is made, or more of what was decided is shown.
struct ClientStep {
  std::optional<v1::Operation> made;
  std::uint64_t seq = 0;               // shown up to here
  std::vector<std::uint32_t> settled;  // own counters that were decided by then
  std::uint32_t confirmed = 0;         // digest of every slot, as the server had them at `seq`
  std::uint32_t predicted = 0;         // digest of the rows, with what is pending on top
};

// FNV-1a, 32 bits.
std::uint32_t digest_of(const std::string& text);

class RecordedHistory : public History {
 public:
  using History::History;

  std::uint32_t actor() const { return people().front().actor; }
  const std::vector<v1::Event>& events() const { return product().events(); }
  const std::vector<ClientStep>& steps() const { return steps_; }

  // FNV-1a (32 bits) over "a.c.k<anchor=item .." of every slot from the top; "=item" where alive.
  static std::uint32_t digest_of_slots(const naive::Model& model);
  // FNV-1a over "a.c.k! a.c.k .." of the rows from the top; "!" where archived.
  static std::uint32_t digest_of_rows(const naive::Model& model);

 private:
  void on_made(const Person& person) override;
  void on_seen(const Person& person, std::size_t before) override;

  std::vector<ClientStep> steps_;
};

}  // namespace reviewd::domain
