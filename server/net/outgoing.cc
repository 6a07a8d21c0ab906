#include "net/outgoing.h"

#include <algorithm>
#include <iterator>

namespace reviewd::net {

bool Outgoing::push(PrivateFrame frame, const StreamLimits& limits) {
  // The oldest waiting acknowledgement keeps its place: if each new one took it, `after` would run
  // ahead of the cursor for as long as the client goes on, and none would ever go out.
  if (frame.acked_actor != 0 && queue_.size() >= 2) {
    auto* last = std::get_if<PrivateFrame>(&queue_.back());
    const auto* before = std::get_if<PrivateFrame>(&*std::prev(queue_.end(), 2));
    if (last != nullptr && last->acked_actor == frame.acked_actor && before != nullptr &&
        before->acked_actor == frame.acked_actor) {
      queue_bytes_ += frame.bytes->size() - last->bytes->size();
      *last = std::move(frame);
      return true;
    }
  }
  queue_bytes_ += frame.bytes->size();
  queue_.emplace_back(std::move(frame));
  return queue_.size() <= limits.private_frames && queue_bytes_ <= limits.private_bytes;
}

void Outgoing::push_broadcast(SharedBytes bytes, const StreamLimits& limits) {
  if (broadcasts_.size() >= limits.broadcasts) broadcasts_.erase(broadcasts_.begin());
  broadcasts_.push_back(std::move(bytes));
}

void Outgoing::clear() {
  queue_.clear();
  queue_bytes_ = 0;
  begins_queued_ = 0;
  broadcasts_.clear();
  snapshot_.reset();
  streaming_ = false;
}

void Outgoing::begin(StreamBegin& start) {
  visibility_ = start.visibility;
  cursor_ = start.from;
  applied_ = static_cast<Seq>(value(start.from) - 1);
  owes_since_.reset();
  snapshot_ = std::move(start.snapshot);
  snapshot_at_ = 0;
  streaming_ = true;
}

std::variant<std::monostate, SharedBytes, Goodbye> Outgoing::next() {
  for (;;) {  // Ends: every turn returns or takes an item off the queue.
    if (snapshot_) {
      SharedBytes bytes = (*snapshot_)[snapshot_at_++];
      if (snapshot_at_ == snapshot_->size()) snapshot_.reset();
      return bytes;
    }
    if (queue_.empty()) break;
    if (auto* start = std::get_if<StreamBegin>(&queue_.front())) {
      begin(*start);
      queue_.pop_front();
      --begins_queued_;
      continue;
    }
    if (auto* goodbye = std::get_if<Goodbye>(&queue_.front())) return std::move(*goodbye);
    auto& frame = std::get<PrivateFrame>(queue_.front());
    if (streaming_ && value(frame.after) >= value(cursor_)) return {};
    SharedBytes bytes = std::move(frame.bytes);
    queue_bytes_ -= bytes->size();
    queue_.pop_front();
    return bytes;
  }
  if (!streaming_ || broadcasts_.empty()) return {};
  SharedBytes bytes = std::move(broadcasts_.front());
  broadcasts_.erase(broadcasts_.begin());
  if (broadcasts_.empty()) broadcasts_.shrink_to_fit();
  return bytes;
}

Seq Outgoing::stream_limit(Seq head) const {
  if (begins_queued_ == 0) return head;
  // Before a reset the stream of the old class ends where the reset was decided.
  std::optional<Seq> before_reset;
  for (const Item& item : queue_) {
    if (const auto* frame = std::get_if<PrivateFrame>(&item)) before_reset = frame->after;
    if (std::holds_alternative<StreamBegin>(item))
      return std::min(head, before_reset.value_or(head));
  }
  return head;
}

void Outgoing::advance(Seq to, TimeMs now) {
  cursor_ = reviewd::next(to);
  if (!owes_since_) owes_since_ = now;
}

void Outgoing::applied(Seq seq, TimeMs now) {
  const Seq sent = static_cast<Seq>(value(cursor_) - 1);
  const Seq up_to = std::min(seq, sent);
  if (!streaming_ || value(up_to) <= value(applied_)) return;
  applied_ = up_to;
  if (applied_ == sent) {
    owes_since_.reset();
  } else {
    owes_since_ = now;
  }
}

}  // namespace reviewd::net
