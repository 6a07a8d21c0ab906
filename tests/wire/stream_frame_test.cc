#include "wire/stream_frame.h"

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "reviewd/v1/live.pb.h"
#include "wire/frame_codec.h"

namespace reviewd::wire {
namespace {

v1::Event event(std::uint64_t seq) {
  v1::Event event;
  event.set_seq(seq);
  event.set_time_ms(1'767'225'600'000);
  event.mutable_product_created()->mutable_name()->set_plain("caf\u00e9 \"quoted\"");
  return event;
}

v1::ServerFrame expected() {
  v1::ServerFrame frame;
  frame.mutable_events()->set_from(299);
  frame.mutable_events()->set_to(302);
  *frame.mutable_events()->add_entries()->mutable_event() = event(299);
  v1::Redacted& redacted = *frame.mutable_events()->add_entries()->mutable_redacted();
  redacted.set_from(300);
  redacted.set_to(301);
  *frame.mutable_events()->add_entries()->mutable_event() = event(302);
  return frame;
}

TEST(StreamFrame, JoinedEntriesAreTheFrameThatTheLibraryWouldWrite) {
  const std::string first = encode_event_entry(Encoding::kProto, event(299));
  const std::string hidden = encode_redacted_entry(Encoding::kProto, Seq{300}, Seq{301});
  const std::string last = encode_event_entry(Encoding::kProto, event(302));

  const std::string frame =
      join_events_frame(Encoding::kProto, Seq{299}, Seq{302}, {first, hidden, last});

  EXPECT_EQ(frame, expected().SerializeAsString());
}

TEST(StreamFrame, TheJsonFrameSaysTheSame) {
  const std::string first = entry_to_json(encode_event_entry(Encoding::kProto, event(299)));
  const std::string hidden = encode_redacted_entry(Encoding::kJson, Seq{300}, Seq{301});
  const std::string last = encode_event_entry(Encoding::kJson, event(302));

  const std::string frame =
      join_events_frame(Encoding::kJson, Seq{299}, Seq{302}, {first, hidden, last});

  const auto decoded = decode_server_frame(Encoding::kJson, frame);
  ASSERT_TRUE(decoded) << decoded.error().text;
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(*decoded, expected()));
}

TEST(StreamFrame, LongFramesHaveTheRightLengthInFront) {
  std::vector<std::string> entries;
  std::vector<std::string_view> views;
  for (std::uint64_t seq = 1; seq <= 5'000; ++seq) {
    entries.push_back(encode_event_entry(Encoding::kProto, event(seq)));
  }
  for (const std::string& entry : entries) views.push_back(entry);

  const std::string bytes = join_events_frame(Encoding::kProto, Seq{1}, Seq{5'000}, views);
  const auto decoded = decode_server_frame(Encoding::kProto, bytes);

  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->events().entries_size(), 5'000);
  EXPECT_EQ(decoded->events().entries(4'999).event().seq(), 5'000u);
}

}  // namespace
}  // namespace reviewd::wire
