// The simulator proves something only if it notices mistakes: each of these is planted in turn and
// must be found within 500 histories.
#include <gtest/gtest.h>

#include "base/planted.h"
#include "simulation/isolation.h"

namespace reviewd::simulation {
namespace {

using base::Defect;

constexpr std::uint64_t kSeedsMax = 500;

struct Plant {
  Defect defect;
  const char* name;
};

class Planted : public ::testing::TestWithParam<Plant> {
 protected:
  void SetUp() override { base::planted_defect = GetParam().defect; }
  void TearDown() override { base::planted_defect = Defect::kNone; }
};

TEST_P(Planted, IsFound) {
  for (std::uint64_t seed = 1; seed <= kSeedsMax; ++seed) {
    const Course course = run_isolated(draw_history(seed));
    if (course.broken_rule.empty()) continue;
    std::printf("%s: seed %d breaks \"%s\": %.200s\n", GetParam().name, static_cast<int>(seed),
                course.broken_rule.c_str(), course.how.c_str());
    return;
  }
  FAIL() << "not found within " << kSeedsMax << " histories";
}

INSTANTIATE_TEST_SUITE_P(EachDefect, Planted,
                         ::testing::Values(Plant{Defect::kDropOutcome, "DropOutcome"},
                                           Plant{Defect::kResumeOffByOne, "ResumeOffByOne"},
                                           Plant{Defect::kReuseActor, "ReuseActor"},
                                           Plant{Defect::kSkipRedaction, "SkipRedaction"},
                                           Plant{Defect::kShowBeforeAppend, "ShowBeforeAppend"},
                                           Plant{Defect::kForgetHistory, "ForgetHistory"},
                                           Plant{Defect::kResendUnderNewId, "ResendUnderNewId"},
                                           Plant{Defect::kLosePending, "LosePending"},
                                           Plant{Defect::kPublishTwice, "PublishTwice"},
                                           Plant{Defect::kWrongSlot, "WrongSlot"}),
                         [](const auto& test) { return test.param.name; });

// Without a defect the same program finds nothing, or what it finds would mean nothing.
TEST(Unplanted, NothingIsFound) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Course course = run_isolated(draw_history(seed));
    EXPECT_EQ(course.broken_rule, "") << course.how;
  }
}

}  // namespace
}  // namespace reviewd::simulation
