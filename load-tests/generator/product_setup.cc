#include "generator/product_setup.h"

#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <functional>

#include "sdk/connection.h"
#include "sdk/http.h"

namespace reviewd::load {

namespace json = boost::json;

namespace {

constexpr auto kPatience = std::chrono::seconds(60);

std::string text(const json::value& value, std::string_view name) {
  const json::value* const found =
      value.is_object() ? value.as_object().if_contains(name) : nullptr;
  return found != nullptr && found->is_string() ? std::string(found->as_string().c_str())
                                                : std::string();
}

Result<json::value> post(const sdk::Endpoint& endpoint, const std::string& target,
                         const json::object& body) {
  const auto answer =
      sdk::http_call(endpoint, {.method = "POST", .target = target, .body = json::serialize(body)});
  if (!answer) return std::unexpected(answer.error());
  boost::system::error_code malformed;
  json::value value = json::parse(*answer, malformed);
  if (malformed) return fail(v1::ERROR_CODE_UNSPECIFIED, target + " answers without JSON");
  return value;
}

// Runs one connection until `done`, or until something is wrong.
class Errand : public sdk::Follower {
 public:
  Result<void> run(const ServerProcess& server, const Person& who, bool watch_only,
                   std::optional<sdk::ResumePoint> resume = std::nullopt) {
    boost::asio::io_context context(1);
    sdk::Connection connection(context,
                               {.endpoint = server.tcp(),
                                .product = who.product,
                                .handle = who.handle,
                                .token = who.token,
                                .watch_only = watch_only,
                                .reconnect = false,
                                .resume = std::move(resume)},
                               *this);
    connection_ = &connection;
    connection.start();
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!done_ && !error_ && std::chrono::steady_clock::now() < deadline)
      context.run_one_for(std::chrono::milliseconds(100));
    connection.stop();
    context.run_for(std::chrono::milliseconds(200));
    connection_ = nullptr;
    if (error_) return std::unexpected(*error_);
    if (!done_) return fail(v1::ERROR_CODE_UNSPECIFIED, "the server took too long");
    return {};
  }

 protected:
  void on_end(const std::optional<Error>& error) override {
    if (!done_) error_ = error.value_or(Error{.text = "the connection ended"});
  }
  sdk::Connection* connection_ = nullptr;
  bool done_ = false;
  std::optional<Error> error_;
};

class AddItems final : public Errand {
 public:
  explicit AddItems(std::size_t items) : left_(items) {}

 private:
  void on_caught_up(Seq /*seq*/) override { send(); }
  void on_outcome(const sdk::Settled& settled) override {
    if (settled.outcome.kind() != v1::OUTCOME_KIND_APPLIED) {
      error_ = Error{.code = settled.outcome.error().code(),
                     .text = "items were not added: " + settled.outcome.error().text()};
      return;
    }
    send();
  }
  void send() {
    constexpr std::size_t kPerOperation = 250;
    if (left_ == 0) {
      done_ = true;
      return;
    }
    v1::Operation operation;
    v1::AddItems& add = *operation.mutable_add_items();
    add.mutable_place()->set_end(true);
    for (std::size_t i = 0; i < kPerOperation && left_ > 0; ++i, --left_) {
      v1::NewItem& item = *add.add_items();
      item.set_title("Item number " + std::to_string(left_) + " of a backlog of ordinary length");
      item.set_estimate(static_cast<std::uint32_t>(left_ % 13));
    }
    if (const auto sent = connection_->submit(std::move(operation)); !sent) error_ = sent.error();
  }
  std::size_t left_;
};

class Head final : public Errand {
 public:
  std::string history;

 private:
  void on_welcome(const v1::Welcome& welcome) override {
    history = welcome.history();
    done_ = true;
  }
};

class ReadLog final : public Errand {
 public:
  std::vector<LoggedOperation> events;

 private:
  void on_welcome(const v1::Welcome& welcome) override {
    if (welcome.mode() != v1::RESUME_MODE_TAIL)
      error_ = Error{.text = "the log is not served from there"};
  }
  void on_event(const v1::Event& event) override {
    events.push_back({event.seq(), event.actor(), event.counter()});
  }
  void on_caught_up(Seq /*seq*/) override { done_ = true; }
};

}  // namespace

std::string upgrade_request(const sdk::Endpoint& endpoint, const Person& who) {
  return "GET /v1/products/" + who.product + "/live?as=" + who.handle +
         " HTTP/1.1\r\nHost: " + endpoint.authority() + "\r\nAuthorization: Bearer " + who.token +
         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: "
         "reviewd.v1.proto\r\n\r\n";
}

Result<Product> set_up_product(const ServerProcess& server, std::size_t items,
                               std::size_t stakeholders) {
  const auto made =
      post(server.socket(), "/v1/admin/products", {{"name", "Load"}, {"owner", "Owner"}});
  if (!made) return std::unexpected(made.error());
  Product product;
  const std::string id = text(*made, "product");
  const json::value& owner = made->as_object().at("owner");
  product.owner = {id, text(owner, "handle"), text(owner, "token")};

  std::string secret;
  for (const json::value& link : made->as_object().at("links").as_array()) {
    if (text(link, "role").find("STAKEHOLDER") == std::string::npos &&
        text(link, "role") != "stakeholder")
      continue;
    const std::string url = text(link, "url");
    secret = url.substr(url.rfind('#') + 1);
  }
  for (std::size_t i = 0; i < stakeholders; ++i) {
    const auto joined =
        post(server.tcp(), "/v1/join",
             {{"product", id}, {"secret", secret}, {"name", "Guest " + std::to_string(i)}});
    if (!joined) return std::unexpected(joined.error());
    product.stakeholders.push_back({id, text(*joined, "handle"), text(*joined, "token")});
  }
  AddItems add(items);
  if (auto added = add.run(server, product.owner, false); !added)
    return std::unexpected(added.error());
  return product;
}

Result<std::vector<LoggedOperation>> read_log(const ServerProcess& server, const Person& who,
                                              std::uint64_t from) {
  Head head;
  if (auto ran = head.run(server, who, true); !ran) return std::unexpected(ran.error());
  ReadLog log;
  if (auto ran =
          log.run(server, who, true, sdk::ResumePoint{head.history, static_cast<Seq>(from - 1)});
      !ran) {
    return std::unexpected(ran.error());
  }
  return std::move(log.events);
}

}  // namespace reviewd::load
