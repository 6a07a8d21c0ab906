#include "generator/frame_reader.h"

#include <gtest/gtest.h>

#include "reviewd/v1/live.pb.h"

namespace reviewd::load {
namespace {

// As a server writes it: unmasked.
std::string server_frame(std::string_view payload) {
  std::string frame = "\x82";
  if (payload.size() < 126) {
    frame += static_cast<char>(payload.size());
  } else if (payload.size() < 65'536) {
    frame += static_cast<char>(126);
    frame += static_cast<char>(payload.size() >> 8);
    frame += static_cast<char>(payload.size() & 0xff);
  } else {
    frame += static_cast<char>(127);
    for (int shift = 56; shift >= 0; shift -= 8)
      frame += static_cast<char>(payload.size() >> shift & 0xff);
  }
  return frame.append(payload);
}

TEST(TakeFrame, EveryLengthFormIsRead) {
  for (const std::size_t size : {0UL, 1UL, 125UL, 126UL, 65'535UL, 65'536UL, 200'000UL}) {
    const std::string payload(size, 'p');
    const std::string bytes = server_frame(payload) + "next";
    std::string_view rest = bytes;
    const auto frame = take_frame(rest);
    ASSERT_TRUE(frame.has_value()) << size;
    EXPECT_EQ(frame->opcode, Opcode::kBinary);
    EXPECT_TRUE(frame->final);
    EXPECT_EQ(frame->payload, payload);
    EXPECT_EQ(rest, "next");
  }
}

// RFC 6455, 5.2: a longer form than needed is an error, and servers take it for one.
TEST(ClientFrame, LengthIsInItsShortestForm) {
  for (const auto& [size, header] : std::initializer_list<std::pair<std::size_t, std::size_t>>{
           {125, 6}, {126, 8}, {65'535, 8}, {65'536, 14}}) {
    EXPECT_EQ(client_frame(Opcode::kBinary, std::string(size, 'p')).size(), header + size);
  }
}

TEST(TakeFrame, NoPrefixOfAFrameIsAFrame) {
  for (const std::size_t size : {3UL, 300UL, 70'000UL}) {
    const std::string bytes = server_frame(std::string(size, 'p'));
    for (std::size_t length = 0; length < bytes.size(); length += length < 20 ? 1 : 997) {
      std::string_view part = std::string_view(bytes).substr(0, length);
      EXPECT_FALSE(take_frame(part).has_value());
      EXPECT_EQ(part.size(), length) << "nothing may be eaten";
    }
  }
}

TEST(ClientFrame, IsMaskedAndHasItsLength) {
  const std::string small = client_frame(Opcode::kPong, "abc");
  EXPECT_EQ(small, std::string("\x8a\x83\0\0\0\0abc", 9));
  const std::string large = client_frame(Opcode::kBinary, std::string(70'000, 'x'));
  EXPECT_EQ(large.size(), 2 + 8 + 4 + 70'000u);
  EXPECT_EQ(static_cast<unsigned char>(large[1]), 0xff);
}

TEST(FieldReader, ReadsWhatTheLibraryWrites) {
  v1::Events events;
  events.set_from(300);
  events.set_to(std::uint64_t{1} << 63);
  events.add_entries()->mutable_redacted()->set_from(7);
  const std::string bytes = events.SerializeAsString();

  FieldReader fields(bytes);
  ASSERT_TRUE(fields.next());
  EXPECT_EQ(fields.number(), 1u);
  EXPECT_EQ(fields.varint(), 300u);
  ASSERT_TRUE(fields.next());
  EXPECT_EQ(fields.varint(), std::uint64_t{1} << 63);
  ASSERT_TRUE(fields.next());
  EXPECT_EQ(fields.bytes(), events.entries(0).SerializeAsString());
  EXPECT_FALSE(fields.next());
  EXPECT_FALSE(fields.broken());
}

TEST(FieldReader, CutBytesAreBrokenOrShorterNeverReadBeyond) {
  v1::Events events;
  for (int i = 0; i < 5; ++i) events.add_entries()->mutable_redacted()->set_from(1'000'000);
  const std::string bytes = events.SerializeAsString();
  for (std::size_t length = 1; length < bytes.size(); ++length) {
    FieldReader fields(std::string_view(bytes).substr(0, length));
    int read = 0;
    while (fields.next()) ++read;
    EXPECT_LE(read, 5);
    EXPECT_TRUE(fields.broken() || length % (bytes.size() / 5) == 0) << length;
  }
}

}  // namespace
}  // namespace reviewd::load
