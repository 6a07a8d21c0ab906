// The doors of the server: one TCP port for everybody, one Unix socket in the data folder for the
// administrator. Both serve the same routes; /v1/admin only the second.
//
// Threads: the io_context's. Lifetime: stop() before it is destroyed, connections go on without it.

#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/api.h"
#include "net/asio_types.h"
#include "net/doors.h"
#include "net/http_connection.h"
#include "net/tls_certificate.h"

namespace reviewd::net {

struct ListenOptions {
  std::string address;      // "127.0.0.1", "::1", "0.0.0.0"
  std::uint16_t port = 0;   // 0: any that is free
  std::string socket_path;  // of the Unix socket; one left behind by a dead server is replaced
  // TLS on the TCP port; null: plain HTTP. Outlives the listener.
  const TlsCertificate* certificate = nullptr;
};

class Listener {
 public:
  Listener(asio::io_context& io, std::shared_ptr<Doors> doors)
      : io_(io), doors_(std::move(doors)), tcp_(io), local_(io) {}

  // Binds both. Errors: storage, one sentence for the operator (port in use, no such address, path
  // too long).
  Result<void> listen(const ListenOptions& options);
  // The TCP port, also when any was asked for.
  std::uint16_t port() const { return port_; }

  // Starts to let people in. `api` outlives the io_context's run.
  void start(Api& api);
  // Nobody is let in any more.
  void stop();

 private:
  using TcpAcceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
  using LocalAcceptor = asio::basic_socket_acceptor<asio::local::stream_protocol, Executor>;

  Result<void> listen_tcp(const std::string& address, std::uint16_t port);
  Result<void> listen_local(const std::string& path);
  Awaitable<void> accept_tcp(Api& api);
  Awaitable<void> accept_local(Api& api);
  void let_in(Socket socket, std::string address, bool is_local, Api& api);

  asio::io_context& io_;
  std::shared_ptr<Doors> doors_;
  TcpAcceptor tcp_;
  LocalAcceptor local_;
  std::string socket_path_;
  const TlsCertificate* certificate_ = nullptr;
  std::uint16_t port_ = 0;
};

}  // namespace reviewd::net
