#include "cli/participant_session.h"

namespace reviewd::cli {

Attempt<void> ParticipantSession::open(Options options) {
  connection_ =
      std::make_unique<sdk::Connection>(context_,
                                        sdk::ConnectionOptions{.endpoint = who_.endpoint,
                                                               .product = who_.credential.product,
                                                               .handle = who_.credential.handle,
                                                               .token = who_.credential.token,
                                                               .watch_only = options.watch_only,
                                                               .resume = std::move(options.resume)},
                                        *this);
  connection_->start();
  return run_until([this] { return welcomed_; });
}

Attempt<void> ParticipantSession::submit(v1::Operation operation) {
  const auto id = connection_->submit(std::move(operation));
  if (!id) return std::unexpected(Failure::from(id.error()));
  return {};
}

Attempt<void> ParticipantSession::run_until(const std::function<bool()>& done) {
  while (!done()) {
    if (ended_) return std::unexpected(*ended_);
    context_.run_one_for(std::chrono::seconds(1));
    if (lost_at_ && std::chrono::steady_clock::now() - *lost_at_ > kPatience) {
      return give_up(ExitCode::kUnreachable, "the connection to " + who_.endpoint.to_string() +
                                                 " was lost and the server has not come back");
    }
  }
  return {};
}

Attempt<void> ParticipantSession::catch_up() {
  return run_until([this] { return caught_up_; });
}

void ParticipantSession::on_welcome(const v1::Welcome& welcome) {
  welcome_ = welcome;
  welcomed_ = true;
  lost_at_.reset();
}

void ParticipantSession::on_event(const v1::Event& event) {
  if (heard) heard(event);
}

void ParticipantSession::on_caught_up(Seq /*seq*/) { caught_up_ = true; }

void ParticipantSession::on_outcome(const sdk::Settled& one) {
  if (settled) settled(one);
}

void ParticipantSession::on_lost(std::string_view why, std::chrono::milliseconds /*pause*/) {
  if (!welcomed_) {
    ended_ = Failure{ExitCode::kUnreachable, std::string(why)};
    return;
  }
  if (!lost_at_) lost_at_ = std::chrono::steady_clock::now();
}

void ParticipantSession::on_end(const std::optional<Error>& error) {
  ended_ = error ? Failure::from(*error) : Failure{ExitCode::kFailed, "the connection is over"};
}

}  // namespace reviewd::cli
