// Asio with one concrete executor. The type-erased one costs an allocation and a virtual call for
// each handler, and there are a thousand handlers in a round.

#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/wait_traits.hpp>
#include <chrono>

namespace reviewd::net {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

// Errors come back as values: a peer hanging up is a normal end, not an exception.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kAsTuple{
    asio::use_awaitable_t<Executor>{}};

}  // namespace reviewd::net
