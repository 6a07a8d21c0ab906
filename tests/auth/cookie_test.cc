#include "auth/cookie.h"

#include <gtest/gtest.h>

#include "auth/limits.h"

namespace reviewd::auth {
namespace {

constexpr char kHandle[] = "0123456789abcdef";

TEST(Cookie, IsOutOfReachForScriptsAndOtherSites) {
  const std::string plain = set_cookie(kHandle, "token", false);
  EXPECT_TRUE(plain.starts_with("rv-0123456789abcdef=token; Path=/; HttpOnly; SameSite=Strict"));
  EXPECT_EQ(plain.find("Secure"), std::string::npos);
}

TEST(Cookie, OverTlsItsNameProvesWhereItCameFrom) {
  const std::string secure = set_cookie(kHandle, "token", true);
  EXPECT_TRUE(secure.starts_with("__Host-rv-0123456789abcdef=token; Path=/; "));
  EXPECT_NE(secure.find("; Secure"), std::string::npos);
  EXPECT_EQ(secure.find("Domain"), std::string::npos);
}

TEST(Cookie, G4LivesAsLongAsTheLimitSays) {
  EXPECT_NE(
      set_cookie(kHandle, "token", true).find("; Max-Age=" + std::to_string(kCookieAge.count())),
      std::string::npos);
  EXPECT_EQ(kCookieAge, std::chrono::hours(24 * 7));
}

TEST(Cookie, EndingASessionEndsTheCookie) {
  EXPECT_NE(clear_cookie(kHandle, false).find("Max-Age=0"), std::string::npos);
}

TEST(Cookie, IsFoundAmongOthersByItsWholeName) {
  const char header[] = "a=1; rv-01=x;rv-0=y ; rv-=z; broken; rv-0=later";
  EXPECT_EQ(find_cookie(header, "rv-0"), "y");
  EXPECT_EQ(find_cookie(header, "rv-01"), "x");
  EXPECT_EQ(find_cookie(header, "rv"), "");
  EXPECT_EQ(find_cookie("", "rv"), "");
}

TEST(Cookie, G4BeyondTheLimitNobodyLooks) {
  std::string header;
  for (std::size_t i = 0; i < kCookiesMax; ++i) header += "a=b; ";
  EXPECT_EQ(find_cookie(header + "rv-0=x", "rv-0"), "");
  EXPECT_EQ(find_cookie(header.substr(5) + "rv-0=x", "rv-0"), "x");
}

TEST(Bearer, IsReadWhateverTheCaseOfItsScheme) {
  EXPECT_EQ(bearer_token("Bearer abc"), "abc");
  EXPECT_EQ(bearer_token("bearer  abc "), "abc");
  EXPECT_EQ(bearer_token("Basic abc"), "");
  EXPECT_EQ(bearer_token("Bearer"), "");
}

TEST(Credential, TheHeaderCountsWhereThereIsOne) {
  EXPECT_EQ(token_for(kHandle, "rv-0123456789abcdef=c", "Bearer b", false), "b");
  EXPECT_EQ(token_for(kHandle, "rv-0123456789abcdef=c", "", false), "c");
  EXPECT_EQ(token_for(kHandle, "rv-0123456789abcdef=c", "", true), "");
}

}  // namespace
}  // namespace reviewd::auth
