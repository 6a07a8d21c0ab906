// Tallies of random polls against counting them the plain way: one voter and one pair at a time,
// and the Schulze relation from its definition, all paths looked at.

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "domain/poll_kind.h"
#include "domain/tally.h"

namespace reviewd::domain {
namespace {

// An item that an option may be: where it went, as a test would tell it.
struct Fate {
  bool archived = false;
  int merged_into = -1;  // option
};

struct Case {
  State state;
  Poll poll;
  std::vector<Fate> fates;
};

ItemId item_of_option(std::size_t option) {
  return {.actor = 1, .counter = 1, .k = static_cast<std::uint32_t>(option)};
}

Case random_case(std::mt19937& random, v1::PollKind kind) {
  const auto below = [&](unsigned n) { return static_cast<std::uint32_t>(random() % n); };
  Case out;
  const std::size_t options = 2 + below(4);
  out.poll.kind = kind;
  out.poll.dots = 4 + below(3);
  out.poll.dots_per_option = 2 + below(3);
  out.fates.resize(options);
  for (std::size_t i = 0; i < options; ++i) {
    out.fates[i].archived = below(5) == 0;
    // Into an earlier one that was merged into nothing itself: chains are one link long here.
    if (i > 0 && below(4) == 0) {
      const int into = static_cast<int>(below(static_cast<unsigned>(i)));
      if (out.fates[static_cast<std::size_t>(into)].merged_into < 0)
        out.fates[i].merged_into = into;
    }
    Item item;
    if (out.fates[i].merged_into >= 0) {
      item.merged_into = item_of_option(static_cast<std::size_t>(out.fates[i].merged_into));
    } else if (out.fates[i].archived) {
      item.archived_at = Seq{7};
    }
    out.state.backlog.items.emplace(item_of_option(i), std::move(item));
    out.poll.options.push_back({.text = {}, .item = item_of_option(i)});
  }
  const std::uint32_t voters = below(7);
  for (std::uint32_t voter = 1; voter <= voters; ++voter) {
    Selection ballot;
    if (kind == v1::POLL_KIND_DOTS) {
      ballot.resize(options);
      for (std::uint32_t dot = 0; dot < out.poll.dots; ++dot) {
        std::uint32_t& there = ballot[below(static_cast<unsigned>(options))];
        if (there < out.poll.dots_per_option) ++there;
      }
    } else {
      ballot.resize(options);
      std::iota(ballot.begin(), ballot.end(), 0U);
      std::ranges::shuffle(ballot, random);
      ballot.resize(kind == v1::POLL_KIND_SINGLE ? 1 : 1 + below(static_cast<unsigned>(options)));
      if (kind == v1::POLL_KIND_MULTI) std::ranges::sort(ballot);
    }
    EXPECT_TRUE(is_ballot(out.poll, ballot));
    out.poll.ballots.emplace(ParticipantId{voter}, ballot);
  }
  return out;
}

// The option at which `option` counts, or -1.
int counts_at(const Case& the, int option) {
  const auto& fate = the.fates[static_cast<std::size_t>(option)];
  const int at = fate.merged_into >= 0 ? fate.merged_into : option;
  return the.fates[static_cast<std::size_t>(at)].archived ? -1 : at;
}

// How one voter's ballot orders two options that count: the place of the first mention, or a place
// below all.
int rank_of(const Case& the, const Selection& ballot, int option) {
  for (std::size_t i = 0; i < ballot.size(); ++i) {
    if (counts_at(the, static_cast<int>(ballot[i])) == option) return static_cast<int>(i);
  }
  return 1'000;
}

std::uint32_t naive_dots(const Case& the, const Selection& ballot, int option) {
  // Moves dots one by one, so that caps and budget show themselves.
  std::vector<std::uint32_t> got(ballot.size());
  for (std::size_t i = 0; i < ballot.size(); ++i) {
    const int at = counts_at(the, static_cast<int>(i));
    if (at >= 0) got[static_cast<std::size_t>(at)] += ballot[i];
  }
  return std::min(got[static_cast<std::size_t>(option)], the.poll.dots_per_option);
}

// The strongest of all paths without a repetition.
std::uint32_t strongest(const std::vector<std::vector<std::uint32_t>>& beats, std::size_t from,
                        std::size_t to, std::vector<bool>& seen) {
  std::uint32_t best = beats[from][to];
  seen[from] = true;
  for (std::size_t via = 0; via < beats.size(); ++via) {
    if (seen[via] || via == to || beats[from][via] == 0) continue;
    best = std::max(best, std::min(beats[from][via], strongest(beats, via, to, seen)));
  }
  seen[from] = false;
  return best;
}

void expect_as_counted_plainly(const Case& the) {
  const v1::Tally tally = domain::tally(the.state, the.poll);
  std::vector<int> standing;
  for (int i = 0; i < static_cast<int>(the.fates.size()); ++i) {
    if (counts_at(the, i) == i) standing.push_back(i);
  }
  ASSERT_EQ(tally.counts_size(), static_cast<int>(standing.size()));
  ASSERT_EQ(tally.ballots(), the.poll.ballots.size());
  std::vector<std::vector<std::uint32_t>> prefers(standing.size(),
                                                  std::vector<std::uint32_t>(standing.size()));
  for (std::size_t i = 0; i < standing.size(); ++i) {
    const v1::Count& count = tally.counts(static_cast<int>(i));
    ASSERT_EQ(count.selection(), static_cast<std::uint32_t>(standing[i]));
    std::uint32_t ballots = 0;
    std::uint32_t dots = 0;
    for (const auto& [voter, ballot] : the.poll.ballots) {
      if (the.poll.kind == v1::POLL_KIND_DOTS) {
        const std::uint32_t given = naive_dots(the, ballot, standing[i]);
        dots += given;
        ballots += given > 0 ? 1 : 0;
        continue;
      }
      const int rank = rank_of(the, ballot, standing[i]);
      if (the.poll.kind == v1::POLL_KIND_RANKING) {
        const bool first = std::ranges::all_of(standing, [&](int other) {
          return other == standing[i] || rank_of(the, ballot, other) > rank;
        });
        ballots += first && rank < 1'000 ? 1 : 0;
      } else {
        ballots += rank < 1'000 ? 1 : 0;
      }
      for (std::size_t j = 0; j < standing.size(); ++j)
        prefers[i][j] += rank < rank_of(the, ballot, standing[j]) ? 1 : 0;
    }
    EXPECT_EQ(count.ballots(), ballots);
    EXPECT_EQ(count.dots(), dots);
  }
  if (the.poll.kind != v1::POLL_KIND_RANKING) return;
  auto beats = prefers;
  for (std::size_t i = 0; i < standing.size(); ++i) {
    for (std::size_t j = 0; j < standing.size(); ++j) {
      EXPECT_EQ(tally.preferred(static_cast<int>(i * standing.size() + j)), prefers[i][j]);
      if (prefers[i][j] <= prefers[j][i]) beats[i][j] = 0;
    }
  }
  std::vector<bool> seen(standing.size());
  for (std::size_t i = 0; i < standing.size(); ++i) {
    std::uint32_t place = 1;
    for (std::size_t j = 0; j < standing.size(); ++j) {
      if (i != j && strongest(beats, j, i, seen) > strongest(beats, i, j, seen)) ++place;
    }
    EXPECT_EQ(tally.counts(static_cast<int>(i)).place(), place);
  }
}

TEST(TallyProperty, C29AsCountedThePlainWay) {
  std::mt19937 random(20'261'129);
  for (int round = 0; round < 5'000 && !testing::Test::HasFailure(); ++round) {
    for (const v1::PollKind kind :
         {v1::POLL_KIND_SINGLE, v1::POLL_KIND_MULTI, v1::POLL_KIND_DOTS, v1::POLL_KIND_RANKING}) {
      expect_as_counted_plainly(random_case(random, kind));
    }
  }
}

// Whoever beats each other one in a pair alone is first, and alone there.
TEST(TallyProperty, ACondorcetWinnerWins) {
  std::mt19937 random(7);
  int winners = 0;
  for (int round = 0; round < 2'000; ++round) {
    Case the = random_case(random, v1::POLL_KIND_RANKING);
    const v1::Tally tally = domain::tally(the.state, the.poll);
    const int size = tally.counts_size();
    for (int i = 0; i < size; ++i) {
      bool beats_all = size > 1;
      for (int j = 0; j < size; ++j) {
        if (i != j) beats_all &= tally.preferred(i * size + j) > tally.preferred(j * size + i);
      }
      if (!beats_all) continue;
      ++winners;
      EXPECT_EQ(std::ranges::count_if(tally.counts(),
                                      [](const v1::Count& count) { return count.place() == 1; }),
                1);
      EXPECT_EQ(tally.counts(i).place(), 1u);
    }
  }
  EXPECT_GT(winners, 500);
}

}  // namespace
}  // namespace reviewd::domain
