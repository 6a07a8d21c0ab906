// What is on its way to one connection: a cursor into the product's stream and, in a bounded queue,
// what is meant for this connection alone. Decides what to write next; writes nothing itself.

#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "net/limits.h"
#include "net/snapshot_frames.h"
#include "net/subscriber.h"
#include "reviewd/v1/live.pb.h"
#include "wire/encoding.h"

namespace reviewd::net {

// A frame for this connection alone, to go out when its stream has passed `after`.
struct PrivateFrame {
  Seq after;
  SharedBytes bytes;
  // The actor, if this is an AckedCounter: those are cumulative, so the next one may take its
  // place.
  std::uint32_t acked_actor = 0;
};

// From here on this snapshot, then the stream from `from`.
struct StreamBegin {
  v1::VisibilityClass visibility;
  std::shared_ptr<const SnapshotFrames> snapshot;  // null: none
  Seq from;
};

struct Goodbye {
  std::uint16_t code;
  std::string reason;
};

class Outgoing {
 public:
  Outgoing(ConnectionId connection, wire::Encoding encoding, std::shared_ptr<Subscriber> subscriber,
           TimeMs now)
      : id(connection), encoding(encoding), subscriber(std::move(subscriber)), connected_at(now) {}

  // False when the queue is over its limit: the connection has to go.
  bool push(PrivateFrame frame, const StreamLimits& limits);
  void push(StreamBegin begin) {
    queue_.emplace_back(std::move(begin));
    ++begins_queued_;
  }
  void push(Goodbye goodbye) { queue_.emplace_back(std::move(goodbye)); }
  // Drops the oldest broadcast when there are too many.
  void push_broadcast(SharedBytes bytes, const StreamLimits& limits);
  // Forgets everything that is queued.
  void clear();

  // What can be written now apart from the stream: a frame, or a goodbye. Nothing: it is the
  // stream's turn, or there is nothing to say.
  std::variant<std::monostate, SharedBytes, Goodbye> next();

  // Whether the stream may be continued now, and up to where at most.
  bool wants_stream(Seq head) const {
    return streaming_ && !snapshot_ && value(cursor_) <= value(stream_limit(head));
  }
  Seq stream_limit(Seq head) const;

  v1::VisibilityClass visibility() const { return visibility_; }
  bool streaming() const { return streaming_; }
  // The next event to send.
  Seq cursor() const { return cursor_; }
  void advance(Seq to, TimeMs now);
  // The client has applied everything up to `seq`. More than was sent counts as what was sent.
  void applied(Seq seq, TimeMs now);
  Seq applied_up_to() const { return applied_; }
  // Since when the client has owed an Applied; nothing if it owes none.
  std::optional<TimeMs> owes_since() const { return owes_since_; }

  const ConnectionId id;
  const wire::Encoding encoding;
  const std::shared_ptr<Subscriber> subscriber;
  const TimeMs connected_at;
  bool said_hello = false;
  bool writing = false;
  bool leaving = false;            // a goodbye was said: nothing is written any more
  std::size_t idle_at = kNotIdle;  // place in the fan-out's list of idle connections

  static constexpr std::size_t kNotIdle = ~std::size_t{0};

 private:
  using Item = std::variant<PrivateFrame, StreamBegin, Goodbye>;
  void begin(StreamBegin& start);

  std::list<Item> queue_;  // a list, because an empty one takes no memory beyond itself
  std::size_t queue_bytes_ = 0;
  std::size_t begins_queued_ = 0;
  std::vector<SharedBytes> broadcasts_;
  std::shared_ptr<const SnapshotFrames> snapshot_;
  std::size_t snapshot_at_ = 0;
  v1::VisibilityClass visibility_ = v1::VISIBILITY_CLASS_UNSPECIFIED;
  bool streaming_ = false;
  Seq cursor_{};
  Seq applied_{};
  std::optional<TimeMs> owes_since_;
};

}  // namespace reviewd::net
