#include <gtest/gtest.h>

#include <algorithm>

#include "base/assert.h"
#include "counterexample/isolated.h"
#include "counterexample/minimal.h"

namespace reviewd::counterexample {
namespace {

bool has(const Steps& steps, std::size_t step) {
  return std::ranges::find(steps, step) != steps.end();
}

TEST(Minimal, OnlyWhatMattersIsLeft) {
  const auto fails = [](const Steps& steps) {
    return has(steps, 17) && has(steps, 63) && has(steps, 64);
  };
  EXPECT_EQ(minimal(100, fails), (Steps{17, 63, 64}));
}

TEST(Minimal, WhatFailsAloneIsCutToOneStep) {
  EXPECT_EQ(minimal(100, [](const Steps& steps) { return !steps.empty(); }).size(), 1u);
}

TEST(Minimal, GivesUpAfterItsAttemptsWithSomethingThatFails) {
  const auto fails = [](const Steps& steps) { return has(steps, 3) && has(steps, 90); };
  const Steps kept = minimal(100, fails, 4);
  EXPECT_TRUE(fails(kept));
  EXPECT_GT(kept.size(), 2u);
}

TEST(Ranges, AreNamedInShortAndReadBack) {
  EXPECT_EQ(ranges({0, 1, 2, 5, 7, 8}), "0-2,5,7-8");
  EXPECT_EQ(parse_ranges("0-2,5,7-8", 600), (Steps{0, 1, 2, 5, 7, 8}));
  EXPECT_EQ(parse_ranges("3-", 600), std::nullopt);
  EXPECT_EQ(parse_ranges("0-700", 600), std::nullopt);
  EXPECT_EQ(parse_ranges("x", 600), std::nullopt);
}

TEST(Isolated, TellsWhatCameOfItOrWhatItSaidWhenItDied) {
  int here = 0;
  const Ending well = run_isolated([&] {
    here = 1;
    return std::string("well");
  });
  EXPECT_TRUE(well.alive);
  EXPECT_EQ(well.answer, "well");
  EXPECT_EQ(here, 0);
  const Ending dead = run_isolated([]() -> std::string {
    REVIEWD_ASSERT(false && "planted");
    return "never";
  });
  EXPECT_FALSE(dead.alive);
  EXPECT_NE(dead.answer.find("planted"), std::string::npos);
}

}  // namespace
}  // namespace reviewd::counterexample
