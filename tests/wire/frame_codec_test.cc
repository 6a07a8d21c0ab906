#include "wire/frame_codec.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "base/utf8.h"
#include "wire/filled_message.h"
#include "wire/limits.h"

namespace reviewd::wire {
namespace {

using google::protobuf::util::MessageDifferencer;

constexpr Encoding kBoth[] = {Encoding::kProto, Encoding::kJson};

v1::ErrorCode refusal(Encoding encoding, std::string_view bytes) {
  const auto frame = decode_client_frame(encoding, bytes);
  return frame ? v1::ERROR_CODE_UNSPECIFIED : frame.error().code;
}

TEST(FrameCodec, EveryClientFrameComesBackAsItWas) {
  const auto* bodies = v1::ClientFrame::descriptor()->FindOneofByName("body");
  for (const Encoding encoding : kBoth) {
    for (int i = 0; i < bodies->field_count(); ++i) {
      v1::ClientFrame frame;
      testing::fill(frame, bodies->field(i)->number());

      const auto decoded = decode_client_frame(encoding, encode_client_frame(encoding, frame));

      ASSERT_TRUE(decoded) << bodies->field(i)->name() << ": " << decoded.error().text;
      EXPECT_TRUE(MessageDifferencer::Equals(*decoded, frame)) << bodies->field(i)->name();
    }
  }
}

TEST(FrameCodec, EveryOperationComesBackAsItWas) {
  const auto* bodies = v1::Operation::descriptor()->FindOneofByName("body");
  for (const Encoding encoding : kBoth) {
    for (int i = 0; i < bodies->field_count(); ++i) {
      v1::ClientFrame frame;
      testing::fill(*frame.mutable_submit()->add_operations(), bodies->field(i)->number());

      const auto decoded = decode_client_frame(encoding, encode_client_frame(encoding, frame));

      ASSERT_TRUE(decoded) << bodies->field(i)->name();
      EXPECT_TRUE(MessageDifferencer::Equals(*decoded, frame)) << bodies->field(i)->name();
    }
  }
}

TEST(FrameCodec, BothEncodingsOfAServerFrameSayTheSame) {
  const auto* bodies = v1::ServerFrame::descriptor()->FindOneofByName("body");
  for (int i = 0; i < bodies->field_count(); ++i) {
    v1::ServerFrame frame;
    testing::fill(frame, bodies->field(i)->number());

    const auto proto =
        decode_server_frame(Encoding::kProto, encode_server_frame(Encoding::kProto, frame));
    const auto json =
        decode_server_frame(Encoding::kJson, encode_server_frame(Encoding::kJson, frame));

    ASSERT_TRUE(proto && json) << bodies->field(i)->name();
    EXPECT_TRUE(MessageDifferencer::Equals(*proto, *json)) << bodies->field(i)->name();
  }
}

TEST(FrameCodec, JsonIsTheStandardMapping) {
  v1::ServerFrame frame;
  frame.mutable_caught_up()->set_seq(12);
  EXPECT_EQ(encode_server_frame(Encoding::kJson, frame), R"({"caughtUp":{"seq":"12"}})");
}

TEST(FrameCodec, G4AFrameAtTheLimitIsReadAndOneByteMoreIsNot) {
  const std::string head = R"({"ping":{"nonce":"1"},"x":")";
  std::string at_limit = head + std::string(kFrameBytesMax - head.size() - 2, 'a') + "\"}";
  ASSERT_EQ(at_limit.size(), kFrameBytesMax);

  EXPECT_TRUE(decode_client_frame(Encoding::kJson, at_limit));
  EXPECT_EQ(refusal(Encoding::kJson, at_limit + " "), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(refusal(Encoding::kProto, std::string(kFrameBytesMax + 1, '\0')),
            v1::ERROR_CODE_TOO_LARGE);
}

TEST(FrameCodec, G4JsonAtAndAboveTheDepthOfTheLimit) {
  const auto nested = [](std::size_t depth) {
    return R"({"ping":{"nonce":"1"},"x":)" + std::string(depth - 1, '[') +
           std::string(depth - 1, ']') + "}";
  };
  EXPECT_TRUE(decode_client_frame(Encoding::kJson, nested(kJsonDepthMax)));
  EXPECT_EQ(refusal(Encoding::kJson, nested(kJsonDepthMax + 1)), v1::ERROR_CODE_BAD_REQUEST);
}

TEST(FrameCodec, G11FieldsThatNobodyKnowsAreDropped) {
  v1::ClientFrame frame;
  frame.mutable_ping()->set_nonce(3);
  std::string bytes = frame.SerializeAsString();
  bytes += std::string("\xfa\x3e\x03xyz", 6);  // field 1007, length-delimited

  const auto decoded = decode_client_frame(Encoding::kProto, bytes);

  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->SerializeAsString(), frame.SerializeAsString());
  EXPECT_TRUE(decode_client_frame(Encoding::kJson, R"({"ping":{"nonce":"3","more":[1]}})"));
}

TEST(FrameCodec, G11AFrameWithoutAKnownBodyIsRefused) {
  EXPECT_EQ(refusal(Encoding::kProto, ""), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refusal(Encoding::kJson, "{}"), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refusal(Encoding::kJson, R"({"novelty":{}})"), v1::ERROR_CODE_BAD_REQUEST);
}

TEST(FrameCodec, G11BytesThatAreNoMessageAreRefused) {
  EXPECT_EQ(refusal(Encoding::kProto, "\x0a\xff"), v1::ERROR_CODE_BAD_REQUEST);
  for (const char* json : {"", "[]", "{", "null", "{\"ping\":{\"nonce\":\"x\"}}", "{\"ping\":3}"}) {
    EXPECT_EQ(refusal(Encoding::kJson, json), v1::ERROR_CODE_BAD_REQUEST) << json;
  }
}

TEST(FrameCodec, G11TextThatIsNotUtf8IsRefused) {
  v1::ClientFrame frame;
  frame.mutable_submit()->add_operations()->set_reason("REASON");
  std::string bytes = frame.SerializeAsString();
  bytes.replace(bytes.find("REASON"), 2, "\xc3\x28");

  EXPECT_EQ(refusal(Encoding::kProto, bytes), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refusal(Encoding::kJson, "{\"x\":\"\xc3\x28\"}"), v1::ERROR_CODE_BAD_REQUEST);
}

TEST(FrameCodec, G12JsonNestedTooDeepIsRefusedBeforeItIsParsed) {
  const std::string deep = "{\"x\":" + std::string(500'000, '[') + std::string(500'000, ']') + "}";
  EXPECT_EQ(refusal(Encoding::kJson, deep), v1::ERROR_CODE_BAD_REQUEST);

  const std::string brackets_in_text =
      "{\"ping\":{\"nonce\":\"1\"},\"x\":\"" + std::string(100, '[') + "\"}";
  EXPECT_TRUE(decode_client_frame(Encoding::kJson, brackets_in_text));
}

TEST(FrameCodec, RejectionsCarryTheAdviceOfTheTable) {
  v1::ServerFrame frame;
  frame.mutable_reply()->mutable_outcome()->mutable_error()->set_code(v1::ERROR_CODE_OVERLOADED);

  const auto sent =
      decode_server_frame(Encoding::kProto, encode_server_frame(Encoding::kProto, frame));

  EXPECT_EQ(sent->reply().outcome().error().advice(), v1::ADVICE_AFTER);
  EXPECT_GT(sent->reply().outcome().error().after_ms(), 0u);
}

TEST(Utf8, KnowsWhatRfc3629Allows) {
  for (const char* good :
       {"", "abc", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x9a\xb2", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (const char* bad : {"\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                          "\xf5\x80\x80\x80", "\xe2\x82", "a\xff"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

}  // namespace
}  // namespace reviewd::wire
