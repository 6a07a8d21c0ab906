#include "sdk/http.h"

#include <gtest/gtest.h>

namespace reviewd::sdk {
namespace {

TEST(Refusal, TheServersOwnWordsAreKept) {
  const Error error = refusal(
      429,
      R"({"code":600,"name":"rate_limited","text":"too many","advice":"after","after_ms":250})");
  EXPECT_EQ(error.code, v1::ERROR_CODE_RATE_LIMITED);
  EXPECT_EQ(error.text, "too many");
  EXPECT_EQ(error.after_ms, 250u);
}

TEST(Refusal, WithoutAProblemTheStatusSpeaks) {
  for (const char* body :
       {"", "<html>", "[]", "{}", R"({"code":"x","text":5})", R"({"code":99999})"}) {
    const Error error = refusal(401, body);
    EXPECT_EQ(error.code, v1::ERROR_CODE_UNAUTHENTICATED) << body;
    EXPECT_FALSE(error.text.empty()) << body;
  }
}

TEST(HttpCall, NobodyThereIsAnErrorWithoutACode) {
  const auto answer =
      http_call(Endpoint::unix_socket("/nonexistent/reviewd.sock"), {.target = "/"});
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, v1::ERROR_CODE_UNSPECIFIED);
}

}  // namespace
}  // namespace reviewd::sdk
