// A live connection, whatever its bytes travel on. Included by one source for each kind of stream:
// a source that instantiates this takes long to compile.

#pragma once

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <optional>

#include "auth/token_bucket.h"
#include "net/websocket_session.h"
#include "wire/frame_codec.h"
#include "wire/limits.h"

namespace reviewd::net {

// What fits into a close frame: cut between characters.
std::string fitting_reason(std::string reason);

// `Next` carries the frames: a Socket, or a TLS stream.
template <class Next>
class BasicWebSocketSession final
    : public Subscriber,
      public std::enable_shared_from_this<BasicWebSocketSession<Next>> {
 public:
  using UpgradeRequest = boost::beast::http::request<boost::beast::http::empty_body>;

  BasicWebSocketSession(asio::io_context& io, Next next, Api::Admission admission,
                        wire::Encoding encoding, Visitor visitor,
                        const ConnectionTimeouts& timeouts)
      : io_(io),
        ws_(std::move(next)),
        admission_(std::move(admission)),
        encoding_(encoding),
        visitor_(std::move(visitor)),
        timeouts_(timeouts),
        frames_(kFramesPerSecond * 60, kFramesBurst) {}

  Awaitable<void> run(UpgradeRequest upgrade);

  void write(SharedBytes frame) override;
  void close(std::uint16_t code, std::string reason) override;

 private:
  static constexpr std::size_t kFirstPieceBytes = 256;

  void set_options();
  Awaitable<void> read_frames();
  Awaitable<bool> read_message();
  void hurry();
  void refuse(const Error& error);
  void on_message();
  Awaitable<void> slow_down();
  void cut_off();
  TimeMs now() const;

  asio::io_context& io_;
  boost::beast::websocket::stream<Next, false> ws_;  // without deflate
  Api::Admission admission_;
  wire::Encoding encoding_;
  Visitor visitor_;
  const ConnectionTimeouts& timeouts_;
  std::optional<ConnectionId> connection_;
  std::string message_;
  std::array<char, kFirstPieceBytes> first_piece_;
  bool closing_ = false;
  std::unique_ptr<Timer> close_timer_;
  std::unique_ptr<Timer> hurry_timer_;  // while a long message is coming in
  auth::TokenBucket frames_;
};

template <class Next>
void BasicWebSocketSession<Next>::set_options() {
  boost::beast::websocket::stream_base::timeout timeouts{};
  timeouts.handshake_timeout = timeouts_.request;
  timeouts.idle_timeout = timeouts_.idle;
  timeouts.keep_alive_pings = true;
  ws_.set_option(timeouts);
  const std::string protocol(wire::sub_protocol(encoding_));
  ws_.set_option(boost::beast::websocket::stream_base::decorator(
      [protocol](boost::beast::websocket::response_type& response) {
        response.set(boost::beast::http::field::sec_websocket_protocol, protocol);
        response.set(boost::beast::http::field::server, "reviewd");
      }));
  // Left on it would cut a batch into frames of 4 KB, each with a write of its own.
  ws_.auto_fragment(false);
  // The limit is ours (read_message), so that the client gets our close code.
  ws_.read_message_max(0);
  ws_.binary(encoding_ == wire::Encoding::kProto);
}

template <class Next>
Awaitable<void> BasicWebSocketSession<Next>::run(UpgradeRequest upgrade) {
  const auto self = this->shared_from_this();
  set_options();
  const auto [error] = co_await ws_.async_accept(upgrade, kAsTuple);
  if (error) co_return;
  connection_ =
      admission_.room->connect(admission_.participant, admission_.token_hash, encoding_, self);
  if (!connection_)
    close(static_cast<std::uint16_t>(CloseCode::kRestart),
          "after=" + std::to_string(kRestartAfterMs));
  co_await read_frames();
  hurry_timer_.reset();  // It holds this session.
  if (connection_) admission_.room->disconnected(*connection_);
}

// Ends: every read has the idle timeout; a session that is closing has the close timer.
template <class Next>
Awaitable<void> BasicWebSocketSession<Next>::read_frames() {
  for (;;) {
    const bool complete = co_await read_message();
    if (!complete) co_return;
    if (!closing_) on_message();
    message_.clear();
    if (message_.capacity() > kIdleBufferBytes) message_.shrink_to_fit();
    if (!frames_.take(now())) co_await slow_down();
  }
}

// One message into message_; false when the connection is over. An idle connection waits with a
// small buffer, and only a message that does not fit into that one gets more.
template <class Next>
Awaitable<bool> BasicWebSocketSession<Next>::read_message() {
  const auto [error, size] = co_await ws_.async_read_some(asio::buffer(first_piece_), kAsTuple);
  if (error) co_return false;
  message_.append(first_piece_.data(), size);
  while (!ws_.is_message_done()) {
    if (message_.size() > kReadPieceBytes) hurry();
    if (message_.size() > wire::kFrameBytesMax) {
      refuse(
          {.code = v1::ERROR_CODE_TOO_LARGE,
           .text = "the frame is longer than " + std::to_string(wire::kFrameBytesMax) + " bytes"});
      // What is still coming is read and thrown away: the other side is not reset.
      message_.clear();
    }
    const std::size_t have = message_.size();
    message_.resize(have + kReadPieceBytes);
    const auto [more_error, more] = co_await ws_.async_read_some(
        asio::buffer(message_.data() + have, kReadPieceBytes), kAsTuple);
    if (more_error) co_return false;
    message_.resize(have + more);
  }
  hurry_timer_.reset();
  co_return true;
}

// A long message has to come to its end: it takes memory until then. Short ones are not worth a
// timer each.
template <class Next>
void BasicWebSocketSession<Next>::hurry() {
  if (hurry_timer_) return;
  hurry_timer_ = std::make_unique<Timer>(io_);
  hurry_timer_->expires_after(timeouts_.message);
  hurry_timer_->async_wait([self = this->shared_from_this()](const auto& error) {
    if (!error && self->hurry_timer_) {
      self->refuse({.code = v1::ERROR_CODE_BAD_REQUEST, .text = "the frame does not end"});
    }
  });
}

template <class Next>
void BasicWebSocketSession<Next>::refuse(const Error& error) {
  if (!closing_ && connection_) admission_.room->received_nonsense(*connection_, error);
}

template <class Next>
void BasicWebSocketSession<Next>::on_message() {
  if (!connection_) return;
  RoomRunner& room = *admission_.room;
  if (ws_.got_text() != (encoding_ == wire::Encoding::kJson)) {
    room.received_nonsense(*connection_,
                           {.code = v1::ERROR_CODE_BAD_REQUEST,
                            .text = ws_.got_text() ? "this sub-protocol has binary frames"
                                                   : "this sub-protocol has text frames"});
    return;
  }
  auto frame = wire::decode_client_frame(encoding_, message_);
  if (!frame) return room.received_nonsense(*connection_, frame.error());
  room.received(*connection_, *std::move(frame));
}

template <class Next>
Awaitable<void> BasicWebSocketSession<Next>::slow_down() {
  Timer pause(io_);
  pause.expires_after(std::chrono::milliseconds(frames_.wait_ms(now())));
  co_await pause.async_wait(kAsTuple);
}

template <class Next>
void BasicWebSocketSession<Next>::cut_off() {
  boost::beast::close_socket(boost::beast::get_lowest_layer(ws_));
}

template <class Next>
TimeMs BasicWebSocketSession<Next>::now() const {
  const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<TimeMs>(
      std::chrono::duration_cast<std::chrono::milliseconds>(since_start).count());
}

template <class Next>
void BasicWebSocketSession<Next>::write(SharedBytes frame) {
  const asio::const_buffer bytes = asio::buffer(*frame);
  ws_.async_write(bytes, [self = this->shared_from_this(), frame = std::move(frame)](
                             const boost::system::error_code& error, std::size_t) {
    if (error) {
      // The reader sees it too and ends the session.
      self->cut_off();
    } else if (self->connection_) {
      self->admission_.room->written(*self->connection_);
    }
  });
}

// Beast writes the close frame after the write under way, then the reader drains until the other
// side has answered. Whoever does not answer, or does not read, is cut off by the timer.
template <class Next>
void BasicWebSocketSession<Next>::close(std::uint16_t code, std::string reason) {
  if (closing_) return;
  closing_ = true;
  const auto self = this->shared_from_this();
  boost::beast::websocket::close_reason close_reason(code);
  const std::string fitting = fitting_reason(std::move(reason));
  close_reason.reason.assign(fitting.data(), fitting.size());
  ws_.async_close(close_reason, [self](const boost::system::error_code&) {
    if (self->close_timer_) self->close_timer_->cancel();
  });
  close_timer_ = std::make_unique<Timer>(io_);
  close_timer_->expires_after(timeouts_.goodbye);
  close_timer_->async_wait([self](const boost::system::error_code& error) {
    if (!error) self->cut_off();
  });
}

}  // namespace reviewd::net
