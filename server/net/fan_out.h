// Delivers one room's stream to all its connections, in rounds of shared batches.
//
// A connection is a cursor, never a queue of events. A round gives every idle connection everything
// from its cursor to the head as one frame; connections at the same cursor, of the same class and
// encoding, get the very same bytes. One write is in flight per connection; when it is out, the
// connection joins the next round. Rounds are paced by what the last one cost (net/pacer.h). Slow
// readers cost nothing: they fall behind, get longer batches, and are cut off where the ring of
// events ends.
//
// Threads: the room's. Lifetime: owned by the room's runner; what is scheduled holds a weak
// reference.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "engine/room.h"
#include "net/outgoing.h"
#include "net/pacer.h"
#include "net/scheduler.h"
#include "net/stream_ring.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::net {

class FanOut : public std::enable_shared_from_this<FanOut> {
 public:
  // `scheduler` outlives this. `now` is a clock that never runs backwards.
  FanOut(Scheduler& scheduler, const StreamLimits& limits, std::function<TimeMs()> now);

  // Starts the stream with events that are durable already.
  void restart(const engine::Room::StreamStart& start);

  void add(ConnectionId connection, wire::Encoding encoding,
           std::shared_ptr<Subscriber> subscriber);
  void remove(ConnectionId connection);
  std::size_t size() const { return connections_.size(); }
  // The connection; null when it is gone or leaving.
  Outgoing* find(ConnectionId connection);

  // The oldest event a reader can be given.
  Seq floor() const { return ring_.floor(); }

  // Effects of the room.
  void publish(const std::vector<v1::Event>& events, Seq floor);
  void send(ConnectionId connection, Seq after, v1::ServerFrame frame);
  void start_stream(const engine::StartStream& start);
  void broadcast(const v1::ServerFrame& frame);

  // Says goodbye after everything that is queued, or, with close_now, instead of it.
  void close(ConnectionId connection, std::uint16_t code, std::string reason);
  void close_now(ConnectionId connection, CloseCode code, std::string reason);
  void close_all(CloseCode code, const std::string& reason);

  // Forgets everybody without a word.
  void abandon();

  // The frame that was given to the connection's subscriber is out.
  void written(ConnectionId connection);
  void applied(ConnectionId connection, Seq seq);

  // Once a second: closes who owes an Applied, or a Hello, for too long.
  void sweep();

 private:
  struct RoundKey {
    Seq from;
    Seq last;
    v1::VisibilityClass visibility;
    wire::Encoding encoding;
    bool operator==(const RoundKey&) const = default;
  };
  struct RoundKeyHash {
    std::size_t operator()(const RoundKey& key) const noexcept;
  };
  using RoundMemo = std::unordered_map<RoundKey, StreamRing::Batch, RoundKeyHash>;

  void pump(Outgoing& out);
  void write(Outgoing& out, SharedBytes bytes);
  void goodbye(Outgoing& out, std::uint16_t code, std::string reason);
  void set_idle(Outgoing& out);
  void set_busy(Outgoing& out);
  void schedule_round();
  void run_round();
  // Events given to `out`; 0: it had to go.
  std::size_t continue_stream(Outgoing& out, RoundMemo& memo);

  Scheduler& scheduler_;
  StreamLimits limits_;
  std::function<TimeMs()> now_;
  StreamRing ring_;
  SnapshotCache snapshots_;
  std::unordered_map<ConnectionId, std::unique_ptr<Outgoing>> connections_;
  // Those whose stream runs and who have nothing to write: the round looks at no others.
  std::vector<Outgoing*> idle_;
  Pacer pacer_;
  bool round_scheduled_ = false;
};

}  // namespace reviewd::net
