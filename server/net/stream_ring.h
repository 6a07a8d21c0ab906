// The stream of one product: its newest events, each encoded once, from which batches are cut.
//
// This is the only queue of events that a room has. Readers are cursors into it; one that falls
// behind the floor has lost its place and must come back with a snapshot.

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "base/ids.h"
#include "net/limits.h"
#include "net/subscriber.h"
#include "reviewd/v1/event.pb.h"
#include "reviewd/v1/live.pb.h"
#include "wire/encoding.h"

namespace reviewd::net {

class StreamRing {
 public:
  explicit StreamRing(const StreamLimits& limits) : limits_(limits) {}

  // Starts over after `head`, which is the last event before those that append() adds.
  void restart(Seq head);

  // The next event; its number must be head + 1.
  void append(const v1::Event& event);

  // Nobody will be started below `floor` any more. The newest event stays.
  void drop_below(Seq floor);

  Seq head() const { return head_; }
  // The oldest event that can still be sent; head + 1 when there is none.
  Seq floor() const { return static_cast<Seq>(value(head_) + 1 - entries_.size()); }
  std::size_t bytes() const { return bytes_; }

  struct Batch {
    SharedBytes frame;
    Seq to;
  };
  // An Events frame from `from` (at the floor or above, at the head or below) up to `last` at most,
  // as `visibility` may see it. Ends early when it is as long as a batch should be.
  Batch batch(Seq from, Seq last, v1::VisibilityClass visibility, wire::Encoding encoding);

 private:
  struct Entry {
    std::string proto;     // encoded entry, publish form
    std::string json;      // made when the first JSON reader comes by
    std::uint8_t visible;  // bit per class
  };
  const std::string& bytes_of(Entry& entry, wire::Encoding encoding);
  void trim();
  void drop_oldest();

  StreamLimits limits_;
  Seq head_{};
  std::size_t bytes_ = 0;
  std::deque<Entry> entries_;
};

}  // namespace reviewd::net
