#include "auth/origin.h"

#include <gtest/gtest.h>

namespace reviewd::auth {
namespace {

TEST(Origin, IsSchemeHostAndPort) {
  EXPECT_EQ(*origin_of("https://review.example.org"), "https://review.example.org");
  EXPECT_EQ(*origin_of("https://review.example.org:443/"), "https://review.example.org");
  EXPECT_EQ(*origin_of("http://[::1]:8080"), "http://[::1]:8080");
}

TEST(Origin, AnythingMoreOrLessIsRefused) {
  for (const char* url : {"", "review.example.org", "ftp://a", "https://", "https://a/path",
                          "https://a/?q", "https://u@a"}) {
    EXPECT_FALSE(origin_of(url)) << url;
  }
}

TEST(Origin, G12OtherSitesPagesAreRefused) {
  const OriginCheck check("https://review.example.org");
  EXPECT_TRUE(check.allows("https://review.example.org", "anything", false));
  EXPECT_TRUE(check.allows("", "anything", false)) << "a program";
  for (const char* other :
       {"https://evil.example.org", "http://review.example.org", "null",
        "https://review.example.org.evil.org", "https://review.example.org:8443"}) {
    EXPECT_FALSE(check.allows(other, "review.example.org", false)) << other;
  }
}

TEST(Origin, G12OnLoopbackANameThatWasMadeToPointHereIsRefused) {
  const OriginCheck check = OriginCheck::loopback(8080, false);
  EXPECT_TRUE(check.allows("http://localhost:8080", "localhost:8080", false));
  EXPECT_TRUE(check.allows("http://127.0.0.1:8080", "127.0.0.1:8080", false));
  EXPECT_FALSE(check.allows("http://rebound.example.org:8080", "rebound.example.org:8080", false));
  EXPECT_FALSE(check.allows("http://localhost:3000", "localhost:8080", false));
}

TEST(Origin, InATrustedNetworkThePageMustNameTheSameHost) {
  const OriginCheck check = OriginCheck::same_host();
  EXPECT_TRUE(check.allows("http://box:8080", "box:8080", false));
  EXPECT_FALSE(check.allows("http://other:8080", "box:8080", false));
  EXPECT_FALSE(check.allows("http://", "", false));
}

TEST(Origin, G12OverTlsAPageThatCameWithoutItIsRefused) {
  const OriginCheck loopback = OriginCheck::loopback(8443, true);
  EXPECT_TRUE(loopback.allows("https://localhost:8443", "localhost:8443", true));
  EXPECT_FALSE(loopback.allows("http://localhost:8443", "localhost:8443", true));
  EXPECT_TRUE(OriginCheck::loopback(443, true).allows("https://127.0.0.1", "127.0.0.1", true));

  const OriginCheck anywhere = OriginCheck::same_host();
  EXPECT_TRUE(anywhere.allows("https://box", "box", true));
  EXPECT_FALSE(anywhere.allows("http://box", "box", true));
}

TEST(Origin, G12OnlyThisServersNamesAreKnown) {
  const OriginCheck check("https://review.example.org:8443");
  for (const char* host : {"review.example.org:8443", "REVIEW.example.org", "localhost:8080",
                           "127.0.0.1", "[::1]:8080"}) {
    EXPECT_TRUE(check.knows(host)) << host;
  }
  for (const char* host : {"", "evil.example.org", "review.example.org.evil.org", "[::2]", ":80"}) {
    EXPECT_FALSE(check.knows(host)) << host;
  }
  EXPECT_FALSE(OriginCheck::loopback(8080, false).knows("rebound.example.org:8080"));
  EXPECT_TRUE(OriginCheck::same_host().knows("box:8080"));
  EXPECT_FALSE(OriginCheck::same_host().knows(""));
}

}  // namespace
}  // namespace reviewd::auth
