#include "auth/trusted_proxies.h"

#include <gtest/gtest.h>

namespace reviewd::auth {
namespace {

TEST(TrustedProxies, AreAddressesAndNetworks) {
  const auto proxies = *TrustedProxies::parse("127.0.0.1, 10.1.0.0/16 2001:db8::/33,::1");
  for (const char* trusted :
       {"127.0.0.1", "10.1.255.3", "2001:db8:7fff::1", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(proxies.contains(trusted)) << trusted;
  }
  for (const char* other : {"127.0.0.2", "10.2.0.1", "2001:db8:8000::1", "::2", "local", ""}) {
    EXPECT_FALSE(proxies.contains(other)) << other;
  }
  EXPECT_FALSE(TrustedProxies().contains("127.0.0.1"));
  EXPECT_TRUE(TrustedProxies::parse("0.0.0.0/0")->contains("192.0.2.1"));
  EXPECT_FALSE(TrustedProxies::parse("0.0.0.0/0")->contains("2001:db8::1"));
}

TEST(TrustedProxies, AnythingElseIsRefusedByName) {
  for (const char* list : {"proxy.example.org", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/8x",
                           "127.0.0.1:80", "10.0.0.0/-1"}) {
    const auto proxies = TrustedProxies::parse(std::string("127.0.0.1,") + list);
    ASSERT_FALSE(proxies) << list;
    EXPECT_NE(proxies.error().text.find(list), std::string::npos);
  }
}

TEST(TrustedProxies, G12NobodyElseIsBelieved) {
  const auto proxies = *TrustedProxies::parse("127.0.0.1");
  EXPECT_EQ(proxies.client_of("192.0.2.7", "198.51.100.1"), "192.0.2.7");
  EXPECT_EQ(TrustedProxies().client_of("127.0.0.1", "198.51.100.1"), "127.0.0.1");
}

TEST(TrustedProxies, G12TheRightmostAddressThatIsNotTrustedCounts) {
  const auto proxies = *TrustedProxies::parse("127.0.0.1 10.0.0.0/8");
  EXPECT_EQ(proxies.client_of("127.0.0.1", "198.51.100.1"), "198.51.100.1");
  EXPECT_EQ(proxies.client_of("127.0.0.1", "203.0.113.9, 198.51.100.1,10.0.0.2"), "198.51.100.1");
  EXPECT_EQ(proxies.client_of("127.0.0.1", "10.0.0.3, 10.0.0.2"), "10.0.0.3") << "all trusted";
  EXPECT_EQ(proxies.client_of("127.0.0.1", ""), "127.0.0.1");
}

TEST(TrustedProxies, G12WhatIsNoAddressEndsTheList) {
  const auto proxies = *TrustedProxies::parse("127.0.0.1 10.0.0.0/8");
  EXPECT_EQ(proxies.client_of("127.0.0.1", "198.51.100.1, unknown"), "127.0.0.1");
  EXPECT_EQ(proxies.client_of("127.0.0.1", "198.51.100.1, nonsense, 10.0.0.2"), "10.0.0.2");
  EXPECT_EQ(proxies.client_of("127.0.0.1", ",,,"), "127.0.0.1");
  EXPECT_EQ(proxies.client_of("127.0.0.1", "[2001:db8::1]:4711"), "2001:db8::1");
  EXPECT_EQ(proxies.client_of("127.0.0.1", "198.51.100.1:4711"), "198.51.100.1");
}

TEST(LimitKey, G12WhoHasOneAddressOfANetworkHasThemAll) {
  EXPECT_EQ(limit_key("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(limit_key("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(limit_key("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
  EXPECT_EQ(limit_key("2001:db8:1:2::1"), limit_key("2001:db8:1:2:ffff::"));
  EXPECT_NE(limit_key("2001:db8:1:2::1"), limit_key("2001:db8:1:3::1"));
  EXPECT_EQ(limit_key("local"), "local");
}

}  // namespace
}  // namespace reviewd::auth
