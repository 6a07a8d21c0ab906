#include "sdk/endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reviewd::sdk {
namespace {

using ::testing::HasSubstr;

TEST(Endpoint, AddressesAreReadAndWrittenAlike) {
  for (const char* text : {"http://127.0.0.1:8080", "http://[::1]:8080", "http://review.example:80",
                           "unix:/srv/reviewd.sock"}) {
    const auto endpoint = Endpoint::parse(text);
    ASSERT_TRUE(endpoint.has_value()) << text;
    EXPECT_EQ(endpoint->to_string(), text);
  }
}

TEST(Endpoint, ThePortMayBeLeftOut) {
  EXPECT_EQ(Endpoint::parse("http://review.example/")->port, 80);
  EXPECT_EQ(Endpoint::parse("http://[::1]")->host, "::1");
}

TEST(Endpoint, TlsIsRefusedWithAWayOut) {
  EXPECT_THAT(Endpoint::parse("https://review.example").error().text, HasSubstr("socket"));
}

TEST(Endpoint, EverythingElseIsRefused) {
  for (const char* text :
       {"", "review.example", "http://", "http://:80", "http://host:0", "http://host:65536",
        "http://host:", "http://host:8x", "http://user@host", "http://host/path", "http://[::1",
        "unix:", "ftp://host"}) {
    EXPECT_FALSE(Endpoint::parse(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace reviewd::sdk
