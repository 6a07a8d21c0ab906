#include "sdk/conversation.h"

namespace reviewd::sdk {

namespace {

constexpr std::uint32_t kVersion = 1;

std::unexpected<Error> broken(std::string what) {
  return fail(v1::ERROR_CODE_BAD_REQUEST, "the server broke the protocol: " + std::move(what));
}

std::string number(std::uint64_t n) { return std::to_string(n); }

}  // namespace

v1::ClientFrame Conversation::hello() {
  stage_ = Stage::kHello;
  snapshot_ = SnapshotAssembly();
  reset_ = false;
  caught_up_said_ = false;

  v1::ClientFrame frame;
  v1::Hello& hello = *frame.mutable_hello();
  hello.set_version_min(kVersion);
  hello.set_version_max(kVersion);
  hello.set_watch_only(options_.watch_only);
  // A connection that ended too early may have missed some; what it missed is not told again.
  settle(outbox_.give_up_former());
  if (actors_) {
    *hello.mutable_actors() = *actors_;
    *hello.mutable_succeeds()->mutable_lease() = *actors_;
    hello.mutable_succeeds()->set_open_settled(outbox_.open_settled());
    hello.mutable_succeeds()->set_sealed_settled(outbox_.sealed_settled());
  }
  if (have_state_) {
    hello.mutable_resume()->set_history(history_);
    hello.mutable_resume()->set_seq(value(applied_));
    hello.mutable_resume()->set_visibility(visibility_);
  } else if (options_.resume) {
    hello.mutable_resume()->set_history(options_.resume->history);
    hello.mutable_resume()->set_seq(value(options_.resume->seq));
  }
  return frame;
}

Result<void> Conversation::on_frame(const v1::ServerFrame& frame) {
  using Body = v1::ServerFrame::BodyCase;
  if (stage_ == Stage::kHello && frame.body_case() != Body::kWelcome &&
      frame.body_case() != Body::kProblem) {
    return broken("a frame before the Welcome");
  }
  switch (frame.body_case()) {
    case Body::kWelcome: return on_welcome(frame.welcome());
    case Body::kEvents: return on_events(frame.events());
    case Body::kCaughtUp: return on_caught_up(frame.caught_up());
    case Body::kSnapshotBegin:
    case Body::kSnapshotChunk:
    case Body::kSnapshotEnd: return on_snapshot_frame(frame);
    case Body::kReset:
      stage_ = Stage::kSnapshot;
      reset_ = true;
      have_state_ = false;
      visibility_ = frame.reset().visibility();
      return {};
    case Body::kAcked: settle(outbox_.acked(frame.acked())); return {};
    case Body::kReply: {
      const auto settled = outbox_.replied(frame.reply());
      if (!settled) return std::unexpected(settled.error());
      settle(*settled);
      return {};
    }
    default: follower_.on_other(frame); return {};
  }
}

Result<void> Conversation::on_welcome(const v1::Welcome& welcome) {
  if (stage_ != Stage::kHello) return broken("a second Welcome");
  if (welcome.version() != kVersion) return broken("version " + number(welcome.version()));
  const std::optional<ResumePoint> mine =
      have_state_ ? std::optional(ResumePoint{history_, applied_}) : options_.resume;
  if (!options_.watch_only) {
    const auto again = outbox_.welcome(welcome);
    if (!again) return std::unexpected(again.error());
    for (const auto& [was, now] : *again) follower_.on_made_again(was, now);
    actors_.emplace();
    actors_->set_open_actor(welcome.open_actor().actor());
    actors_->set_sealed_actor(welcome.sealed_actor().actor());
    actors_->set_token(welcome.actor_token());
  }
  if (welcome.mode() == v1::RESUME_MODE_TAIL) {
    if (!mine || mine->history != welcome.history()) return broken("a tail that was not asked for");
    applied_ = mine->seq;
    have_state_ = true;
    stage_ = Stage::kTail;
  } else if (welcome.mode() == v1::RESUME_MODE_SNAPSHOT) {
    have_state_ = false;
    stage_ = Stage::kSnapshot;
  } else {
    return broken("an unknown way to catch up");
  }
  if (history_ != welcome.history()) own_events_.clear();
  history_ = welcome.history();
  visibility_ = welcome.visibility();
  follower_.on_welcome(welcome);
  return {};
}

Result<void> Conversation::on_snapshot_frame(const v1::ServerFrame& frame) {
  if (stage_ != Stage::kSnapshot) return broken("a snapshot that was not announced");
  if (frame.has_snapshot_begin()) return snapshot_.begin(frame.snapshot_begin());
  if (frame.has_snapshot_chunk()) return snapshot_.add(frame.snapshot_chunk());
  const auto snapshot = snapshot_.end(frame.snapshot_end());
  if (!snapshot) return std::unexpected(snapshot.error());
  applied_ = snapshot->seq;
  reported_ = Seq{};
  have_state_ = true;
  stage_ = reset_ && caught_up_said_ ? Stage::kLive : Stage::kTail;
  follower_.on_snapshot(*snapshot);
  return {};
}

Result<void> Conversation::on_events(const v1::Events& events) {
  if (stage_ == Stage::kSnapshot) return broken("events before the snapshot");
  if (events.from() != value(applied_) + 1 || events.to() < events.from()) {
    return broken("events " + number(events.from()) + " to " + number(events.to()) +
                  " after event " + number(value(applied_)));
  }
  for (const v1::StreamEntry& entry : events.entries()) {
    const std::uint64_t due = value(applied_) + 1;
    if (entry.has_redacted()) {
      const v1::Redacted& gone = entry.redacted();
      if (gone.from() != due || gone.to() < due || gone.to() > events.to()) {
        return broken("a redaction of " + number(gone.from()) + " to " + number(gone.to()) +
                      " at event " + number(due));
      }
      applied_ = static_cast<Seq>(gone.to());
      follower_.on_redacted(static_cast<Seq>(gone.from()), applied_);
      continue;
    }
    const v1::Event& event = entry.event();
    if (!entry.has_event() || event.seq() != due) {
      return broken("event " + number(event.seq()) + " where " + number(due) + " was due");
    }
    if (event.must_understand() && event.body_case() == v1::Event::BODY_NOT_SET) {
      return fail(v1::ERROR_CODE_VERSION_UNSUPPORTED,
                  "event " + number(due) +
                      " is of a kind that this version does not know: update this program");
    }
    applied_ = static_cast<Seq>(due);
    deliver(event);
  }
  if (value(applied_) != events.to()) {
    return broken("events end at " + number(value(applied_)) + " instead of " +
                  number(events.to()));
  }
  return {};
}

void Conversation::deliver(const v1::Event& event) {
  const OperationId id{event.actor(), event.counter()};
  const bool own = outbox_.owns(id.actor);
  if (own) outbox_.landed(id);
  follower_.on_event(event);
  if (const auto mine = own_events_.find(event.superseded()); mine != own_events_.end() && !own)
    follower_.on_overridden(mine->second, event);
  if (!own) return;
  own_events_[event.seq()] = id;
  if (own_events_.size() > kOwnEventsMax) own_events_.erase(own_events_.begin());
}

Result<void> Conversation::on_caught_up(const v1::CaughtUp& caught_up) {
  if (stage_ != Stage::kTail) return broken("CaughtUp out of turn");
  // Less is in order: it is what there was when the connection was made, more may have come since.
  if (caught_up.seq() > value(applied_)) {
    return broken("CaughtUp at " + number(caught_up.seq()) + " after event " +
                  number(value(applied_)));
  }
  stage_ = Stage::kLive;
  caught_up_said_ = true;
  settle(outbox_.give_up_former());
  follower_.on_caught_up(applied_);
  return {};
}

void Conversation::settle(const std::vector<Settled>& settled) {
  for (const Settled& one : settled) follower_.on_outcome(one);
}

std::optional<v1::ClientFrame> Conversation::applied() {
  if (!have_state_ || applied_ == reported_) return std::nullopt;
  reported_ = applied_;
  v1::ClientFrame frame;
  frame.mutable_applied()->set_seq(value(applied_));
  return frame;
}

}  // namespace reviewd::sdk
