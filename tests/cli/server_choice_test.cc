#include "cli/server_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reviewd::cli {
namespace {

using ::testing::HasSubstr;

Credential credential(const std::string& handle, const std::string& product,
                      const std::string& server) {
  return {.server = server,
          .product = product,
          .product_name = "Bikes",
          .handle = handle,
          .name = "Ada",
          .role = "PRODUCT_OWNER"};
}

const std::vector<Credential> kTwo{credential("aa11", "p1", "unix:/one/reviewd.sock"),
                                   credential("bb22", "p2", "http://127.0.0.1:8080")};

TEST(ServerChoice, TheOnlyCredentialNeedsNoWords) {
  const auto who = choose_participant({}, {kTwo[0]});
  ASSERT_TRUE(who.has_value());
  EXPECT_EQ(who->endpoint.socket_path, "/one/reviewd.sock");
}

TEST(ServerChoice, SeveralAreListedAndOneMustBeChosen) {
  const auto who = choose_participant({}, kTwo);
  ASSERT_FALSE(who.has_value());
  EXPECT_EQ(who.error().exit_code, ExitCode::kUsage);
  EXPECT_THAT(who.error().text, HasSubstr("--as aa11"));
  EXPECT_THAT(who.error().text, HasSubstr("--as bb22"));
}

TEST(ServerChoice, HandleProductOrPlaceDecide) {
  EXPECT_EQ(choose_participant({.as = "bb"}, kTwo)->credential.handle, "bb22");
  EXPECT_EQ(choose_participant({.product = "p1"}, kTwo)->credential.handle, "aa11");
  EXPECT_EQ(choose_participant({.socket = "/one/../one/reviewd.sock"}, kTwo)->credential.handle,
            "aa11");
  EXPECT_EQ(choose_participant({.data = "/one"}, kTwo)->credential.handle, "aa11");
  EXPECT_EQ(choose_participant({.url = "http://127.0.0.1:8080/"}, kTwo)->credential.handle, "bb22");
}

TEST(ServerChoice, ANamedPlaceWinsOverTheCredentialsOwn) {
  const auto who = choose_participant({.socket = "/two.sock", .as = "bb22"}, kTwo);
  ASSERT_TRUE(who.has_value());
  EXPECT_EQ(who->endpoint.socket_path, "/two.sock");
}

TEST(ServerChoice, NoneFittingSaysWhatToDo) {
  EXPECT_THAT(choose_participant({}, {}).error().text, HasSubstr("product create"));
  EXPECT_EQ(choose_participant({.as = "zz"}, kTwo).error().exit_code, ExitCode::kNotAllowed);
}

TEST(ServerChoice, AdministrationGoesThroughASocketOnly) {
  EXPECT_FALSE(administration({.url = "http://127.0.0.1:8080"}).has_value());
  EXPECT_EQ(administration({.data = "/srv/data"})->socket_path, "/srv/data/reviewd.sock");
  EXPECT_EQ(administration({.socket = "/x.sock"})->socket_path, "/x.sock");
}

}  // namespace
}  // namespace reviewd::cli
