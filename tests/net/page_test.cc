#include "net/page.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace reviewd::net {
namespace {

Page built() {
  return Page({{.path = "assets/app-1.js", .bytes = "plain", .gzip = "zipped", .etag = "\"e1\""},
               {.path = "favicon.svg", .bytes = "icon", .gzip = {}, .etag = "\"e2\""},
               {.path = "index.html", .bytes = "index", .gzip = {}, .etag = "\"e3\""},
               {.path = "sw.js", .bytes = "worker", .gzip = {}, .etag = "\"e4\""}});
}

HttpRequest get(std::string path) {
  return HttpRequest{.method = Method::kGet, .path = std::move(path)};
}

std::string header(const HttpAnswer& answer, std::string_view name) {
  for (const auto& [key, text] : answer.headers) {
    if (key == name) return text;
  }
  return {};
}

TEST(Page, EveryPageAddressGivesTheIndex) {
  for (const char* path : {"/", "/j/00c0ffee12345678", "/p/00c0ffee12345678/0123456789abcdef"}) {
    const auto answer = built().answer(get(path));
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->static_body, "index");
    EXPECT_EQ(header(*answer, "Cache-Control"), "no-cache");
  }
}

TEST(Page, AssetsNeverChangeAndComeCompressedToWhoTakesThat) {
  HttpRequest request = get("/assets/app-1.js");
  EXPECT_EQ(built().answer(request)->static_body, "plain");
  request.accept_encoding = "br, gzip";
  const auto answer = built().answer(request);
  EXPECT_EQ(answer->static_body, "zipped");
  EXPECT_EQ(header(*answer, "Content-Encoding"), "gzip");
  EXPECT_NE(header(*answer, "Cache-Control").find("immutable"), std::string::npos);
}

// A worker that a browser did not ask for again would show an old page after an upgrade. Its scope
// is the folder it lies in.
TEST(Page, TheServiceWorkerIsAScriptAtTheTopThatIsAskedForEachTime) {
  const auto answer = built().answer(get("/sw.js"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->static_body, "worker");
  EXPECT_EQ(answer->content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(header(*answer, "Cache-Control"), "no-cache");
}

TEST(Page, WhatABrowserHasIsNotSentAgain) {
  HttpRequest request = get("/favicon.svg");
  request.if_none_match = "\"e2\"";
  EXPECT_EQ(built().answer(request)->status, 304u);
}

TEST(Page, TheRestIsNotThePagesBusiness) {
  EXPECT_FALSE(built().answer(get("/v1/session")));
  EXPECT_FALSE(built().answer(get("/nothing")));
  HttpRequest post = get("/");
  post.method = Method::kPost;
  EXPECT_FALSE(built().answer(post));
}

TEST(Page, WithoutABuiltPageItSaysHowToGetOne) {
  EXPECT_NE(Page(std::vector<PageFile>{}).answer(get("/"))->static_body.find("./dev run"),
            std::string_view::npos);
}

TEST(Page, G12NobodyClimbsOutOfTheFolder) {
  const std::string folder = ::testing::TempDir() + "reviewd-page-test/web";
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/index.html") << "from the folder";
  std::ofstream(folder + "/../secret.txt") << "secret";
  const Page page(folder);

  EXPECT_EQ(page.answer(get("/"))->body, "from the folder");
  EXPECT_FALSE(page.answer(get("/../secret.txt")));
  EXPECT_FALSE(page.answer(get("//etc/passwd")));
  EXPECT_FALSE(page.answer(get("/assets/..")));
}

TEST(Page, ScriptsComeFromHereAndFromNowhereElse) {
  std::string policy;
  for (const auto& [name, text] : security_headers()) {
    if (name == "Content-Security-Policy") policy = text;
  }
  EXPECT_NE(policy.find("script-src 'self'"), std::string::npos);
  EXPECT_NE(policy.find("worker-src 'self'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
}

}  // namespace
}  // namespace reviewd::net
