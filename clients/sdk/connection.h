// A live connection to one product: keeps a Conversation going over one WebSocket after another.
//
// Runs on the thread of its io_context; every method is called there, and so is the follower. Loses
// nothing over a reconnect: events go on where they stopped, unanswered operations are sent again.
// Both the io_context and the follower must outlive it. Destroying it before on_end() leaves
// quietly: nothing is called any more.

#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "sdk/conversation.h"
#include "sdk/endpoint.h"
#include "sdk/follower.h"

namespace reviewd::sdk {

struct ConnectionOptions {
  Endpoint endpoint;
  std::string product;  // 16 hex digits, as in addresses
  std::string handle;
  std::string token;
  bool watch_only = false;
  bool reconnect = true;  // false: the first loss is the end
  std::optional<ResumePoint> resume;
  std::uint64_t jitter_seed = 0;  // 0: drawn
};

class Connection {
 public:
  Connection(boost::asio::io_context& context, ConnectionOptions options, Follower& follower);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Connects, and goes on until stop() or an error that coming back would not cure.
  void start();

  // Says goodbye; on_end() follows.
  void stop();

  // Numbers and sends an operation; its outcome comes to Follower::on_outcome. Only after the first
  // Welcome. Errors: overloaded (too many waiting), too_large (a frame cannot hold it).
  Result<OperationId> submit(v1::Operation operation);

  std::size_t unanswered() const;
  // Highest sequence number given to the follower.
  Seq seq() const;

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with its coroutines, which outlive us by a step
};

}  // namespace reviewd::sdk
