#include "net/running_server.h"

#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/parse.hpp>
#include <chrono>

#include "auth/address_text.h"
#include "auth/secret.h"
#include "wire/frame_codec.h"

namespace reviewd::testing {
namespace {

TimeMs clock_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<TimeMs>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

net::Awaitable<void> found(net::Rooms& rooms, std::optional<net::Founded>& out) {
  auto founded = co_await rooms.found("Product", "Olga Owner");
  if (founded) out = *std::move(founded);
  rooms.surroundings().io.stop();
}

}  // namespace

RunningServer::RunningServer(net::ConnectionLimits limits, engine::RoomLimits room_limits,
                             const ServerSetting& setting) {
  const auto surroundings = std::make_shared<net::RoomSurroundings>(
      net::RoomSurroundings{.io = io_,
                            .scheduler = scheduler_,
                            .log = log_,
                            .wall_clock = clock_now,
                            .steady_clock = setting.steady_clock ? setting.steady_clock : clock_now,
                            .draw_entropy = auth::draw_entropy,
                            .report = [](const std::string&) {},
                            .room_limits = room_limits,
                            .stream_limits = {},
                            .command_timeout = setting.command_timeout});
  rooms_ = std::make_unique<net::Rooms>(surroundings);
  rehearsals_ = std::make_unique<net::Rehearsals>(surroundings, [] {
    auto memory = std::make_unique<store::MemoryEventLog>();
    memory->limit(net::kRehearsalLogBytesMax);
    return memory;
  });
  listener_ = std::make_unique<net::Listener>(io_, std::make_shared<net::Doors>(limits));
  static int count = 0;
  socket_path_ = ::testing::TempDir() + "reviewd-" + std::to_string(::getpid()) + "-" +
                 std::to_string(++count) + ".sock";
  const auto listening = listener_->listen({.address = "127.0.0.1",
                                            .port = 0,
                                            .socket_path = socket_path_,
                                            .certificate = setting.certificate});
  if (!listening) throw std::runtime_error(listening.error().text);
  port_ = listener_->port();
  const bool tls = setting.certificate != nullptr;
  const bool named = !setting.public_url.empty();
  const std::string here =
      (tls ? "https://localhost:" : "http://localhost:") + std::to_string(port_);
  const std::string& url = named ? setting.public_url : here;
  api_ = std::make_unique<net::Api>(
      *rooms_, *rehearsals_,
      net::ApiOptions{
          .public_url = url,
          .secure = url.starts_with("https"),
          .origins = named ? auth::OriginCheck(url) : auth::OriginCheck::loopback(port_, tls),
          .proxies = auth::TrustedProxies::parse(setting.trusted_proxies).value(),
          .page = net::Page(std::vector<net::PageFile>{}),
          .verify = [](auto done) { done(std::string("{\"ok\":true}")); },
          .limits = limits,
          .timeouts = setting.timeouts});
  boost::asio::co_spawn(io_.get_executor(), found(*rooms_, founded_), boost::asio::detached);
  io_.run();
  if (!founded_) throw std::runtime_error("the product could not be founded");
  io_.restart();
  listener_->start(*api_);
  thread_ = std::thread([this] { io_.run(); });
}

RunningServer::~RunningServer() {
  asio_post([this] {
    listener_->stop();
    io_.stop();
  });
  thread_.join();
}

void RunningServer::asio_post(std::function<void()> what) {
  boost::asio::post(io_, std::move(what));
}

std::string RunningServer::product() const { return auth::to_text(founded_->product); }

Person RunningServer::owner() const {
  return {founded_->owner_handle, founded_->owner_token, value(founded_->owner)};
}

std::string RunningServer::secret(v1::Role role) const {
  for (const auto& link : founded_->links) {
    if (link.role == role) return link.secret;
  }
  return {};
}

Person RunningServer::join(v1::Role role, const std::string& name) const {
  const HttpReply reply = request(port_, "POST", "/v1/join", "Content-Type: application/json\r\n",
                                  R"({"product":")" + product() + R"(","secret":")" + secret(role) +
                                      R"(","name":")" + name + "\"}");
  EXPECT_EQ(reply.status, 200) << reply.body;
  const auto body = json_of(reply);
  return {std::string(body.at("handle").as_string()), std::string(body.at("token").as_string()),
          static_cast<std::uint32_t>(body.at("participant").as_int64())};
}

std::string upgrade_headers(const std::string& token, const std::string& protocol) {
  return "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: " +
         protocol + "\r\nAuthorization: Bearer " + token + "\r\n";
}

LiveClient::LiveClient(RawSocket socket, const RunningServer& server, const Person& person,
                       wire::Encoding encoding)
    : socket_(std::move(socket)), encoding_(encoding) {
  socket_.send("GET /v1/products/" + server.product() + "/live?as=" + person.handle +
               " HTTP/1.1\r\nHost: localhost\r\n" +
               upgrade_headers(person.token, std::string(wire::sub_protocol(encoding))) + "\r\n");
  const auto reply = socket_.read_reply();
  EXPECT_TRUE(reply && reply->status == 101) << (reply ? reply->body : "no answer");
}

void LiveClient::send(const v1::ClientFrame& frame) {
  const int opcode = encoding_ == wire::Encoding::kProto ? 2 : 1;
  socket_.send_frame(opcode, wire::encode_client_frame(encoding_, frame));
}

void LiveClient::hello() { resume("", 0); }

void LiveClient::resume(const std::string& history, std::uint64_t seq) {
  v1::ClientFrame frame;
  frame.mutable_hello()->set_version_min(1);
  frame.mutable_hello()->set_version_max(1);
  if (!history.empty()) {
    frame.mutable_hello()->mutable_resume()->set_history(history);
    frame.mutable_hello()->mutable_resume()->set_seq(seq);
  }
  send(frame);
  welcome_ = until(v1::ServerFrame::kWelcome).welcome();
}

void LiveClient::submit(v1::Operation operation) {
  operation.set_actor(welcome_.open_actor().actor());
  operation.set_counter(++counter_);
  operation.set_base(welcome_.head());
  v1::ClientFrame frame;
  *frame.mutable_submit()->add_operations() = std::move(operation);
  send(frame);
}

v1::ServerFrame LiveClient::next() {
  const auto frame = socket_.read_frame();
  if (!frame || frame->opcode == 8) {
    ADD_FAILURE() << "the connection is over: " << (frame ? frame->close_reason() : "");
    return {};
  }
  EXPECT_EQ(frame->opcode, encoding_ == wire::Encoding::kProto ? 2 : 1);
  const auto decoded = wire::decode_server_frame(encoding_, frame->payload);
  EXPECT_TRUE(decoded);
  return decoded.value_or(v1::ServerFrame{});
}

v1::ServerFrame LiveClient::until(v1::ServerFrame::BodyCase body) {
  for (;;) {
    v1::ServerFrame frame = next();
    if (frame.body_case() == body || frame.body_case() == v1::ServerFrame::BODY_NOT_SET)
      return frame;
  }
}

std::uint16_t LiveClient::closed(std::string* reason) {
  while (const auto frame = socket_.read_frame()) {
    if (frame->opcode != 8) continue;
    if (reason != nullptr) *reason = frame->close_reason();
    socket_.send_frame(8, frame->payload);
    socket_.finish();  // as browsers do; the server waits for it, so that nothing is reset
    return frame->close_code();
  }
  return 0;
}

v1::Operation add_item(const std::string& title) {
  v1::Operation operation;
  operation.mutable_add_items()->add_items()->set_title(title);
  operation.mutable_add_items()->mutable_place()->set_top(true);
  return operation;
}

boost::json::object json_of(const HttpReply& reply) {
  return boost::json::parse(reply.body).as_object();
}

std::string text(const boost::json::object& object, std::string_view name) {
  return std::string(object.at(name).as_string());
}

}  // namespace reviewd::testing
