// kill -9 under load, again and again, with the real server on a real folder. kill -9 leaves the
// page cache, so this shows nothing about sync (tests/store/power_cut_test.cc does); it shows that
// what was acknowledged, what was seen and what is in the log agree across a crash of the process.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <string>

namespace reviewd {
namespace {

TEST(Kill, G1G2HundredCyclesLoseNothingAcknowledgedAndShowNothingUnlogged) {
  // The generator compares and ends with an error when anything differs.
  const std::string command = std::string(REVIEWD_LOAD) +
                              " --scenario kill --cycles 100 --ops 500 --subscribers 8 --server " +
                              REVIEWD_SERVER + " > kill_test.log 2>&1";
  const int status = std::system(command.c_str());
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "see kill_test.log beside the test";
}

}  // namespace
}  // namespace reviewd
