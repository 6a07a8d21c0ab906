#include "wire/stream_frame.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/util/json_util.h>

#include <numeric>

#include "base/assert.h"
#include "reviewd/v1/live.pb.h"
#include "wire/publish_form.h"

namespace reviewd::wire {
namespace {

using google::protobuf::io::CodedOutputStream;

// Tags of fields that are written by hand here: number << 3 | wire type.
constexpr char kTagFrameEvents = v1::ServerFrame::kEventsFieldNumber << 3 | 2;
constexpr char kTagFrom = v1::Events::kFromFieldNumber << 3;
constexpr char kTagTo = v1::Events::kToFieldNumber << 3;
constexpr char kTagEntry = v1::Events::kEntriesFieldNumber << 3 | 2;

void append_varint(std::string& out, std::uint64_t number) {
  while (number >= 0x80) {
    out += static_cast<char>(number | 0x80);
    number >>= 7;
  }
  out += static_cast<char>(number);
}

std::string serialise_entry(Encoding encoding, const v1::StreamEntry& entry) {
  std::string out;
  if (encoding == Encoding::kJson) {
    const auto status = google::protobuf::util::MessageToJsonString(entry, &out);
    REVIEWD_ASSERT(status.ok());
    return out;
  }
  const std::size_t size = entry.ByteSizeLong();
  out.reserve(size + 1 + CodedOutputStream::VarintSize64(size));
  out += kTagEntry;
  append_varint(out, size);
  entry.AppendToString(&out);
  return out;
}

std::size_t total_bytes(const std::vector<std::string_view>& entries) {
  return std::accumulate(
      entries.begin(), entries.end(), std::size_t{0},
      [](std::size_t sum, std::string_view entry) { return sum + entry.size(); });
}

std::string join_proto(Seq from, Seq to, const std::vector<std::string_view>& entries) {
  const std::size_t events_bytes = 2 + CodedOutputStream::VarintSize64(value(from)) +
                                   CodedOutputStream::VarintSize64(value(to)) +
                                   total_bytes(entries);
  std::string out;
  out.reserve(events_bytes + 1 + CodedOutputStream::VarintSize64(events_bytes));
  out += kTagFrameEvents;
  append_varint(out, events_bytes);
  out += kTagFrom;
  append_varint(out, value(from));
  out += kTagTo;
  append_varint(out, value(to));
  for (const std::string_view entry : entries) out += entry;
  return out;
}

std::string join_json(Seq from, Seq to, const std::vector<std::string_view>& entries) {
  std::string out;
  out.reserve(total_bytes(entries) + entries.size() + 96);
  out += "{\"events\":{\"from\":\"" + std::to_string(value(from)) + "\",\"to\":\"" +
         std::to_string(value(to)) + "\",\"entries\":[";
  bool first = true;
  for (const std::string_view entry : entries) {
    if (!first) out += ',';
    first = false;
    out += entry;
  }
  out += "]}}";
  return out;
}

}  // namespace

std::string encode_event_entry(Encoding encoding, v1::Event event) {
  to_publish_form(event);
  v1::StreamEntry entry;
  *entry.mutable_event() = std::move(event);
  return serialise_entry(encoding, entry);
}

std::string encode_redacted_entry(Encoding encoding, Seq from, Seq to) {
  v1::StreamEntry entry;
  entry.mutable_redacted()->set_from(value(from));
  entry.mutable_redacted()->set_to(value(to));
  return serialise_entry(encoding, entry);
}

std::string entry_to_json(std::string_view proto_entry) {
  v1::Events events;  // An entry with its tag is an Events message of one entry.
  const bool parsed =
      events.ParseFromArray(proto_entry.data(), static_cast<int>(proto_entry.size()));
  REVIEWD_ASSERT(parsed && events.entries_size() == 1);
  return serialise_entry(Encoding::kJson, events.entries(0));
}

std::string join_events_frame(Encoding encoding, Seq from, Seq to,
                              const std::vector<std::string_view>& entries) {
  return encoding == Encoding::kProto ? join_proto(from, to, entries)
                                      : join_json(from, to, entries);
}

}  // namespace reviewd::wire
