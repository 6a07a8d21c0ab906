#include "generator/stream_check.h"

#include "generator/frame_reader.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::load {

namespace {

// Field numbers from the generated messages, so that they cannot drift apart from the schema.
using v1::Event;
using v1::Events;
using v1::Redacted;
using v1::ServerFrame;
using v1::StreamEntry;

std::uint64_t first_number(std::string_view message, std::uint32_t number) {
  FieldReader fields(message);
  while (fields.next()) {
    if (fields.number() == number) return fields.varint();
  }
  return 0;
}

}  // namespace

StreamCheck::Seen StreamCheck::on_frame(std::string_view frame) {
  FieldReader body(frame);
  if (!problem_.empty() || !body.next()) return {};
  switch (body.number()) {
    case ServerFrame::kEventsFieldNumber: return on_events(body.bytes());
    case ServerFrame::kSnapshotEndFieldNumber:
      seq_ = first_number(body.bytes(), v1::SnapshotEnd::kSeqFieldNumber);
      begun_ = true;
      return {};
    case ServerFrame::kCaughtUpFieldNumber:
      if (first_number(body.bytes(), v1::CaughtUp::kSeqFieldNumber) > seq_)
        fail("caught up ahead of the events");
      return {.caught_up = true};
    case ServerFrame::kProblemFieldNumber: fail("the server reports a problem"); return {};
    default: return {};
  }
}

StreamCheck::Seen StreamCheck::on_events(std::string_view events) {
  if (!begun_) fail("events before a snapshot");
  Seen seen;
  const std::uint64_t before = seq_;
  FieldReader fields(events);
  while (problem_.empty() && fields.next()) {
    switch (fields.number()) {
      case Events::kFromFieldNumber: seen.from = fields.varint(); break;
      case Events::kToFieldNumber: seen.to = fields.varint(); break;
      case Events::kEntriesFieldNumber:
        if (!on_entry(fields.bytes())) return {};
        break;
      default: break;
    }
  }
  if (fields.broken()) fail("a frame that is no message");
  if (seen.from != before + 1 || seen.to != seq_)
    fail("a frame says other numbers than its events have");
  if (!problem_.empty()) return {};
  return seen;
}

bool StreamCheck::on_entry(std::string_view entry) {
  FieldReader body(entry);
  if (!body.next()) {
    fail("an entry without anything");
    return false;
  }
  const std::uint64_t due = seq_ + 1;
  if (body.number() == StreamEntry::kEventFieldNumber) {
    const std::uint64_t seq = first_number(body.bytes(), Event::kSeqFieldNumber);
    if (seq != due) {
      fail("event " + std::to_string(seq) + " where " + std::to_string(due) + " was due");
      return false;
    }
    seq_ = seq;
    return true;
  }
  const std::uint64_t from = first_number(body.bytes(), Redacted::kFromFieldNumber);
  const std::uint64_t to = first_number(body.bytes(), Redacted::kToFieldNumber);
  if (body.number() != StreamEntry::kRedactedFieldNumber || from != due || to < from) {
    fail("a redaction out of order at " + std::to_string(due));
    return false;
  }
  seq_ = to;
  return true;
}

void StreamCheck::fail(std::string what) {
  if (problem_.empty()) problem_ = std::move(what);
}

}  // namespace reviewd::load
