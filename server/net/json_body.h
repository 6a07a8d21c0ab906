// JSON bodies of requests and answers.

#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/http_message.h"
#include "reviewd/v1/meeting.pb.h"

namespace reviewd::net {

// The object in a request's body. Errors: bad_request (not JSON, not an object, nested too deep,
// not declared as JSON).
Result<boost::json::object> read_json(const HttpRequest& request);

// A text field of it. Errors: bad_request when it is missing or is no text.
Result<std::string> text_field(const boost::json::object& object, std::string_view name);

HttpAnswer json_answer(const boost::json::object& object);

// "product_owner", "scrum_master", "developer", "stakeholder", "observer".
std::string_view role_name(v1::Role role);

}  // namespace reviewd::net
