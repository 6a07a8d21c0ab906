#include "cli/json_answer.h"

namespace reviewd::cli {

namespace json = boost::json;

Attempt<json::object> ask(const sdk::Endpoint& endpoint, const sdk::HttpRequest& request) {
  const auto body = sdk::http_call(endpoint, request);
  if (!body) return std::unexpected(Failure::from(body.error()));
  boost::system::error_code malformed;
  json::value value = json::parse(*body, malformed);
  if (malformed || !value.is_object()) {
    return give_up(ExitCode::kUnreachable,
                   "what answers at " + endpoint.to_string() + " is not a reviewd server");
  }
  return std::move(value.as_object());
}

std::string field(const json::object& object, std::string_view name) {
  const json::value* const found = object.if_contains(name);
  if (found == nullptr || found->is_null()) return {};
  if (found->is_string()) return std::string(found->as_string().data(), found->as_string().size());
  return json::serialize(*found);
}

const json::object& part(const json::object& object, std::string_view name) {
  static const json::object kNone;
  const json::value* const found = object.if_contains(name);
  return found != nullptr && found->is_object() ? found->as_object() : kNone;
}

const json::array& list(const json::object& object, std::string_view name) {
  static const json::array kNone;
  const json::value* const found = object.if_contains(name);
  return found != nullptr && found->is_array() ? found->as_array() : kNone;
}

std::string printable(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = ' ';
  }
  return out;
}

}  // namespace reviewd::cli
