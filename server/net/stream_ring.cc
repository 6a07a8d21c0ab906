#include "net/stream_ring.h"

#include <algorithm>
#include <string_view>

#include "base/assert.h"
#include "base/planted.h"
#include "engine/room.h"
#include "engine/visibility.h"
#include "wire/stream_frame.h"

namespace reviewd::net {
namespace {

std::uint8_t bit(v1::VisibilityClass visibility) {
  return static_cast<std::uint8_t>(1u << static_cast<unsigned>(visibility));
}

std::uint8_t visible_bits(const v1::Event& event) {
  std::uint8_t bits = 0;
  for (const auto visibility : {v1::VISIBILITY_CLASS_TEAM, v1::VISIBILITY_CLASS_GUEST}) {
    if (engine::visible(event, visibility) || base::planted(base::Defect::kSkipRedaction))
      bits |= bit(visibility);
  }
  return bits;
}

}  // namespace

void StreamRing::restart(Seq head) {
  entries_.clear();
  bytes_ = 0;
  head_ = head;
}

void StreamRing::append(const v1::Event& event) {
  REVIEWD_ASSERT(event.seq() == value(head_) + 1);
  Entry entry{.proto = wire::encode_event_entry(wire::Encoding::kProto, event),
              .json = {},
              .visible = visible_bits(event)};
  bytes_ += entry.proto.size();
  entries_.push_back(std::move(entry));
  head_ = next(head_);
  trim();
}

void StreamRing::trim() {
  while (entries_.size() > 1 &&
         (entries_.size() > limits_.events_max || bytes_ > limits_.bytes_max)) {
    drop_oldest();
  }
}

void StreamRing::drop_below(Seq wanted) {
  while (entries_.size() > 1 && value(floor()) < value(wanted)) drop_oldest();
}

void StreamRing::drop_oldest() {
  bytes_ -= entries_.front().proto.size() + entries_.front().json.size();
  entries_.pop_front();
}

const std::string& StreamRing::bytes_of(Entry& entry, wire::Encoding encoding) {
  if (encoding == wire::Encoding::kProto) return entry.proto;
  if (entry.json.empty()) {
    entry.json = wire::entry_to_json(entry.proto);
    bytes_ += entry.json.size();
  }
  return entry.json;
}

StreamRing::Batch StreamRing::batch(Seq from, Seq last, v1::VisibilityClass visibility,
                                    wire::Encoding encoding) {
  REVIEWD_ASSERT(value(from) >= value(floor()) && value(from) <= value(head_));
  last = std::min(last, head_);
  std::vector<std::string_view> parts;
  std::deque<std::string> redactions;  // A deque, because `parts` points into it.
  std::size_t size = 0;
  std::uint64_t at = value(from);
  const auto entry_at = [&](std::uint64_t seq) -> Entry& { return entries_[seq - value(floor())]; };
  while (at <= value(last) && (size == 0 || size < limits_.batch_bytes)) {
    if (entry_at(at).visible & bit(visibility)) {
      parts.emplace_back(bytes_of(entry_at(at), encoding));
      ++at;
    } else {
      const std::uint64_t hidden_from = at;
      while (at <= value(last) && !(entry_at(at).visible & bit(visibility))) ++at;
      redactions.push_back(wire::encode_redacted_entry(encoding, static_cast<Seq>(hidden_from),
                                                       static_cast<Seq>(at - 1)));
      parts.emplace_back(redactions.back());
    }
    size += parts.back().size();
  }
  const Seq to = static_cast<Seq>(at - 1);
  return {std::make_shared<const std::string>(wire::join_events_frame(encoding, from, to, parts)),
          to};
}

}  // namespace reviewd::net
