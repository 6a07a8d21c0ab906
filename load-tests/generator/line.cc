#include "generator/line.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace reviewd::load {

Line::Line(std::uint16_t port, std::uint32_t source)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  ::setsockopt(socket_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof(on));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + source);
  broken_ = ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int result = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address));
  broken_ = broken_ || (result != 0 && errno != EINPROGRESS);
}

Line::~Line() {
  const linger reset{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
  ::close(socket_);
}

void Line::send(std::string_view bytes) {
  unsent_ += bytes;
  if (connected_) broken_ = !flush() || broken_;
}

pollfd Line::wanted() const {
  const bool writes = !connected_ || !unsent_.empty();
  return {.fd = socket_, .events = static_cast<short>(writes ? POLLIN | POLLOUT : POLLIN)};
}

bool Line::serve(short ready) {
  if (broken_) return false;
  if (!connected_ && (ready & (POLLOUT | POLLERR | POLLHUP)) != 0) {
    int error = 0;
    socklen_t length = sizeof(error);
    ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) return false;
    connected_ = true;
  }
  // A connection that does not take more may still have an answer for us.
  if (connected_ && !flush()) broken_ = true;
  if ((ready & (POLLIN | POLLHUP | POLLERR)) == 0) return !broken_;
  std::array<char, 64 * 1024> piece{};
  for (;;) {
    const ssize_t got = ::recv(socket_, piece.data(), piece.size(), 0);
    if (got > 0) received.append(piece.data(), static_cast<std::size_t>(got));
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return true;
    if (got <= 0) return false;
    if (static_cast<std::size_t>(got) < piece.size()) return true;
  }
}

bool Line::flush() {
  while (!unsent_.empty()) {
    const ssize_t sent = ::send(socket_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN || errno == EINTR;
    unsent_.erase(0, static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace reviewd::load
