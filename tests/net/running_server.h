// A whole server in the test's process, on a free port, with the log in memory, and people in it.

#pragma once

#include <gtest/gtest.h>

#include <boost/json/object.hpp>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include "net/api.h"
#include "net/asio_scheduler.h"
#include "net/listener.h"
#include "net/raw_socket.h"
#include "net/rooms.h"
#include "reviewd/v1/live.pb.h"
#include "store/memory_event_log.h"
#include "wire/encoding.h"

namespace reviewd::testing {

struct Person {
  std::string handle;
  std::string token;
  std::uint32_t participant = 0;
};

// What most tests leave as it is.
struct ServerSetting {
  net::ConnectionTimeouts timeouts = {};
  const net::TlsCertificate* certificate = nullptr;
  std::string public_url;                     // empty: localhost
  std::string trusted_proxies;                // as the option
  std::function<TimeMs()> steady_clock = {};  // empty: the real one
  std::chrono::milliseconds command_timeout = net::kCommandTimeout;
};

class RunningServer {
 public:
  explicit RunningServer(net::ConnectionLimits limits = {}, engine::RoomLimits room_limits = {},
                         const ServerSetting& setting = {});
  ~RunningServer();

  // Runs `what` on the server's thread and waits for it.
  template <class F>
  auto on_thread(F what) {
    std::packaged_task<decltype(what())()> task(std::move(what));
    auto result = task.get_future();
    asio_post([&task] { task(); });
    return result.get();
  }

  std::uint16_t port() const { return port_; }
  const std::string& socket_path() const { return socket_path_; }
  const net::Founded& founded() const { return *founded_; }
  std::string product() const;
  Person owner() const;
  std::string secret(v1::Role role) const;
  // By POST /v1/join with the link of `role`.
  Person join(v1::Role role, const std::string& name) const;

  net::Rooms& rooms() { return *rooms_; }
  store::MemoryEventLog& log() { return log_; }

 private:
  void asio_post(std::function<void()> what);

  store::MemoryEventLog log_;
  boost::asio::io_context io_{1};
  net::AsioScheduler scheduler_{io_};
  std::unique_ptr<net::Rooms> rooms_;
  std::unique_ptr<net::Rehearsals> rehearsals_;
  std::unique_ptr<net::Listener> listener_;
  std::unique_ptr<net::Api> api_;
  std::optional<net::Founded> founded_;
  std::string socket_path_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

// A live connection that speaks one of the sub-protocols.
class LiveClient {
 public:
  LiveClient(const RunningServer& server, const Person& person,
             wire::Encoding encoding = wire::Encoding::kProto)
      : LiveClient(RawSocket::tcp(server.port()), server, person, encoding) {}
  LiveClient(RawSocket socket, const RunningServer& server, const Person& person,
             wire::Encoding encoding = wire::Encoding::kProto);

  void send(const v1::ClientFrame& frame);
  void hello();
  void resume(const std::string& history, std::uint64_t seq);
  // An operation of the open actor, numbered on.
  void submit(v1::Operation operation);

  // The next frame; fails the test and gives an empty one when the connection is over.
  v1::ServerFrame next();
  // Skips to the next frame with this body.
  v1::ServerFrame until(v1::ServerFrame::BodyCase body);
  // Skips to the close frame; its code, 0 if the connection just ended.
  std::uint16_t closed(std::string* reason = nullptr);

  RawSocket& socket() { return socket_; }
  const v1::Welcome& welcome() const { return welcome_; }

 private:
  RawSocket socket_;
  wire::Encoding encoding_;
  v1::Welcome welcome_;
  std::uint32_t counter_ = 0;
};

// The lines of an upgrade's headers, sub-protocol and bearer token included.
std::string upgrade_headers(const std::string& token,
                            const std::string& protocol = "reviewd.v1.proto");

v1::Operation add_item(const std::string& title);

// The body of a reply that has an object in it, and a member of it that is a text.
boost::json::object json_of(const HttpReply& reply);
std::string text(const boost::json::object& object, std::string_view name);

}  // namespace reviewd::testing
