// A live connection used like a procedure: connect, submit, wait. For verbs that run and end.

#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "cli/failure.h"
#include "cli/server_choice.h"
#include "reviewd/v1/live.pb.h"
#include "sdk/connection.h"

namespace reviewd::cli {

class ParticipantSession final : public sdk::Follower {
 public:
  struct Options {
    bool watch_only = false;
    std::optional<sdk::ResumePoint> resume;
  };

  explicit ParticipantSession(const Participant& who) : who_(who) {}

  // Called for every event from now on, and for every outcome.
  std::function<void(const v1::Event&)> heard;
  std::function<void(const sdk::Settled&)> settled;

  // Connects and waits for the Welcome. A server that is not there is a failure at once; one that
  // goes away later is waited for (kPatience), nothing is lost by that.
  Attempt<void> open(Options options);

  Attempt<void> submit(v1::Operation operation);

  // Runs until `done` says so, or the connection is over.
  Attempt<void> run_until(const std::function<bool()>& done);

  // Runs until the server has given everything it had when we connected.
  Attempt<void> catch_up();

  const v1::Welcome& welcome() const { return welcome_; }
  std::size_t unanswered() const { return connection_->unanswered(); }
  Seq seq() const { return connection_->seq(); }

  static constexpr std::chrono::seconds kPatience{60};

 private:
  void on_welcome(const v1::Welcome& welcome) override;
  void on_event(const v1::Event& event) override;
  void on_caught_up(Seq seq) override;
  void on_outcome(const sdk::Settled& settled) override;
  void on_lost(std::string_view why, std::chrono::milliseconds pause) override;
  void on_end(const std::optional<Error>& error) override;

  Participant who_;
  boost::asio::io_context context_{1};
  std::unique_ptr<sdk::Connection> connection_;
  v1::Welcome welcome_;
  bool welcomed_ = false;
  bool caught_up_ = false;
  std::optional<Failure> ended_;
  std::optional<std::chrono::steady_clock::time_point> lost_at_;
};

}  // namespace reviewd::cli
