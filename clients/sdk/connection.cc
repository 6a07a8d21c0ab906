#include "sdk/connection.h"

#include <boost/asio.hpp>
#include <deque>
#include <random>

#include "sdk/backoff.h"
#include "sdk/websocket.h"

namespace reviewd::sdk {

namespace asio = boost::asio;

namespace {

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr auto kAppliedInterval = std::chrono::seconds(1);

// Passes everything on until it is told not to: the program's follower may be gone by then.
class Gate final : public Follower {
 public:
  explicit Gate(Follower& follower) : follower_(&follower) {}
  void shut() { follower_ = nullptr; }

  void on_welcome(const v1::Welcome& welcome) override {
    if (follower_) follower_->on_welcome(welcome);
  }
  void on_snapshot(const RowSnapshot& snapshot) override {
    if (follower_) follower_->on_snapshot(snapshot);
  }
  void on_event(const v1::Event& event) override {
    if (follower_) follower_->on_event(event);
  }
  void on_redacted(Seq from, Seq to) override {
    if (follower_) follower_->on_redacted(from, to);
  }
  void on_caught_up(Seq seq) override {
    if (follower_) follower_->on_caught_up(seq);
  }
  void on_outcome(const Settled& settled) override {
    if (follower_) follower_->on_outcome(settled);
  }
  void on_other(const v1::ServerFrame& frame) override {
    if (follower_) follower_->on_other(frame);
  }
  void on_lost(std::string_view why, std::chrono::milliseconds pause) override {
    if (follower_) follower_->on_lost(why, pause);
  }
  void on_end(const std::optional<Error>& error) override {
    if (follower_) follower_->on_end(error);
  }

 private:
  Follower* follower_;
};

}  // namespace

struct Connection::State : std::enable_shared_from_this<Connection::State> {
  State(asio::io_context& io, ConnectionOptions with, Follower& follower)
      : options(std::move(with)),
        gate(follower),
        conversation({.watch_only = options.watch_only, .resume = options.resume}, gate),
        context(io),
        pause(io),
        tick(io),
        retry(io),
        random(options.jitter_seed != 0 ? options.jitter_seed : std::random_device{}()) {}

  asio::awaitable<void> run();
  asio::awaitable<Closed> converse();
  asio::awaitable<void> write_all();
  asio::awaitable<void> report_applied();
  asio::awaitable<void> say_goodbye();
  void send(const v1::ClientFrame& frame);
  void pump();
  void arm_retry();

  ConnectionOptions options;
  Gate gate;
  Conversation conversation;
  asio::io_context& context;
  asio::steady_timer pause;  // between two connections
  asio::steady_timer tick;   // Applied
  asio::steady_timer retry;  // a refusal asked for it
  std::minstd_rand random;
  Backoff backoff;
  std::unique_ptr<WebSocket> socket;  // while there is one
  std::deque<std::string> out;        // bounded: the window of operations, and an Applied a second
  bool writing = false;
  bool closing = false;
  bool stopping = false;
  std::optional<Error> fatal;
};

void Connection::State::send(const v1::ClientFrame& frame) {
  if (!socket) return;
  out.push_back(frame.SerializeAsString());
  if (writing) return;
  writing = true;
  asio::co_spawn(
      context, [self = shared_from_this()] { return self->write_all(); }, asio::detached);
}

asio::awaitable<void> Connection::State::write_all() {
  WebSocket* const mine = socket.get();
  while (!out.empty() && mine != nullptr) {
    std::string frame = std::move(out.front());
    out.pop_front();
    const bool sent = co_await mine->write(std::move(frame));
    if (!sent) break;  // the reader finds out why, and clears `out`
  }
  writing = false;
}

void Connection::State::pump() {
  while (auto submit = conversation.outbox().next()) {
    v1::ClientFrame frame;
    *frame.mutable_submit() = std::move(*submit);
    send(frame);
  }
}

void Connection::State::arm_retry() {
  const auto pause_ms = conversation.outbox().take_pause_ms();
  if (!pause_ms) return;
  retry.expires_after(std::chrono::milliseconds(*pause_ms));
  retry.async_wait([self = shared_from_this()](boost::system::error_code error) {
    if (error || !self->socket) return;
    self->conversation.outbox().rewind();
    self->pump();
  });
}

asio::awaitable<void> Connection::State::report_applied() {
  for (;;) {  // ends when the connection does: converse() cancels the timer
    tick.expires_after(kAppliedInterval);
    const auto [error] = co_await tick.async_wait(kAsTuple);
    if (error || !socket) co_return;
    if (const auto frame = conversation.applied()) send(*frame);
  }
}

// One connection, from the dial to the end.
asio::awaitable<Closed> Connection::State::converse() {
  auto opened = co_await WebSocket::open(
      {.endpoint = options.endpoint,
       .target = "/v1/products/" + options.product + "/live?as=" + options.handle,
       .bearer = options.token,
       .protocol = "reviewd.v1.proto"});
  if (!opened) {
    const v1::ErrorCode code = opened.error().code;
    const bool passing = code == v1::ERROR_CODE_UNSPECIFIED ||
                         code == v1::ERROR_CODE_RATE_LIMITED || code == v1::ERROR_CODE_OVERLOADED ||
                         code == v1::ERROR_CODE_STORAGE;
    if (!passing || !options.reconnect) fatal = opened.error();
    co_return Closed{.reason = opened.error().text};
  }
  socket = std::move(*opened);
  send(conversation.hello());
  asio::co_spawn(
      context, [self = shared_from_this()] { return self->report_applied(); }, asio::detached);

  Closed closed;
  while (!stopping) {
    auto message = co_await socket->read();
    if (!message) {
      closed = message.error();
      break;
    }
    v1::ServerFrame frame;
    if (!frame.ParseFromString(*message)) {
      fatal = Error{.text = "the server sent a frame that is none"};
      break;
    }
    if (const auto result = conversation.on_frame(frame); !result) {
      fatal = result.error();
      break;
    }
    if (frame.has_welcome()) backoff.reset();
    arm_retry();
    pump();
  }
  if (fatal) co_await socket->close();
  co_return closed;
}

asio::awaitable<void> Connection::State::say_goodbye() {
  co_await socket->close();
  closing = false;
}

asio::awaitable<void> Connection::State::run() {
  while (!stopping) {
    const Closed closed = co_await converse();
    tick.cancel();
    retry.cancel();
    while (closing ||
           writing) {  // neither may lose its socket half way; both end soon by themselves
      if (socket && !closing) socket->abort();
      pause.expires_after(std::chrono::milliseconds(1));
      co_await pause.async_wait(kAsTuple);
    }
    out.clear();
    socket.reset();
    if (stopping || fatal) break;

    const double jitter = static_cast<double>(random() % 1'000'000) / 1e6;
    const auto wait = backoff.after(closed.code, closed.reason, jitter);
    const std::string why =
        closed.reason.empty() ? "closed with " + std::to_string(closed.code) : closed.reason;
    if (!wait || !options.reconnect) {
      fatal = Error{
          .code = closed.code == 4501 ? v1::ERROR_CODE_UNAUTHENTICATED : v1::ERROR_CODE_UNSPECIFIED,
          .text = "the server ended the connection: " + why};
      break;
    }
    gate.on_lost(why, *wait);
    pause.expires_after(*wait);
    co_await pause.async_wait(kAsTuple);
  }
  gate.on_end(fatal);
}

Connection::Connection(asio::io_context& context, ConnectionOptions options, Follower& follower)
    : state_(std::make_shared<State>(context, std::move(options), follower)) {}

Connection::~Connection() {
  state_->gate.shut();
  stop();
}

void Connection::start() {
  asio::co_spawn(state_->context, [state = state_] { return state->run(); }, asio::detached);
}

void Connection::stop() {
  if (std::exchange(state_->stopping, true)) return;
  state_->pause.cancel();
  state_->tick.cancel();
  state_->retry.cancel();
  if (!state_->socket) return;
  state_->closing = true;
  asio::co_spawn(
      state_->context, [state = state_] { return state->say_goodbye(); }, asio::detached);
}

Result<OperationId> Connection::submit(v1::Operation operation) {
  const auto id = state_->conversation.submit(std::move(operation));
  if (id) state_->pump();
  return id;
}

std::size_t Connection::unanswered() const { return state_->conversation.outbox().unanswered(); }

Seq Connection::seq() const { return state_->conversation.seq(); }

}  // namespace reviewd::sdk
