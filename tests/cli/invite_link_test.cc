#include "cli/invite_link.h"

#include <gtest/gtest.h>

namespace reviewd::cli {
namespace {

const std::string kProduct = "00000000000000aa";
const std::string kSecret = "0123456789abcdef0123456789abcdef";

TEST(InviteLink, IsReadAndWrittenAlike) {
  const std::string text = "http://127.0.0.1:8080/j/" + kProduct + "#" + kSecret;
  const auto link = parse_invite_link(text);

  ASSERT_TRUE(link.has_value());
  EXPECT_EQ(link->page, "http://127.0.0.1:8080");
  EXPECT_EQ(link->product, kProduct);
  EXPECT_EQ(link->secret, kSecret);
  EXPECT_EQ(to_string(*link), text);
}

TEST(InviteLink, WhatIsNoLinkIsNone) {
  for (const std::string& text :
       {std::string(), std::string("http://host"), "http://host/j/" + kProduct,
        "/j/" + kProduct + "#" + kSecret, "http://host/j/" + kProduct + "#" + kSecret + "0",
        "http://host/j/xx#" + kSecret}) {
    EXPECT_FALSE(parse_invite_link(text).has_value()) << text;
  }
}

TEST(ParseRole, PeoplesWaysToWriteRoles) {
  EXPECT_EQ(parse_role("scrum_master"), v1::ROLE_SCRUM_MASTER);
  EXPECT_EQ(parse_role("Scrum Master"), v1::ROLE_SCRUM_MASTER);
  EXPECT_EQ(parse_role("PO"), v1::ROLE_PRODUCT_OWNER);
  EXPECT_EQ(parse_role("observer"), v1::ROLE_OBSERVER);
  EXPECT_FALSE(parse_role("admin").has_value());
  EXPECT_FALSE(parse_role("").has_value());
}

}  // namespace
}  // namespace reviewd::cli
