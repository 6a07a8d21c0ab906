#include "net/listener.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace reviewd::net {
namespace {

namespace ip = asio::ip;
using LocalProtocol = asio::local::stream_protocol;

// What `sun_path` holds, less its final zero.
constexpr std::size_t kSocketPathMax = 107;

std::unexpected<Error> cannot(const std::string& what, const boost::system::error_code& error) {
  return fail(v1::ERROR_CODE_STORAGE, what + ": " + error.message());
}

bool is_own_user_or_root(int descriptor) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == ::geteuid() || peer.uid == 0;
}

// For those who cannot be let in: a whole answer in one write, then the door.
Awaitable<void> turn_away(Socket socket, Doors::Answer why) {
  const bool full = why == Doors::Answer::kFull;
  const HttpAnswer answer = problem(full ? v1::ERROR_CODE_OVERLOADED : v1::ERROR_CODE_RATE_LIMITED,
                                    full ? "the server has no room for more connections"
                                         : "too many connections from this address");
  std::string headers;
  for (const auto& [name, field] : security_headers()) {
    headers.append(name).append(": ").append(field).append("\r\n");
  }
  const std::string bytes =
      "HTTP/1.1 " + std::string(full ? "503 Service Unavailable" : "429 Too Many Requests") +
      "\r\n" + headers +
      "Cache-Control: no-store\r\nContent-Type: application/json\r\nContent-Length: " +
      std::to_string(answer.body.size()) + "\r\nConnection: close\r\n\r\n" + answer.body;
  co_await asio::async_write(socket, asio::buffer(bytes), kAsTuple);
  boost::system::error_code ignored;
  socket.shutdown(Socket::shutdown_send, ignored);
}

}  // namespace

Result<void> Listener::listen(const ListenOptions& options) {
  certificate_ = options.certificate;
  if (auto ok = listen_tcp(options.address, options.port); !ok) return ok;
  return options.socket_path.empty() ? Result<void>{} : listen_local(options.socket_path);
}

Result<void> Listener::listen_tcp(const std::string& address, std::uint16_t port) {
  boost::system::error_code error;
  const std::string shown = address + ":" + std::to_string(port);
  const auto parsed = ip::make_address(address, error);
  if (error)
    return fail(v1::ERROR_CODE_BAD_REQUEST, address + " is not an IP address to listen on");
  const ip::tcp::endpoint endpoint(parsed, port);
  tcp_.open(endpoint.protocol(), error);
  if (!error) tcp_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) tcp_.bind(endpoint, error);
  if (!error) tcp_.listen(4096, error);
  if (error == asio::error::address_in_use) {
    return fail(v1::ERROR_CODE_STORAGE,
                shown + " is in use by another program; choose another port with --listen");
  }
  if (error) return cannot("cannot listen on " + shown, error);
  port_ = tcp_.local_endpoint(error).port();
  return {};
}

Result<void> Listener::listen_local(const std::string& path) {
  if (path.size() > kSocketPathMax) {
    return fail(v1::ERROR_CODE_STORAGE, "the data folder's path is too long for a socket in it (" +
                                            std::to_string(path.size()) + " bytes, at most " +
                                            std::to_string(kSocketPathMax) + "): " + path);
  }
  ::unlink(path.c_str());  // The folder is locked by this process: whoever left it is dead.
  boost::system::error_code error;
  local_.open(LocalProtocol(), error);
  const mode_t before = ::umask(0177);  // 0600 from the first moment
  if (!error) local_.bind(LocalProtocol::endpoint(path), error);
  ::umask(before);
  if (!error) local_.listen(128, error);
  if (error) return cannot("cannot make the socket " + path, error);
  socket_path_ = path;
  return {};
}

void Listener::start(Api& api) {
  asio::co_spawn(io_.get_executor(), accept_tcp(api), asio::detached);
  if (local_.is_open()) asio::co_spawn(io_.get_executor(), accept_local(api), asio::detached);
}

void Listener::stop() {
  boost::system::error_code ignored;
  tcp_.close(ignored);
  local_.close(ignored);
  if (!socket_path_.empty()) ::unlink(socket_path_.c_str());
}

Awaitable<void> Listener::accept_tcp(Api& api) {
  Timer pause(io_);
  while (tcp_.is_open()) {
    auto [error, socket] = co_await tcp_.async_accept(kAsTuple);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {  // Out of descriptors, most likely: wait until somebody has left.
      pause.expires_after(std::chrono::milliseconds(100));
      co_await pause.async_wait(kAsTuple);
      continue;
    }
    boost::system::error_code ignored;
    const auto peer = socket.remote_endpoint(ignored);
    socket.set_option(ip::tcp::no_delay(true), ignored);
    socket.set_option(asio::socket_base::send_buffer_size(kSendBufferBytes), ignored);
    let_in(Socket(std::move(socket)), peer.address().to_string(ignored), false, api);
  }
}

Awaitable<void> Listener::accept_local(Api& api) {
  Timer pause(io_);
  while (local_.is_open()) {
    auto [error, socket] = co_await local_.async_accept(kAsTuple);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      pause.expires_after(std::chrono::milliseconds(100));
      co_await pause.async_wait(kAsTuple);
      continue;
    }
    if (!is_own_user_or_root(socket.native_handle())) continue;
    let_in(Socket(std::move(socket)), "local", true, api);
  }
}

void Listener::let_in(Socket socket, std::string address, bool is_local, Api& api) {
  const bool tls = certificate_ != nullptr && !is_local;
  // A proxy's connections count for those it speaks for, once it has said who that is.
  const std::string counted =
      api.options().proxies.contains(address) ? std::string() : auth::limit_key(address);
  const auto answer = doors_->ask(counted);
  if (answer != Doors::Answer::kWelcome && !is_local) {
    // Over TLS saying why would cost a handshake, which is what a flood is after.
    if (tls) return;
    asio::co_spawn(io_.get_executor(), turn_away(std::move(socket), answer), asio::detached);
    return;
  }
  Visitor visitor{.address = std::move(address),
                  .secure = tls,
                  .is_local = is_local,
                  .place = doors_->enter(counted)};
  auto served = tls ? serve_tls_connection(io_, std::move(socket), std::move(visitor), api,
                                           certificate_->context())
                    : serve_connection(io_, std::move(socket), std::move(visitor), api);
  asio::co_spawn(io_.get_executor(), std::move(served), asio::detached);
}

}  // namespace reviewd::net
