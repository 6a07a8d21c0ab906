#include "simulation/link.h"

#include "simulation/failure.h"
#include "wire/frame_codec.h"

namespace reviewd::simulation {

namespace {

constexpr std::uint16_t kLost = 1006;
constexpr std::uint32_t kDelayUsMin = 200;
constexpr std::uint32_t kDelayUsMax = 30'000;
constexpr VirtualTime::Duration kGoodbyePatience{3'000'000};

}  // namespace

void Link::send(std::string frame) {
  if (up_.dead || cut_ || !tab_there_) return;
  up_.frames.push_back({.bytes = std::move(frame)});
  arm(up_);
}

void Link::write(net::SharedBytes frame) {
  write_unreported_ = true;
  if (down_.dead || cut_)
    return;  // the kernel takes it, and in the end no more: nothing is reported
  down_.frames.push_back({.bytes = *frame});
  arm(down_);
  if (down_.frames.size() < kFramesInKernel) report_written();
}

void Link::close(std::uint16_t code, std::string /*reason*/) {
  if (!down_.dead && !cut_) {
    down_.frames.push_back({.bytes = {}, .close_code = code});
    arm(down_);
  }
  time_.after(kGoodbyePatience, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->tell_server();
  });
}

void Link::report_written() {
  write_unreported_ = false;
  time_.soon([weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self || !self->server_there_) return;
    if (const auto runner = self->runner_.lock()) runner->written(self->connection_);
  });
}

void Link::arm(Direction& direction) {
  if (direction.armed || direction.dead || direction.frames.empty()) return;
  direction.armed = true;
  // Most frames are quick, some are not: connections overtake one another.
  const std::uint32_t most = random_.one_in(16) ? 20 * kDelayUsMax : kDelayUsMax;
  const auto delay = VirtualTime::Duration(random_.between(kDelayUsMin, most));
  time_.at(std::max(time_.now() + delay, held_until_), [weak = weak_from_this(), &direction] {
    if (const auto self = weak.lock()) self->arrive(direction);
  });
}

void Link::arrive(Direction& direction) {
  direction.armed = false;
  if (direction.dead || direction.frames.empty()) return;
  if (time_.now() < held_until_) return arm(direction);
  const Frame frame = std::move(direction.frames.front());
  direction.frames.pop_front();
  arm(direction);
  if (&direction == &up_) {
    const auto runner = runner_.lock();
    if (!server_there_ || !runner) return;
    auto decoded = wire::decode_client_frame(wire::Encoding::kProto, frame.bytes);
    require(decoded.has_value(), "frames", "the server cannot read a client's frame");
    return runner->received(connection_, *std::move(decoded));
  }
  if (frame.close_code != 0) {
    time_.after(VirtualTime::Duration(kDelayUsMax), [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->tell_server();
    });
    return lose(frame.close_code);
  }
  if (tab_there_) ears_.frame(frame.bytes);
  if (write_unreported_ && down_.frames.size() < kFramesInKernel) report_written();
}

void Link::lose(std::uint16_t code) {
  if (!tab_there_) return;
  tab_there_ = false;
  up_.dead = true;
  ears_.closed(code);
}

void Link::tell_server() {
  if (!server_there_) return;
  server_there_ = false;
  if (const auto runner = runner_.lock()) runner->disconnected(connection_);
}

void Link::leave(VirtualTime::Duration patience) {
  tab_there_ = false;
  down_.dead = true;
  time_.after(patience, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->tell_server();
  });
}

void Link::cut(VirtualTime::Duration tab_patience, VirtualTime::Duration server_patience,
               std::uint32_t arrives) {
  cut_ = true;
  for (Direction* direction : {&up_, &down_}) {
    while (direction->frames.size() > arrives) direction->frames.pop_back();
    if (arrives == 0) direction->dead = true;
  }
  time_.after(tab_patience, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    self->down_.dead = true;
    self->lose(kLost);
  });
  time_.after(server_patience, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    self->up_.dead = true;
    self->tell_server();
  });
}

void Link::hold_up(VirtualTime::Duration span) {
  held_until_ = std::max(held_until_, time_.now() + span);
}

void Link::server_gone() {
  server_there_ = false;
  up_.dead = true;
  cut(VirtualTime::Duration(random_.between(1'000, 400'000)), VirtualTime::Duration(0),
      random_.below(3));
}

}  // namespace reviewd::simulation
