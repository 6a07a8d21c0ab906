#include "auth/secret.h"

#include <gtest/gtest.h>

#include "auth/address_text.h"

namespace reviewd::auth {
namespace {

TEST(Secret, IsKeptAsTheHashOfItsBytes) {
  const std::string secret = draw_secret();
  ASSERT_EQ(secret.size(), 32u);
  EXPECT_EQ(secret_hash(secret), sha256(*from_hex(secret)));
  EXPECT_NE(draw_secret(), secret);
}

TEST(Secret, RenewedOneFollowsFromTheOldOneAndTheSalt) {
  const std::string old = "000102030405060708090a0b0c0d0e0f";
  const Salt salt = to_array<Salt>(*from_hex("101112131415161718191a1b1c1d1e1f")).value();
  EXPECT_EQ(renewed_secret(old, salt), "e76b9e0fe4021d62ea97745ef43c654d");  // RFC 2104
  EXPECT_NE(renewed_secret(old, draw_salt()), renewed_secret(old, draw_salt()));
  EXPECT_NE(renewed_secret(draw_secret(), salt), renewed_secret(old, salt));
  EXPECT_TRUE(secret_hash(renewed_secret(draw_secret(), draw_salt())));
}

TEST(Secret, G11AnythingElseIsNone) {
  for (const std::string& bad :
       {std::string(), std::string(31, 'a'), std::string(33, 'a'), std::string(34, 'a'),
        std::string(32, 'g'), std::string(32, 'A')}) {
    EXPECT_FALSE(secret_hash(bad)) << bad;
  }
}

TEST(Address, AProductIsSixteenHexDigits) {
  const ProductId product{0x00c0ffee12345678};
  EXPECT_EQ(to_text(product), "00c0ffee12345678");
  EXPECT_EQ(product_from_text("00c0ffee12345678"), product);
  for (const char* bad :
       {"", "c0ffee", "00C0FFEE12345678", "00c0ffee123456789", "-0c0ffee12345678"}) {
    EXPECT_FALSE(product_from_text(bad)) << bad;
  }
}

TEST(Address, AnInviteHasItsSecretInTheFragment) {
  EXPECT_EQ(invite_link("https://host", ProductId{1}, "aa"), "https://host/j/0000000000000001#aa");
  EXPECT_TRUE(is_handle(draw_handle()));
  EXPECT_FALSE(is_handle("xyz"));
}

}  // namespace
}  // namespace reviewd::auth
