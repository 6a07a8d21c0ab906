#include "domain/tally.h"

#include <algorithm>

#include "domain/poll_kind.h"
#include "domain/ranking.h"

namespace reviewd::domain {
namespace {

constexpr std::uint32_t kNowhere = ~0U;

// Where what is said of each option counts now (C29): at its own place, at that of the option whose
// item it was merged into, or nowhere while its item is archived.
Selection where_options_count(const State& state, const Poll& poll) {
  Selection out;
  std::map<ItemId, std::uint32_t> first;
  for (std::uint32_t place = 0; place < poll.options.size(); ++place) {
    ItemId item = poll.options[place].item;
    if (item.none()) {
      out.push_back(place);
      continue;
    }
    const Item* now = &state.backlog.items.at(item);
    while (now->alias()) {
      item = now->merged_into;
      now = &state.backlog.items.at(item);
    }
    out.push_back(now->archived_at != Seq{} ? kNowhere : first.emplace(item, place).first->second);
  }
  return out;
}

// A ballot as it counts now; empty if nothing of it does.
Selection counted(const Poll& poll, const Selection& ballot, const Selection& where) {
  Selection out;
  if (poll.kind == v1::POLL_KIND_DOTS) {
    out.resize(ballot.size());
    for (std::size_t place = 0; place < ballot.size(); ++place) {
      if (where[place] != kNowhere) out[where[place]] += ballot[place];
    }
    clamp_dots(poll, out);
    return out;
  }
  for (const std::uint32_t place : ballot) {
    const std::uint32_t there = where[place];
    if (there != kNowhere && std::ranges::find(out, there) == out.end()) out.push_back(there);
  }
  return out;
}

// Voters' own ballots, and those entered for people in the room.
template <class Visit>
void each_ballot(const Poll& poll, const Visit& visit) {
  for (const auto& [voter, ballot] : poll.ballots) visit(ballot);
  for (const auto& [id, entered] : poll.entered) visit(entered.selection);
}

void count_numbers(const Poll& poll, v1::Tally& out) {
  const auto [first, last] = numbers_of(poll.kind, 0);
  std::vector<std::uint32_t> counts(last + 1);
  each_ballot(poll, [&](const Selection& ballot) { ++counts[ballot.front()]; });
  for (std::uint32_t number = first; number <= last; ++number) {
    v1::Count& count = *out.add_counts();
    count.set_selection(number);
    count.set_ballots(counts[number]);
  }
}

// `index`: from an option's place to its place among those that count.
void add_ranking(const std::vector<Selection>& ballots, const std::vector<std::size_t>& index,
                 v1::Tally& out) {
  Preferences preferences(static_cast<std::size_t>(out.counts_size()));
  for (const Selection& ballot : ballots) {
    Selection best_first;
    for (const std::uint32_t place : ballot)
      best_first.push_back(static_cast<std::uint32_t>(index[place]));
    preferences.add(best_first);
  }
  const std::vector<std::uint32_t> places = schulze_places(preferences);
  for (std::size_t i = 0; i < preferences.size(); ++i) {
    out.mutable_counts(static_cast<int>(i))->set_place(places[i]);
    for (std::size_t j = 0; j < preferences.size(); ++j) out.add_preferred(preferences.at(i, j));
  }
}

void count_options(const State& state, const Poll& poll, v1::Tally& out) {
  const Selection where = where_options_count(state, poll);
  std::vector<std::size_t> index(where.size());
  for (std::uint32_t place = 0; place < where.size(); ++place) {
    index[place] = static_cast<std::size_t>(out.counts_size());
    if (where[place] == place) out.add_counts()->set_selection(place);
  }
  const auto count_at = [&](std::uint32_t place) {
    return out.mutable_counts(static_cast<int>(index[place]));
  };
  std::vector<Selection> ballots;
  each_ballot(poll, [&](const Selection& ballot) {
    const Selection& now = ballots.emplace_back(counted(poll, ballot, where));
    for (std::uint32_t i = 0; i < now.size(); ++i) {
      const bool dots = poll.kind == v1::POLL_KIND_DOTS;
      if (dots ? now[i] == 0 : poll.kind == v1::POLL_KIND_RANKING && i > 0) continue;
      v1::Count* count = count_at(dots ? i : now[i]);
      count->set_ballots(count->ballots() + 1);
      if (dots) count->set_dots(count->dots() + now[i]);
    }
  });
  if (poll.kind == v1::POLL_KIND_RANKING) add_ranking(ballots, index, out);
}

}  // namespace

v1::Tally tally(const State& state, const Poll& poll) {
  v1::Tally out;
  if (poll.options.empty()) {
    count_numbers(poll, out);
  } else {
    count_options(state, poll, out);
  }
  out.set_ballots(static_cast<std::uint32_t>(poll.ballots.size() + poll.entered.size()));
  out.set_electorate(static_cast<std::uint32_t>(poll.electorate.size() + poll.entered.size()));
  out.set_entered(static_cast<std::uint32_t>(poll.entered.size()));
  return out;
}

namespace {

// Some groups whose ballots are counted together; the place of a group is that in the state's list,
// and those in no group have the place after the last.
struct Together {
  std::vector<std::size_t> groups;
  std::vector<ParticipantId> voters;
  std::size_t entered = 0;  // all ballots entered for people in the room, or none

  std::size_t ballots() const { return voters.size() + entered; }
};

std::size_t place_of_group(const State& state, ParticipantId voter) {
  const auto found =
      std::ranges::find(state.groups, state.participants.at(voter).group, &Group::id);
  return static_cast<std::size_t>(found - state.groups.begin());
}

// Each is big enough, or there is only one.
std::vector<Together> join_small(std::vector<Together> all) {
  std::erase_if(all, [](const Together& one) { return one.ballots() == 0; });
  const auto by_size = [](const Together& one, const Together& other) {
    return std::pair(one.ballots(), one.groups.front()) <
           std::pair(other.ballots(), other.groups.front());
  };
  std::ranges::sort(all, by_size);
  while (all.size() > 1 && all.front().ballots() < kGroupBallotsMin) {
    Together& smallest = all[0];
    Together& next = all[1];
    next.groups.insert(next.groups.end(), smallest.groups.begin(), smallest.groups.end());
    std::ranges::sort(next.groups);
    next.voters.insert(next.voters.end(), smallest.voters.begin(), smallest.voters.end());
    next.entered += smallest.entered;
    all.erase(all.begin());
    std::ranges::sort(all, by_size);
  }
  std::ranges::sort(all, {}, [](const Together& one) { return one.groups.front(); });
  return all;
}

}  // namespace

std::vector<v1::GroupResult> results_by_group(const State& state, const Poll& poll) {
  std::vector<Together> all(state.groups.size() + 1);
  for (std::size_t place = 0; place < all.size(); ++place) all[place].groups = {place};
  for (const auto& [voter, ballot] : poll.ballots)
    all[place_of_group(state, voter)].voters.push_back(voter);
  all.back().entered = poll.entered.size();  // people in the room are in no group
  all = join_small(std::move(all));
  std::vector<v1::GroupResult> out;
  if (all.size() < 2) return out;
  Poll part = poll;
  for (const Together& one : all) {
    v1::GroupResult& row = out.emplace_back();
    for (const std::size_t place : one.groups) {
      if (place < state.groups.size()) {
        state.groups[place].id.to(row.add_groups());
      } else {
        row.set_ungrouped(true);
      }
    }
    part.ballots.clear();
    for (const ParticipantId voter : one.voters)
      part.ballots.emplace(voter, poll.ballots.at(voter));
    part.entered = one.entered != 0 ? poll.entered : std::map<EntryId, EnteredBallot>();
    *row.mutable_tally() = tally(state, part);
    row.mutable_tally()->set_electorate(0);
  }
  return out;
}

v1::Tally result(const State& state, const Poll& poll) {
  return poll.result ? *poll.result : tally(state, poll);
}

}  // namespace reviewd::domain
