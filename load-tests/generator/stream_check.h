// One subscriber's view of the stream: that every event came exactly once and in order. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace reviewd::load {

class StreamCheck {
 public:
  struct Seen {
    bool caught_up = false;  // this frame was the CaughtUp
    std::uint64_t from = 0;  // events of this frame; 0: none
    std::uint64_t to = 0;
  };

  // Looks at a ServerFrame. Every event's own number is read and must be the one that is due; what
  // else an event holds is skipped. After a problem nothing is looked at any more.
  Seen on_frame(std::string_view frame);

  // Highest number received.
  std::uint64_t seq() const { return seq_; }
  // What was wrong; empty: nothing.
  const std::string& problem() const { return problem_; }

 private:
  Seen on_events(std::string_view events);
  bool on_entry(std::string_view entry);
  void fail(std::string what);

  std::uint64_t seq_ = 0;
  bool begun_ = false;  // where the stream starts is known
  std::string problem_;
};

}  // namespace reviewd::load
