#include "net/http_exchange.h"

#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/verb.hpp>

namespace reviewd::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

std::string text_of(beast::string_view text) { return {text.data(), text.size()}; }

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get: return Method::kGet;
    case http::verb::head: return Method::kHead;
    case http::verb::post: return Method::kPost;
    case http::verb::delete_: return Method::kDelete;
    default: return Method::kOther;
  }
}

// The first sub-protocol of the client's list that this server speaks.
std::optional<wire::Encoding> chosen_encoding(std::string_view list) {
  while (!list.empty()) {
    std::string_view name = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), name.size() + 1));
    while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    if (const auto encoding = wire::encoding_of(name)) return encoding;
  }
  return std::nullopt;
}

// All fields of one name as the one list that they mean.
std::string list_of(const HttpMessage& message, std::string_view name) {
  std::string list;
  const auto [begin, end] = message.equal_range({name.data(), name.size()});
  for (auto field = begin; field != end; ++field) {
    list += (list.empty() ? "" : ",") + text_of(field->value());
  }
  return list;
}

// Whose request it is, as far as those can be believed who brought it.
void find_visitor(const HttpMessage& message, const auth::TrustedProxies& proxies,
                  HttpRequest& request) {
  if (proxies.contains(request.peer)) {
    request.peer = proxies.client_of(request.peer, list_of(message, "X-Forwarded-For"));
    const std::string scheme = list_of(message, "X-Forwarded-Proto");
    if (!scheme.empty()) request.secure = scheme == "https";
  }
  request.peer = auth::limit_key(request.peer);
}

}  // namespace

std::optional<HttpRequest> request_of(HttpMessage& message, const Visitor& visitor,
                                      const ApiOptions& options) {
  // Two of them, and a proxy in front may have looked at the other one.
  if (message.count(http::field::host) > 1) return std::nullopt;
  HttpRequest request{.method = method_of(message.method()),
                      .origin = text_of(message[http::field::origin]),
                      .host = text_of(message[http::field::host]),
                      .content_type = text_of(message[http::field::content_type]),
                      .cookie = text_of(message[http::field::cookie]),
                      .authorization = text_of(message[http::field::authorization]),
                      .accept_encoding = text_of(message[http::field::accept_encoding]),
                      .if_none_match = text_of(message[http::field::if_none_match]),
                      .body = std::move(message.body()),
                      .peer = visitor.address,
                      .secure = visitor.secure || options.secure,
                      .is_local = visitor.is_local};
  if (!visitor.is_local) find_visitor(message, options.proxies, request);
  if (!parse_target(text_of(message.target()), request)) return std::nullopt;
  return request;
}

// Headers are written by hand: all values are this server's own, and one kind of body is enough.
std::string head_of(const HttpAnswer& answer, std::size_t body_bytes, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " " +
                     text_of(http::obsolete_reason(http::int_to_status(answer.status))) + "\r\n";
  const auto add = [&](std::string_view name, std::string_view field) {
    head.append(name).append(": ").append(field).append("\r\n");
  };
  add("Server", "reviewd");
  for (const auto& [name, field] : security_headers()) add(name, field);
  bool says_caching = false;
  for (const auto& [name, field] : answer.headers) {
    add(name, field);
    says_caching = says_caching || name == "Cache-Control";
  }
  if (!says_caching) add("Cache-Control", "no-store");
  if (answer.status != 204 && answer.status != 304) {
    add("Content-Type", answer.content_type);
    add("Content-Length", std::to_string(body_bytes));
  }
  add("Connection", keep_alive ? "keep-alive" : "close");
  return head += "\r\n";
}

void add_transport_security(const HttpRequest& request, HttpAnswer& answer) {
  if (!request.secure || request.host.empty() || auth::is_loopback_name(request.host)) return;
  answer.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

std::optional<HttpAnswer> answer_to_failed_read(const boost::system::error_code& error) {
  if (error == http::error::end_of_stream || error == beast::error::timeout ||
      error == http::error::partial_message ||
      error.category() != http::make_error_code(http::error::bad_value).category()) {
    return std::nullopt;  // gone, or too slow: nobody is listening
  }
  if (error == http::error::body_limit) {
    return problem(v1::ERROR_CODE_TOO_LARGE,
                   "the body is longer than " + std::to_string(kBodyBytesMax) + " bytes");
  }
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    HttpAnswer answer =
        problem(v1::ERROR_CODE_TOO_LARGE, "the request's headers are longer than " +
                                              std::to_string(kHeaderBytesMax) + " bytes");
    answer.status = 431;
    return answer;
  }
  return problem(v1::ERROR_CODE_BAD_REQUEST, "this is not an HTTP request");
}

Result<std::pair<Api::Admission, wire::Encoding>> admit_upgrade(Api& api,
                                                                const HttpRequest& request,
                                                                const HttpMessage& message) {
  if (!Api::is_live(request))
    return fail(v1::ERROR_CODE_BAD_REQUEST, "this address does not speak WebSocket");
  auto admission = api.admit(request);
  if (!admission) return std::unexpected(admission.error());
  const auto encoding = chosen_encoding(text_of(message[http::field::sec_websocket_protocol]));
  if (!encoding) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "ask for the sub-protocol reviewd.v1.proto or reviewd.v1.json");
  }
  return std::pair{*std::move(admission), *encoding};
}

}  // namespace reviewd::net
