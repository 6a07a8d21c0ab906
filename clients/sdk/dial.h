// Opens a stream to an endpoint. One socket type for TCP and Unix sockets, so that Beast is
// instantiated once for both.

#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include "base/result.h"
#include "sdk/endpoint.h"

namespace reviewd::sdk {

using Socket = boost::asio::generic::stream_protocol::socket;

// Connects. An error has code UNSPECIFIED (nobody answered) and says where and why.
boost::asio::awaitable<Result<Socket>> dial(Endpoint endpoint);

}  // namespace reviewd::sdk
