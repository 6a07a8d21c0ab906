#include "net/websocket_session.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <optional>

#include "auth/token_bucket.h"
#include "base/utf8.h"
#include "wire/frame_codec.h"
#include "wire/limits.h"

namespace reviewd::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using UpgradeRequest = http::request<http::empty_body>;

// A close frame holds 125 bytes, two of them the code.
constexpr std::size_t kReasonBytesMax = 123;
constexpr std::size_t kFirstPieceBytes = 256;

std::string fitting_reason(std::string reason) {
  if (reason.size() <= kReasonBytesMax) return reason;
  reason.resize(kReasonBytesMax);
  while (!reason.empty() && !is_utf8(reason)) reason.pop_back();
  return reason;
}

class WebSocketSession final : public Subscriber,
                               public std::enable_shared_from_this<WebSocketSession> {
 public:
  WebSocketSession(asio::io_context& io, Socket socket, Api::Admission admission,
                   wire::Encoding encoding, Visitor visitor)
      : io_(io),
        ws_(std::move(socket)),
        admission_(std::move(admission)),
        encoding_(encoding),
        visitor_(std::move(visitor)),
        frames_(kFramesPerSecond * 60, kFramesBurst) {}

  Awaitable<void> run(UpgradeRequest upgrade);

  void write(SharedBytes frame) override;
  void close(std::uint16_t code, std::string reason) override;

 private:
  void set_options();
  Awaitable<void> read_frames();
  Awaitable<bool> read_message();
  void on_message();
  Awaitable<void> slow_down();
  TimeMs now() const;

  asio::io_context& io_;
  websocket::stream<Socket, false> ws_;  // without deflate
  Api::Admission admission_;
  wire::Encoding encoding_;
  Visitor visitor_;
  std::optional<ConnectionId> connection_;
  std::string message_;
  std::array<char, kFirstPieceBytes> first_piece_;
  bool closing_ = false;
  std::unique_ptr<Timer> close_timer_;
  auth::TokenBucket frames_;
};

void WebSocketSession::set_options() {
  websocket::stream_base::timeout timeouts{};
  timeouts.handshake_timeout = kRequestTimeout;
  timeouts.idle_timeout = kIdleTimeout;
  timeouts.keep_alive_pings = true;
  ws_.set_option(timeouts);
  const std::string protocol(wire::sub_protocol(encoding_));
  ws_.set_option(websocket::stream_base::decorator([protocol](websocket::response_type& response) {
    response.set(http::field::sec_websocket_protocol, protocol);
    response.set(http::field::server, "reviewd");
  }));
  // Left on it would cut a batch into frames of 4 KB, each with a write of its own.
  ws_.auto_fragment(false);
  // The limit is ours (read_message), so that the client gets our close code.
  ws_.read_message_max(0);
  ws_.binary(encoding_ == wire::Encoding::kProto);
}

Awaitable<void> WebSocketSession::run(UpgradeRequest upgrade) {
  const auto self = shared_from_this();
  set_options();
  const auto [error] = co_await ws_.async_accept(upgrade, kAsTuple);
  if (error) co_return;
  connection_ =
      admission_.room->connect(admission_.participant, admission_.token_hash, encoding_, self);
  if (!connection_)
    close(static_cast<std::uint16_t>(CloseCode::kRestart),
          "after=" + std::to_string(kRestartAfterMs));
  co_await read_frames();
  if (connection_) admission_.room->disconnected(*connection_);
}

// Ends: every read has the idle timeout; a session that is closing has the close timer.
Awaitable<void> WebSocketSession::read_frames() {
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
Awaitable<bool> WebSocketSession::read_message() {
  const auto [error, size] = co_await ws_.async_read_some(asio::buffer(first_piece_), kAsTuple);
  if (error) co_return false;
  message_.append(first_piece_.data(), size);
  while (!ws_.is_message_done()) {
    if (message_.size() > wire::kFrameBytesMax) {
      if (!closing_ && connection_) {
        admission_.room->received_nonsense(
            *connection_, {.code = v1::ERROR_CODE_TOO_LARGE,
                           .text = "the frame is longer than " +
                                   std::to_string(wire::kFrameBytesMax) + " bytes"});
      }
      message_
          .clear();  // What is still coming is read and thrown away: the other side is not reset.
    }
    const std::size_t have = message_.size();
    message_.resize(have + kReadPieceBytes);
    const auto [more_error, more] = co_await ws_.async_read_some(
        asio::buffer(message_.data() + have, kReadPieceBytes), kAsTuple);
    if (more_error) co_return false;
    message_.resize(have + more);
  }
  co_return true;
}

void WebSocketSession::on_message() {
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

Awaitable<void> WebSocketSession::slow_down() {
  Timer pause(io_);
  pause.expires_after(std::chrono::milliseconds(frames_.wait_ms(now())));
  co_await pause.async_wait(kAsTuple);
}

TimeMs WebSocketSession::now() const {
  const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<TimeMs>(
      std::chrono::duration_cast<std::chrono::milliseconds>(since_start).count());
}

void WebSocketSession::write(SharedBytes frame) {
  const asio::const_buffer bytes = asio::buffer(*frame);
  ws_.async_write(bytes, [self = shared_from_this(), frame = std::move(frame)](
                             const boost::system::error_code& error, std::size_t) {
    if (error) {
      // The reader sees it too and ends the session.
      boost::system::error_code ignored;
      self->ws_.next_layer().close(ignored);
    } else if (self->connection_) {
      self->admission_.room->written(*self->connection_);
    }
  });
}

// Beast writes the close frame after the write under way, then the reader drains until the other
// side has answered. Whoever does not answer, or does not read, is cut off by the timer.
void WebSocketSession::close(std::uint16_t code, std::string reason) {
  if (closing_) return;
  closing_ = true;
  const auto self = shared_from_this();
  websocket::close_reason close_reason(code);
  const std::string fitting = fitting_reason(std::move(reason));
  close_reason.reason.assign(fitting.data(), fitting.size());
  ws_.async_close(close_reason, [self](const boost::system::error_code&) {
    if (self->close_timer_) self->close_timer_->cancel();
  });
  close_timer_ = std::make_unique<Timer>(io_);
  close_timer_->expires_after(kCloseTimeout);
  close_timer_->async_wait([self](const boost::system::error_code& error) {
    if (error) return;
    boost::system::error_code ignored;
    self->ws_.next_layer().close(ignored);
  });
}

}  // namespace

void start_session(asio::io_context& io, Socket socket, const UpgradeRequest& upgrade,
                   Api::Admission admission, wire::Encoding encoding, Visitor visitor) {
  const auto session = std::make_shared<WebSocketSession>(
      io, std::move(socket), std::move(admission), encoding, std::move(visitor));
  asio::co_spawn(io.get_executor(), session->run(upgrade), asio::detached);
}

}  // namespace reviewd::net
