// One tab of a flood (live_flood.h): its connection, its lease, and the operations that wait for
// their answers.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "generator/answers.h"
#include "generator/clock.h"
#include "generator/line.h"
#include "generator/product_setup.h"
#include "reviewd/v1/live.pb.h"
#include "sdk/endpoint.h"

namespace reviewd::load {

class FloodTab {
 public:
  FloodTab(sdk::Endpoint endpoint, Person who, bool sealed);

  pollfd wanted() const { return line_->wanted(); }
  // Carries out what poll() says and counts what was answered.
  void serve(short ready, Answers& answers);

  // Welcomed, and nothing is waiting for an answer.
  bool ready() const { return welcomed_ && waiting_.empty(); }
  void submit(std::vector<v1::Operation> operations);
  // About once a second: what was received.
  void send_applied();

  std::uint64_t cut_off() const { return cut_off_; }

 private:
  void connect();
  bool take_upgrade(Answers& answers);
  void on_message(const v1::ServerFrame& message, Answers& answers);
  void on_welcome(const v1::Welcome& welcome);
  void on_close(std::string_view payload, Answers& answers);
  void settle(std::uint32_t counter, const std::string& kind, bool spent, Answers& answers);
  void send_waiting();

  sdk::Endpoint endpoint_;
  Person who_;
  bool sealed_;
  std::unique_ptr<Line> line_;
  bool upgraded_ = false;
  bool welcomed_ = false;
  v1::ActorToken lease_;
  std::uint32_t actor_ = 0;
  std::uint32_t spent_ = 0;             // the last counter with an outcome
  std::vector<v1::Operation> waiting_;  // sent, not answered
  std::uint64_t seq_ = 0;
  std::uint64_t reported_ = 0;
  std::string told_;  // the last problem
  std::uint64_t cut_off_ = 0;
};

}  // namespace reviewd::load
