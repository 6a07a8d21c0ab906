#include "sdk/dial.h"

#include <boost/asio.hpp>

namespace reviewd::sdk {

namespace asio = boost::asio;

namespace {

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);

std::unexpected<Error> unreachable(const Endpoint& endpoint, const std::string& why) {
  return fail(v1::ERROR_CODE_UNSPECIFIED,
              "no server answers at " + endpoint.to_string() + ": " + why);
}

}  // namespace

asio::awaitable<Result<Socket>> dial(Endpoint endpoint) {
  const auto executor = co_await asio::this_coro::executor;
  if (!endpoint.socket_path.empty()) {
    using Local = asio::local::stream_protocol;
    if (endpoint.socket_path.size() >= 108) {  // sizeof(sockaddr_un::sun_path)
      co_return unreachable(endpoint, "the path is longer than the system allows for a socket");
    }
    Local::socket socket(executor);
    const auto [error] =
        co_await socket.async_connect(Local::endpoint(endpoint.socket_path), kAsTuple);
    if (error) co_return unreachable(endpoint, error.message());
    co_return Socket(std::move(socket));
  }

  using Tcp = asio::ip::tcp;
  Tcp::resolver resolver(executor);
  const auto [lookup_error, found] =
      co_await resolver.async_resolve(endpoint.host, std::to_string(endpoint.port), kAsTuple);
  if (lookup_error) co_return unreachable(endpoint, lookup_error.message());
  Tcp::socket socket(executor);
  const auto [error, used] = co_await asio::async_connect(socket, found, kAsTuple);
  if (error) co_return unreachable(endpoint, error.message());
  boost::system::error_code ignored;
  socket.set_option(Tcp::no_delay(true), ignored);  // slower without, never wrong
  co_return Socket(std::move(socket));
}

}  // namespace reviewd::sdk
