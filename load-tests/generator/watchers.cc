#include "generator/watchers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "generator/frame_reader.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::load {

namespace {

constexpr std::size_t kBufferBytes = 512 * 1024;
constexpr std::size_t kArrivalsMax = 50'000'000;  // 1.2 GB; a run that gets here has other troubles

std::string hello_frame() {
  v1::ClientFrame frame;
  v1::Hello& hello = *frame.mutable_hello();
  hello.set_version_min(1);
  hello.set_version_max(1);
  hello.set_watch_only(true);
  return client_frame(Opcode::kBinary, frame.SerializeAsString());
}

std::string applied_frame(std::uint64_t seq) {
  v1::ClientFrame frame;
  frame.mutable_applied()->set_seq(seq);
  return client_frame(Opcode::kBinary, frame.SerializeAsString());
}

}  // namespace

struct Watchers::Watcher {
  enum class Stage : std::uint8_t { kConnecting, kUpgrading, kLive, kClosed };

  std::size_t index = 0;
  int socket = -1;
  Stage stage = Stage::kConnecting;
  bool caught_up = false;
  StreamCheck check;
  std::uint64_t reported = 0;
  std::string spill;  // the beginning of a frame whose end has not come yet
};

Watchers::Watchers(Options options)
    : options_(std::move(options)), epoll_(::epoll_create1(EPOLL_CLOEXEC)), buffer_(kBufferBytes) {
  watchers_.reserve(options_.count);
}

Watchers::~Watchers() {
  for (const auto& watcher : watchers_) {
    if (watcher->socket >= 0) ::close(watcher->socket);
  }
  ::close(epoll_);
}

bool Watchers::connect(Nanoseconds patience) {
  started_ = now_ns();
  applied_at_ = started_;
  run_until(started_ + patience, [this] {
    while (watchers_.size() < options_.count && connecting_ < options_.connecting_max &&
           problem_.empty())
      open_next();
    return caught_up_after_.size() >= options_.count || !problem_.empty();
  });
  if (problem_.empty() && caught_up_after_.size() < options_.count) {
    problem_ = "only " + std::to_string(caught_up_after_.size()) + " of " +
               std::to_string(options_.count) + " subscribers caught up in time";
  }
  return problem_.empty();
}

void Watchers::open_next() {
  watchers_.push_back(std::make_unique<Watcher>());
  Watcher& watcher = *watchers_.back();
  watcher.index = watchers_.size() - 1;
  watcher.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (watcher.socket < 0) return fail(watcher, std::strerror(errno));
  ++connecting_;
  const int on = 1;
  ::setsockopt(watcher.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));

  sockaddr_in address{};
  address.sin_family = AF_INET;
  // Each source address has 28,000 ports of its own towards one server.
  address.sin_addr.s_addr =
      htonl(INADDR_LOOPBACK + static_cast<std::uint32_t>(watcher.index / options_.per_source));
  ::setsockopt(watcher.socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof(on));
  ::bind(watcher.socket, reinterpret_cast<sockaddr*>(&address), sizeof(address));
  address.sin_port = htons(options_.endpoint.port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int result =
      ::connect(watcher.socket, reinterpret_cast<sockaddr*>(&address), sizeof(address));
  if (result != 0 && errno != EINPROGRESS) return fail(watcher, std::strerror(errno));
  epoll_event event{.events = EPOLLOUT, .data = {.u64 = watcher.index}};
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, watcher.socket, &event);
}

void Watchers::run_until(Nanoseconds until, const std::function<bool()>& done) {
  std::array<epoll_event, 512> events{};
  for (;;) {
    const Nanoseconds now = now_ns();
    if (now >= until || done()) return;
    send_due_applied(now);
    const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 1);
    for (int i = 0; i < ready; ++i)
      on_ready(events[static_cast<std::size_t>(i)].data.u64,
               events[static_cast<std::size_t>(i)].events);
  }
}

void Watchers::on_ready(std::size_t index, std::uint32_t /*what*/) {
  Watcher& watcher = *watchers_[index];
  if (watcher.stage == Watcher::Stage::kConnecting) {
    on_connected(watcher);
  } else if (watcher.stage != Watcher::Stage::kClosed) {
    receive(watcher);
  }
}

void Watchers::on_connected(Watcher& watcher) {
  int error = 0;
  socklen_t length = sizeof(error);
  ::getsockopt(watcher.socket, SOL_SOCKET, SO_ERROR, &error, &length);
  if (error != 0) return fail(watcher, std::strerror(error));
  watcher.stage = Watcher::Stage::kUpgrading;
  epoll_event event{.events = EPOLLIN, .data = {.u64 = watcher.index}};
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, watcher.socket, &event);
  send(watcher,
       upgrade_request(options_.endpoint, options_.people[watcher.index % options_.people.size()]));
}

void Watchers::receive(Watcher& watcher) {
  const ssize_t got = ::recv(watcher.socket, buffer_.data(), buffer_.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) return fail(watcher, got == 0 ? "the server hung up" : std::strerror(errno));
  const Nanoseconds at = now_ns();
  bytes_ += static_cast<std::uint64_t>(got);
  std::string_view bytes(buffer_.data(), static_cast<std::size_t>(got));
  if (watcher.spill.empty()) {
    consume(watcher, bytes, at);
    watcher.spill.assign(bytes);
    return;
  }
  std::string whole = std::move(watcher.spill);
  whole += bytes;
  std::string_view rest = whole;
  consume(watcher, rest, at);
  watcher.spill.assign(rest);
}

// Takes off everything that is complete.
void Watchers::consume(Watcher& watcher, std::string_view& bytes, Nanoseconds at) {
  if (watcher.stage == Watcher::Stage::kUpgrading && !take_upgrade(watcher, bytes)) return;
  while (const auto frame = take_frame(bytes)) {
    ++frames_;
    if (!frame->final)
      return fail(watcher, "a fragmented frame, which this reader does not put together");
    on_frame(watcher, static_cast<std::uint8_t>(frame->opcode), frame->payload, at);
    if (watcher.stage == Watcher::Stage::kClosed) return;
  }
}

bool Watchers::take_upgrade(Watcher& watcher, std::string_view& bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return false;
  if (!bytes.starts_with("HTTP/1.1 101")) {
    fail(watcher, "the upgrade was refused: " + std::string(bytes.substr(0, bytes.find('\r'))));
    return false;
  }
  bytes.remove_prefix(end + 4);
  watcher.stage = Watcher::Stage::kLive;
  --connecting_;
  static const std::string kHello = hello_frame();
  send(watcher, kHello);
  return true;
}

void Watchers::on_frame(Watcher& watcher, std::uint8_t opcode, std::string_view payload,
                        Nanoseconds at) {
  switch (static_cast<Opcode>(opcode)) {
    case Opcode::kPing: send(watcher, client_frame(Opcode::kPong, payload)); return;
    case Opcode::kClose: {
      const auto code = payload.size() < 2 ? 0
                                           : static_cast<unsigned char>(payload[0]) << 8 |
                                                 static_cast<unsigned char>(payload[1]);
      return fail(watcher,
                  "the server closed with " + std::to_string(code) + " " +
                      std::string(payload.substr(std::min<std::size_t>(2, payload.size()))));
    }
    case Opcode::kBinary: break;
    default: return;
  }
  const StreamCheck::Seen seen = watcher.check.on_frame(payload);
  if (!watcher.check.problem().empty()) return fail(watcher, watcher.check.problem());
  if (seen.caught_up && !watcher.caught_up) {
    watcher.caught_up = true;
    caught_up_after_.push_back(at - started_);
  }
  if (seen.from != 0 && arrivals_.size() < kArrivalsMax) {
    arrivals_.push_back({seen.from, static_cast<std::uint32_t>(seen.to - seen.from + 1), at});
  }
}

// Frames of ours are tiny: a socket that does not take one at once belongs to a server that is
// stuck.
void Watchers::send(Watcher& watcher, const std::string& frame) {
  const ssize_t sent = ::send(watcher.socket, frame.data(), frame.size(), MSG_NOSIGNAL);
  if (sent != static_cast<ssize_t>(frame.size())) fail(watcher, "the server does not read");
}

// Each subscriber once a second, spread over the second.
void Watchers::send_due_applied(Nanoseconds now) {
  if (watchers_.empty()) return;
  const Nanoseconds step = kSecond / static_cast<Nanoseconds>(watchers_.size());
  const std::size_t due =
      std::min(watchers_.size(),
               static_cast<std::size_t>((now - applied_at_) / std::max<Nanoseconds>(step, 1)));
  if (due == 0) return;
  applied_at_ = now;
  for (std::size_t i = 0; i < due; ++i) {
    Watcher& watcher = *watchers_[applied_next_++ % watchers_.size()];
    if (watcher.stage != Watcher::Stage::kLive || watcher.check.seq() == watcher.reported) continue;
    watcher.reported = watcher.check.seq();
    send(watcher, applied_frame(watcher.reported));
  }
}

bool Watchers::all_at(std::uint64_t seq) const {
  return std::all_of(watchers_.begin(), watchers_.end(),
                     [&](const auto& watcher) { return watcher->check.seq() >= seq; });
}

std::uint64_t Watchers::lowest_seq() const {
  std::uint64_t lowest = ~std::uint64_t{0};
  for (const auto& watcher : watchers_) lowest = std::min(lowest, watcher->check.seq());
  return lowest;
}

std::vector<Arrival> Watchers::take_arrivals() { return std::exchange(arrivals_, {}); }

std::size_t Watchers::connected() const {
  return static_cast<std::size_t>(
      std::count_if(watchers_.begin(), watchers_.end(),
                    [](const auto& watcher) { return watcher->stage == Watcher::Stage::kLive; }));
}

void Watchers::fail(const Watcher& watcher, std::string what) {
  if (problem_.empty()) problem_ = "subscriber " + std::to_string(watcher.index) + ": " + what;
  Watcher& closed = *watchers_[watcher.index];
  if (closed.socket >= 0) {
    ::epoll_ctl(epoll_, EPOLL_CTL_DEL, closed.socket, nullptr);
    ::close(closed.socket);
  }
  closed.socket = -1;
  closed.stage = Watcher::Stage::kClosed;
}

}  // namespace reviewd::load
