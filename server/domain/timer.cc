// The timer of a review. The server computes deadlines from its own clock, so that everybody counts
// down to the same moment (C35); that it is over is an event, once (C36).

#include <algorithm>

#include "domain/apply.h"
#include "domain/review_rules.h"

namespace reviewd::domain {
namespace {

// What is wrong with a change of this timer, or `nothing`: it is so already, and the change is a
// noop.
enum class Fit { kFits, kNothing };

Result<Fit> fit(const v1::SetTimer& set, const Timer& timer) {
  const bool goes = timer.state == v1::TIMER_STATE_RUNNING;
  const bool stands = timer.state == v1::TIMER_STATE_PAUSED;
  const auto none = [&](const char* what) {
    return timer.state == v1::TIMER_STATE_EXPIRED
               ? fail(v1::ERROR_CODE_EXPIRED, "the time is up; start a new timer")  // C36
               : fail(v1::ERROR_CODE_BAD_REQUEST,
                      std::string("there is no timer to ") + what + "; start one");
  };
  switch (set.change()) {
    case v1::TIMER_CHANGE_START: break;
    case v1::TIMER_CHANGE_PAUSE:
      if (stands) return Fit::kNothing;
      if (!goes) return none("pause");
      break;
    case v1::TIMER_CHANGE_RESUME:
      if (goes) return Fit::kNothing;
      if (!stands) return none("resume");
      break;
    case v1::TIMER_CHANGE_EXTEND:  // adds, whatever others did to it meanwhile
      if (!goes && !stands) return none("extend");
      return Fit::kFits;
    case v1::TIMER_CHANGE_STOP:
      if (timer.state == v1::TIMER_STATE_UNSPECIFIED) return Fit::kNothing;
      break;
    default:
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  "set_timer.change must be start, pause, resume, extend or stop");
  }
  if (set.if_timer_rev() == timer.rev) return Fit::kFits;
  return fail(v1::ERROR_CODE_CONFLICT,
              "set_timer.if_timer_rev is " + std::to_string(set.if_timer_rev()) +
                  ", but the timer has been changed since and is at " + std::to_string(timer.rev));
}

Result<void> check_time(const v1::SetTimer& set, const Timer& timer) {
  const bool extends = set.change() == v1::TIMER_CHANGE_EXTEND;
  if (set.change() != v1::TIMER_CHANGE_START && !extends) return {};
  const std::uint32_t least = extends ? 1 : kTimerMsMin;
  const std::uint32_t most = kTimerMsMax - (extends ? timer.total_ms : 0);
  if (set.ms() >= least && set.ms() <= most) return {};
  return fail(v1::ERROR_CODE_BAD_REQUEST,
              "set_timer.ms must be " + std::to_string(least) + " to " + std::to_string(most));
}

// What is left of a timer that runs. It has not expired, or that would have been sequenced.
std::uint32_t left_of(const Timer& timer, TimeMs now) {
  return static_cast<std::uint32_t>(std::max<std::int64_t>(value(timer.deadline) - value(now), 0));
}

v1::Timer after(const v1::SetTimer& set, const Timer& timer, TimeMs now) {
  v1::Timer out = changed(timer);
  const auto run = [&](std::uint32_t ms) {
    out.set_state(v1::TIMER_STATE_RUNNING);
    out.set_deadline_ms(value(now) + ms);
  };
  switch (set.change()) {
    case v1::TIMER_CHANGE_START:
      out.set_total_ms(set.ms());
      run(set.ms());
      return out;
    case v1::TIMER_CHANGE_PAUSE: return paused(timer, now);
    case v1::TIMER_CHANGE_RESUME:
      out.set_total_ms(timer.total_ms);
      run(timer.remaining_ms);
      return out;
    case v1::TIMER_CHANGE_EXTEND:
      out = to_proto(timer);
      out.set_rev(timer.rev + 1);
      out.set_total_ms(timer.total_ms + set.ms());
      if (timer.state == v1::TIMER_STATE_RUNNING) {
        out.set_deadline_ms(value(timer.deadline) + set.ms());
      } else {
        out.set_remaining_ms(timer.remaining_ms + set.ms());
      }
      return out;
    default: return out;  // stopped
  }
}

}  // namespace

v1::Timer to_proto(const Timer& timer) {
  v1::Timer out;
  out.set_rev(timer.rev);
  out.set_state(timer.state);
  out.set_deadline_ms(value(timer.deadline));
  out.set_remaining_ms(timer.remaining_ms);
  out.set_total_ms(timer.total_ms);
  return out;
}

v1::Timer changed(const Timer& timer) {
  v1::Timer out;
  out.set_rev(timer.rev + 1);
  return out;
}

v1::Timer paused(const Timer& timer, TimeMs now) {
  if (timer.state != v1::TIMER_STATE_RUNNING) return to_proto(timer);
  v1::Timer out = changed(timer);
  out.set_state(v1::TIMER_STATE_PAUSED);
  out.set_total_ms(timer.total_ms);
  out.set_remaining_ms(left_of(timer, now));
  return out;
}

Result<Decision> decide_set_timer(const v1::Operation& operation, const DecideContext& context) {
  const v1::SetTimer& set = operation.set_timer();
  const auto review = find_running_review(context.state, "set_timer.review", set.review());
  if (!review) return std::unexpected(review.error());
  const Timer& timer = (*review)->timer;
  const auto fits = fit(set, timer);
  if (!fits) return std::unexpected(fits.error());
  if (*fits == Fit::kNothing) return noop();
  if (auto ok = check_time(set, timer); !ok) return std::unexpected(ok.error());
  Decision decision;
  v1::TimerSet& event = *decision.events.emplace_back().mutable_timer_set();
  *event.mutable_review() = set.review();
  event.set_change(set.change());
  *event.mutable_timer() = after(set, timer, context.now);
  return decision;
}

Decision expire_timer(const State& state, ReviewId id) {
  const Timer& timer = state.reviews.at(id).timer;
  Decision decision;
  v1::TimerSet& event = *decision.events.emplace_back().mutable_timer_set();
  id.to(event.mutable_review());
  event.set_change(v1::TIMER_CHANGE_EXPIRE);
  *event.mutable_timer() = changed(timer);
  event.mutable_timer()->set_state(v1::TIMER_STATE_EXPIRED);
  event.mutable_timer()->set_total_ms(timer.total_ms);
  return decision;
}

void set_timer(State& state, ReviewId id, const v1::Timer& timer) {
  Timer& kept = state.reviews.at(id).timer;
  if (kept.state == v1::TIMER_STATE_RUNNING) state.deadlines.erase({kept.deadline, id});
  kept = Timer{.rev = timer.rev(),
               .state = timer.state(),
               .deadline = static_cast<TimeMs>(timer.deadline_ms()),
               .remaining_ms = timer.remaining_ms(),
               .total_ms = timer.total_ms()};
  if (kept.state == v1::TIMER_STATE_RUNNING) state.deadlines.emplace(kept.deadline, id);
}

void apply_timer(State& state, const v1::Event& event) {
  const v1::TimerSet& set = event.timer_set();
  set_timer(state, ReviewId::from(set.review()), set.timer());
}

}  // namespace reviewd::domain
