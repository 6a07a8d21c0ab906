#include "net/fan_out.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/planted.h"
#include "wire/frame_codec.h"

namespace reviewd::net {
namespace {

SharedBytes encoded(wire::Encoding encoding, const v1::ServerFrame& frame) {
  return std::make_shared<const std::string>(wire::encode_server_frame(encoding, frame));
}

}  // namespace

std::size_t FanOut::RoundKeyHash::operator()(const RoundKey& key) const noexcept {
  const std::uint64_t kind =
      static_cast<std::uint64_t>(key.visibility) << 1 | static_cast<std::uint64_t>(key.encoding);
  return static_cast<std::size_t>((value(key.from) << 8 | kind) * 0x9e3779b97f4a7c15ULL);
}

FanOut::FanOut(Scheduler& scheduler, const StreamLimits& limits, std::function<TimeMs()> now)
    : scheduler_(scheduler), limits_(limits), now_(std::move(now)), ring_(limits) {}

void FanOut::restart(const engine::Room::StreamStart& start) {
  REVIEWD_ASSERT(connections_.empty());
  snapshots_.clear();
  ring_.restart(static_cast<Seq>(value(start.head) - start.events.size()));
  for (const v1::Event& event : start.events) ring_.append(event);
}

void FanOut::add(ConnectionId connection, wire::Encoding encoding,
                 std::shared_ptr<Subscriber> subscriber) {
  connections_.emplace(
      connection, std::make_unique<Outgoing>(connection, encoding, std::move(subscriber), now_()));
}

void FanOut::remove(ConnectionId connection) {
  const auto found = connections_.find(connection);
  if (found == connections_.end()) return;
  set_busy(*found->second);
  connections_.erase(found);
}

Outgoing* FanOut::find(ConnectionId connection) {
  const auto found = connections_.find(connection);
  return found == connections_.end() || found->second->leaving ? nullptr : found->second.get();
}

void FanOut::publish(const std::vector<v1::Event>& events, Seq floor) {
  for (const v1::Event& event : events) ring_.append(event);
  ring_.drop_below(floor);
  if (!events.empty() && !idle_.empty()) schedule_round();
}

void FanOut::send(ConnectionId connection, Seq after, v1::ServerFrame frame) {
  Outgoing* out = find(connection);
  if (out == nullptr) return;
  PrivateFrame item{.after = after, .bytes = nullptr};
  if (frame.has_acked()) item.acked_actor = frame.acked().actor();
  item.bytes = std::make_shared<const std::string>(
      wire::encode_server_frame(out->encoding, std::move(frame)));
  if (!out->push(std::move(item), limits_)) {
    close_now(connection, CloseCode::kSlow, "too many frames are waiting for this connection");
    return;
  }
  pump(*out);
}

void FanOut::start_stream(const engine::StartStream& start) {
  Outgoing* out = find(start.connection);
  if (out == nullptr) return;
  StreamBegin begin{.visibility = start.visibility, .snapshot = nullptr, .from = start.from};
  if (start.snapshot) begin.snapshot = snapshots_.frames(start.snapshot, out->encoding);
  out->push(std::move(begin));
  pump(*out);
}

void FanOut::broadcast(const v1::ServerFrame& frame) {
  std::array<SharedBytes, wire::kEncodings> bytes;
  for (const auto& [id, out] : connections_) {
    if (!out->streaming() || out->leaving) continue;
    SharedBytes& shared = bytes[wire::index(out->encoding)];
    if (!shared) shared = encoded(out->encoding, frame);
    out->push_broadcast(shared, limits_);
    pump(*out);
  }
}

void FanOut::close(ConnectionId connection, std::uint16_t code, std::string reason) {
  Outgoing* out = find(connection);
  if (out == nullptr) return;
  out->push(Goodbye{.code = code, .reason = std::move(reason)});
  pump(*out);
}

void FanOut::close_now(ConnectionId connection, CloseCode code, std::string reason) {
  if (Outgoing* out = find(connection)) {
    goodbye(*out, static_cast<std::uint16_t>(code), std::move(reason));
  }
}

void FanOut::close_all(CloseCode code, const std::string& reason) {
  for (const auto& [id, out] : connections_) {
    if (!out->leaving) goodbye(*out, static_cast<std::uint16_t>(code), reason);
  }
}

void FanOut::abandon() {
  idle_.clear();
  connections_.clear();
}

void FanOut::written(ConnectionId connection) {
  Outgoing* out = find(connection);
  if (out == nullptr) return;
  out->writing = false;
  pump(*out);
}

void FanOut::applied(ConnectionId connection, Seq seq) {
  if (Outgoing* out = find(connection)) out->applied(seq, now_());
}

// Writes what does not need a round, or puts the connection among those that the next round looks
// at.
void FanOut::pump(Outgoing& out) {
  if (out.writing || out.leaving) return;
  auto step = out.next();
  if (auto* bytes = std::get_if<SharedBytes>(&step)) return write(out, std::move(*bytes));
  if (auto* bye = std::get_if<Goodbye>(&step))
    return goodbye(out, bye->code, std::move(bye->reason));
  if (!out.streaming()) return;
  set_idle(out);
  if (out.wants_stream(ring_.head())) schedule_round();
}

void FanOut::write(Outgoing& out, SharedBytes bytes) {
  set_busy(out);
  out.writing = true;
  out.subscriber->write(std::move(bytes));
}

void FanOut::goodbye(Outgoing& out, std::uint16_t code, std::string reason) {
  set_busy(out);
  out.leaving = true;
  out.clear();
  out.subscriber->close(code, std::move(reason));
}

void FanOut::set_idle(Outgoing& out) {
  if (out.idle_at != Outgoing::kNotIdle) return;
  out.idle_at = idle_.size();
  idle_.push_back(&out);
}

void FanOut::set_busy(Outgoing& out) {
  if (out.idle_at == Outgoing::kNotIdle) return;
  idle_[out.idle_at] = idle_.back();
  idle_[out.idle_at]->idle_at = out.idle_at;
  idle_.pop_back();
  out.idle_at = Outgoing::kNotIdle;
}

void FanOut::schedule_round() {
  if (round_scheduled_) return;
  round_scheduled_ = true;
  const auto round = [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->run_round();
  };
  const auto wait = pacer_.wait(scheduler_.now());
  // Later even without a pause: everything that is ready to be read or published now goes along.
  if (wait <= Scheduler::Clock::duration::zero()) {
    scheduler_.soon(round);
  } else {
    scheduler_.after(wait, round);
  }
}

void FanOut::run_round() {
  round_scheduled_ = false;
  const auto started = scheduler_.now();
  RoundMemo memo;
  std::size_t events_max = 0;
  // Backwards, because a connection that is written to leaves the list and the last takes its
  // place.
  for (std::size_t i = idle_.size(); i-- > 0;) {
    if (i >= idle_.size()) continue;
    Outgoing& out = *idle_[i];
    if (out.wants_stream(ring_.head())) {
      events_max = std::max(events_max, continue_stream(out, memo));
    }
  }
  const auto ended = scheduler_.now();
  pacer_.round_done(ended, ended - started, events_max);
}

std::size_t FanOut::continue_stream(Outgoing& out, RoundMemo& memo) {
  if (value(out.cursor()) < value(ring_.floor())) {
    goodbye(out, static_cast<std::uint16_t>(CloseCode::kSlow), "too far behind");
    return 0;
  }
  const RoundKey key{.from = out.cursor(),
                     .last = out.stream_limit(ring_.head()),
                     .visibility = out.visibility(),
                     .encoding = out.encoding};
  auto found = memo.find(key);
  if (found == memo.end()) {
    found = memo.emplace(key, ring_.batch(key.from, key.last, key.visibility, key.encoding)).first;
  }
  const Seq to = found->second.to;
  const std::size_t events = value(to) - value(out.cursor()) + 1;
  out.advance(base::planted(base::Defect::kPublishTwice) ? static_cast<Seq>(value(to) - 1) : to,
              now_());
  write(out, found->second.frame);
  return events;
}

void FanOut::sweep() {
  const TimeMs now = now_();
  const auto over = [&](TimeMs since, std::chrono::milliseconds limit) {
    return value(now) - value(since) > limit.count();
  };
  for (const auto& [id, out] : connections_) {
    if (out->leaving) continue;
    if (!out->said_hello && over(out->connected_at, kHelloTimeout)) {
      goodbye(*out, static_cast<std::uint16_t>(CloseCode::kProtocolError), "no hello within 10 s");
    } else if (const auto since = out->owes_since()) {
      const bool behind = value(out->applied_up_to()) + 1 < value(ring_.floor());
      if (behind || over(*since, limits_.silence)) {
        goodbye(*out, static_cast<std::uint16_t>(CloseCode::kSlow),
                behind ? "too far behind" : "no Applied for too long");
      }
    }
  }
}

}  // namespace reviewd::net
