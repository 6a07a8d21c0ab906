#include "net/json_body.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/utf8.h"
#include "net/limits.h"

namespace reviewd::net {

Result<boost::json::object> read_json(const HttpRequest& request) {
  if (!request.content_type.starts_with("application/json")) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "send the body as Content-Type: application/json");
  }
  boost::json::parse_options options;
  options.max_depth = kJsonDepthMax;
  boost::system::error_code error;
  boost::json::value body = boost::json::parse(request.body, error, {}, options);
  if (error || !is_utf8(request.body)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "the body is not valid JSON");
  }
  if (!body.is_object()) return fail(v1::ERROR_CODE_BAD_REQUEST, "the body is not a JSON object");
  return std::move(body.get_object());
}

Result<std::string> text_field(const boost::json::object& object, std::string_view name) {
  const auto* field = object.if_contains({name.data(), name.size()});
  if (field == nullptr || !field->is_string()) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "the text field \"" + std::string(name) + "\" is missing");
  }
  return std::string(field->get_string().begin(), field->get_string().end());
}

HttpAnswer json_answer(const boost::json::object& object) {
  return {.body = boost::json::serialize(object)};
}

std::string_view role_name(v1::Role role) {
  switch (role) {
    case v1::ROLE_PRODUCT_OWNER: return "product_owner";
    case v1::ROLE_SCRUM_MASTER: return "scrum_master";
    case v1::ROLE_DEVELOPER: return "developer";
    case v1::ROLE_STAKEHOLDER: return "stakeholder";
    case v1::ROLE_OBSERVER: return "observer";
    default: return "";
  }
}

}  // namespace reviewd::net
