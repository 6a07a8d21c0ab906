// One tab's side of the live protocol, over as many connections as it takes. Frames in, frames out.
//
// Pure: no socket, no clock, no randomness, so that a simulator can run it. connection.h gives it
// all three. Checks what the server says (order of events, snapshots, counters) and gives it to a
// Follower.

#pragma once

#include <map>
#include <optional>

#include "base/ids.h"
#include "base/result.h"
#include "reviewd/v1/live.pb.h"
#include "sdk/follower.h"
#include "sdk/outbox.h"
#include "sdk/snapshot_assembly.h"

namespace reviewd::sdk {

// Where a client that has something already wants to go on.
struct ResumePoint {
  std::string history;
  Seq seq{};
};

class Conversation {
 public:
  static constexpr std::size_t kOwnEventsMax = 1024;

  struct Options {
    bool watch_only = false;
    std::optional<ResumePoint> resume;
  };

  // `follower` must outlive this.
  Conversation(Options options, Follower& follower)
      : options_(std::move(options)), follower_(follower) {}

  // A connection has been made: the frame to send first.
  v1::ClientFrame hello();

  // A frame has arrived. An error means that the server broke the protocol, or speaks a newer one:
  // end the connection, and do not come back.
  Result<void> on_frame(const v1::ServerFrame& frame);

  // Numbers an operation and keeps it until its outcome is known. Needs a Welcome to have come.
  Result<OperationId> submit(v1::Operation operation) {
    return outbox_.add(std::move(operation), applied_);
  }

  Outbox& outbox() { return outbox_; }

  // The flow-control frame, if anything was applied since the last one.
  std::optional<v1::ClientFrame> applied();

  // Highest sequence number given to the follower.
  Seq seq() const { return applied_; }
  bool caught_up() const { return stage_ == Stage::kLive; }
  // Whether this connection's Welcome has come: nothing but the Hello is sent before.
  bool welcomed() const { return stage_ != Stage::kHello; }
  // Whether operations can be numbered, connected or not.
  bool has_lease() const { return actors_.has_value(); }

 private:
  enum class Stage { kHello, kSnapshot, kTail, kLive };

  Result<void> on_welcome(const v1::Welcome& welcome);
  Result<void> on_events(const v1::Events& events);
  Result<void> on_snapshot_frame(const v1::ServerFrame& frame);
  Result<void> on_caught_up(const v1::CaughtUp& caught_up);
  void deliver(const v1::Event& event);
  void settle(const std::vector<Settled>& settled);

  Options options_;
  Follower& follower_;
  Outbox outbox_;
  SnapshotAssembly snapshot_;
  Stage stage_ = Stage::kHello;
  bool reset_ = false;  // a snapshot inside a connection: CaughtUp has been said already
  bool caught_up_said_ = false;
  std::optional<v1::ActorToken> actors_;
  std::string history_;
  bool have_state_ = false;  // seq applied_ of history_ is ours
  v1::VisibilityClass visibility_ = v1::VISIBILITY_CLASS_UNSPECIFIED;  // that it was shown to
  // Committed operations of this side's, the youngest kOwnEventsMax, by sequence number: to tell
  // when somebody else overrides one.
  std::map<std::uint64_t, OperationId> own_events_;
  Seq applied_{};
  Seq reported_{};
};

}  // namespace reviewd::sdk
