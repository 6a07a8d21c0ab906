#include "generator/flood_tab.h"

#include <algorithm>
#include <boost/json.hpp>

#include "generator/frame_reader.h"
#include "sdk/http.h"

namespace reviewd::load {

namespace {

constexpr int kCloseRoleChanged = 4005;

std::string in_frame(const v1::ClientFrame& frame) {
  return client_frame(Opcode::kBinary, frame.SerializeAsString());
}

// The new secret of a session whose role has changed.
Result<std::string> renewed(const sdk::Endpoint& endpoint, const Person& who) {
  const auto answer = sdk::http_call(
      endpoint, {.method = "POST",
                 .target = "/v1/session/renew?product=" + who.product + "&as=" + who.handle,
                 .body = "{}",
                 .bearer = who.token});
  if (!answer) return std::unexpected(answer.error());
  return std::string(boost::json::parse(*answer).as_object().at("token").as_string().c_str());
}

}  // namespace

FloodTab::FloodTab(sdk::Endpoint endpoint, Person who, bool sealed)
    : endpoint_(std::move(endpoint)), who_(std::move(who)), sealed_(sealed) {
  connect();
}

void FloodTab::connect() {
  line_ = std::make_unique<Line>(endpoint_.port, 0);
  upgraded_ = welcomed_ = false;
  line_->send(upgrade_request(endpoint_, who_));
}

void FloodTab::serve(short ready, Answers& answers) {
  const bool open = line_->serve(ready);
  if (!upgraded_ && !take_upgrade(answers)) {
    if (!open && answers.problem.empty()) answers.problem = "no answer to an upgrade";
    return;
  }
  const Line* const before = line_.get();
  std::string_view rest = line_->received;
  while (const auto frame = take_frame(rest)) {
    if (frame->opcode == Opcode::kPing) line_->send(client_frame(Opcode::kPong, frame->payload));
    if (frame->opcode == Opcode::kClose) return on_close(frame->payload, answers);
    if (frame->opcode != Opcode::kBinary) continue;
    v1::ServerFrame message;
    if (message.ParseFromArray(frame->payload.data(), static_cast<int>(frame->payload.size())))
      on_message(message, answers);
  }
  if (line_.get() != before) return;
  line_->received.erase(0, line_->received.size() - rest.size());
  if (!open && answers.problem.empty()) answers.problem = "a tab was dropped: " + told_;
}

bool FloodTab::take_upgrade(Answers& answers) {
  const std::size_t end = line_->received.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  if (!line_->received.starts_with("HTTP/1.1 101")) {
    answers.problem = "a tab was not let in: " + line_->received;
    return false;
  }
  line_->received.erase(0, end + 4);
  upgraded_ = true;
  v1::ClientFrame frame;
  frame.mutable_hello()->set_version_min(1);
  frame.mutable_hello()->set_version_max(1);
  if (lease_.open_actor() != 0) *frame.mutable_hello()->mutable_actors() = lease_;
  line_->send(in_frame(frame));
  return true;
}

void FloodTab::on_message(const v1::ServerFrame& message, Answers& answers) {
  if (message.has_welcome()) on_welcome(message.welcome());
  if (message.has_events()) seq_ = std::max(seq_, message.events().to());
  if (message.has_caught_up()) seq_ = std::max(seq_, message.caught_up().seq());
  if (message.has_problem()) told_ = message.problem().text();
  if (message.has_reply() && message.reply().actor() == actor_) {
    const v1::Outcome& outcome = message.reply().outcome();
    settle(message.reply().counter(), kind_of(outcome), spends_counter(outcome), answers);
  }
  if (message.has_acked() && message.acked().actor() == actor_) {
    // Those without a reply, up to here, were applied.
    for (std::uint32_t c = spent_ + 1; c <= message.acked().counter(); ++c)
      settle(c, "applied", true, answers);
    spent_ = std::max(spent_, message.acked().counter());
  }
}

void FloodTab::on_welcome(const v1::Welcome& welcome) {
  welcomed_ = true;
  lease_.set_open_actor(welcome.open_actor().actor());
  lease_.set_sealed_actor(welcome.sealed_actor().actor());
  lease_.set_token(welcome.actor_token());
  actor_ = (sealed_ ? welcome.sealed_actor() : welcome.open_actor()).actor();
  if (!waiting_.empty()) send_waiting();
}

void FloodTab::on_close(std::string_view payload, Answers& answers) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(payload[i]); };
  const int code = payload.size() < 2 ? 1005 : byte(0) << 8 | byte(1);
  if (code != kCloseRoleChanged) {
    answers.problem = "a tab was closed with " + std::to_string(code) + ": " + told_;
    return;
  }
  ++cut_off_;
  auto token = renewed(endpoint_, who_);
  if (!token) {
    answers.problem = "a session was not renewed: " + token.error().text;
    return;
  }
  who_.token = *std::move(token);
  connect();
}

void FloodTab::settle(std::uint32_t counter, const std::string& kind, bool spent,
                      Answers& answers) {
  const auto found = std::ranges::find(waiting_, counter, &v1::Operation::counter);
  if (found == waiting_.end()) return;
  waiting_.erase(found);
  answers.add(kind);
  if (spent) spent_ = std::max(spent_, counter);
}

void FloodTab::submit(std::vector<v1::Operation> operations) {
  waiting_ = std::move(operations);
  std::uint32_t counter = spent_;
  for (v1::Operation& operation : waiting_) {
    operation.set_actor(actor_);
    operation.set_counter(++counter);
    operation.set_base(seq_);
  }
  send_waiting();
}

void FloodTab::send_waiting() {
  v1::ClientFrame frame;
  for (const v1::Operation& operation : waiting_)
    *frame.mutable_submit()->add_operations() = operation;
  line_->send(in_frame(frame));
}

void FloodTab::send_applied() {
  if (!welcomed_ || seq_ == reported_) return;
  reported_ = seq_;
  v1::ClientFrame frame;
  frame.mutable_applied()->set_seq(seq_);
  line_->send(in_frame(frame));
}

}  // namespace reviewd::load
