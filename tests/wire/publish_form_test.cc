#include "wire/publish_form.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include "reviewd/v1/live.pb.h"
#include "reviewd/v1/record.pb.h"
#include "reviewd/v1/snapshot.pb.h"
#include "wire/filled_message.h"
#include "wire/frame_codec.h"
#include "wire/stream_frame.h"

namespace reviewd::wire {
namespace {

using testing::fill;
using testing::kCanary;
using testing::kCanaryOwner;

bool leaks(const std::string& bytes, const std::string& shown) {
  return bytes.find(kCanary) != std::string::npos ||
         shown.find(std::to_string(kCanaryOwner)) != std::string::npos;
}

template <class Message>
void expect_reduced(int choice, const std::string& what) {
  Message message;
  fill(message, choice);
  to_publish_form(message);
  EXPECT_FALSE(leaks(message.SerializeAsString(), message.DebugString())) << what;
}

TEST(PublishForm, G9NoEventBodyCarriesWhatOnlyTheLogMayKnow) {
  const auto* bodies = v1::Event::descriptor()->FindOneofByName("body");
  for (int i = 0; i < bodies->field_count(); ++i) {
    v1::Event event;
    fill(event, bodies->field(i)->number());
    const std::string name = bodies->field(i)->name();
    ASSERT_TRUE(leaks(event.SerializeAsString(), event.DebugString()))
        << name << ": the canary was not planted";

    const std::string proto = encode_event_entry(Encoding::kProto, event);
    const std::string json = encode_event_entry(Encoding::kJson, event);

    v1::Events parsed;
    ASSERT_TRUE(parsed.ParseFromString(proto));
    EXPECT_FALSE(leaks(proto, parsed.DebugString())) << name;
    EXPECT_FALSE(leaks(json, json)) << name;
    EXPECT_EQ(json.find("\"salt\""), std::string::npos) << name;
  }
}

TEST(PublishForm, G9NoServerFrameCarriesWhatOnlyTheLogMayKnow) {
  const auto* bodies = v1::ServerFrame::descriptor()->FindOneofByName("body");
  for (int i = 0; i < bodies->field_count(); ++i) {
    v1::ServerFrame frame;
    fill(frame, bodies->field(i)->number());

    const std::string proto = encode_server_frame(Encoding::kProto, frame);
    const std::string json = encode_server_frame(Encoding::kJson, frame);

    v1::ServerFrame parsed;
    ASSERT_TRUE(parsed.ParseFromString(proto));
    EXPECT_FALSE(leaks(proto, parsed.DebugString())) << bodies->field(i)->name();
    EXPECT_FALSE(leaks(json, json)) << bodies->field(i)->name();
  }
}

TEST(PublishForm, G9SnapshotsAndRecordsAreReducedAtAnyDepth) {
  expect_reduced<v1::RowChunk>(0, "RowChunk");
  expect_reduced<v1::LogSnapshot>(0, "LogSnapshot");
  expect_reduced<v1::Record>(0, "Record");
  expect_reduced<v1::ItemState>(0, "ItemState");
}

TEST(PublishForm, AnErasedTextStaysErasedAndSaysNothing) {
  v1::Event event;
  v1::Text& name = *event.mutable_participant_joined()->mutable_name();
  name.set_erased(true);
  name.set_plain("left over");
  name.set_hash(kCanary);

  to_publish_form(event);

  EXPECT_TRUE(event.participant_joined().name().erased());
  EXPECT_EQ(event.participant_joined().name().plain(), "");
}

TEST(PublishForm, PlainTextsAreKept) {
  v1::Event event;
  event.mutable_product_created()->mutable_name()->set_plain("Wheelhouse");

  to_publish_form(event);

  EXPECT_EQ(event.product_created().name().plain(), "Wheelhouse");
}

}  // namespace
}  // namespace reviewd::wire
