// Strong ids: numbers of different things cannot be mixed up.
//
// Made<Tag> names something by the operation that made it (proto Id): actor, counter, k. Its order
// and its hash are stable across machines.

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

#include "reviewd/v1/id.pb.h"

namespace reviewd {

enum class ProductId : std::uint64_t {};
enum class ParticipantId : std::uint32_t {};  // 0 is the server, or nobody
enum class ActorId : std::uint32_t {};
enum class ConnectionId : std::uint64_t {};
enum class CommandId : std::uint64_t {};
enum class Seq : std::uint64_t {};       // events of a product, dense from 1; 0 is before the first
enum class Position : std::uint64_t {};  // records of a product, dense from 1

constexpr std::uint64_t value(Seq seq) { return static_cast<std::uint64_t>(seq); }
constexpr std::uint64_t value(Position position) { return static_cast<std::uint64_t>(position); }
constexpr std::uint64_t value(ProductId id) { return static_cast<std::uint64_t>(id); }
constexpr std::uint64_t value(ConnectionId id) { return static_cast<std::uint64_t>(id); }
constexpr std::uint32_t value(ParticipantId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t value(ActorId id) { return static_cast<std::uint32_t>(id); }

constexpr Seq next(Seq seq) { return static_cast<Seq>(value(seq) + 1); }
constexpr Position next(Position position) { return static_cast<Position>(value(position) + 1); }

template <class Tag>
struct Made {
  std::uint32_t actor = 0;
  std::uint32_t counter = 0;
  std::uint32_t k = 0;

  static Made from(const v1::Id& id) { return {id.actor(), id.counter(), id.k()}; }
  void to(v1::Id* id) const {
    id->set_actor(actor);
    id->set_counter(counter);
    id->set_k(k);
  }
  // Whether this names nothing; in a gap, the edge of the list.
  constexpr bool none() const { return actor == 0 && counter == 0 && k == 0; }
  constexpr auto operator<=>(const Made&) const = default;
};

using ItemId = Made<struct ItemTag>;
using SlotId = Made<struct SlotTag>;
using ReviewId = Made<struct ReviewTag>;
using IncrementId = Made<struct IncrementTag>;
using PollId = Made<struct PollTag>;
using FeedbackId = Made<struct FeedbackTag>;
using InviteId = Made<struct InviteTag>;
using ProposalId = Made<struct ProposalTag>;
using AgendaEntryId = Made<struct AgendaEntryTag>;
using DelegationId = Made<struct DelegationTag>;
using GroupId = Made<struct GroupTag>;
using GoalId = Made<struct GoalTag>;
using ActionId = Made<struct ActionTag>;
using EntryId = Made<struct EntryTag>;  // of a ballot that was entered for somebody

}  // namespace reviewd

template <class Tag>
struct std::hash<reviewd::Made<Tag>> {
  using is_avalanching = void;  // tells boost's containers that no more mixing is needed
  // Finaliser of splitmix64 over both halves: counters are dense, so the low bits need mixing.
  std::size_t operator()(const reviewd::Made<Tag>& id) const noexcept {
    std::uint64_t x =
        (std::uint64_t{id.actor} << 32 | id.counter) + 0x9e3779b97f4a7c15ULL * (id.k + 1ULL);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<std::size_t>(x ^ (x >> 31));
  }
};
