// Answers of the server's HTTP interface, read field by field without trusting their shape.

#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "cli/failure.h"
#include "cli/server_choice.h"
#include "sdk/http.h"

namespace reviewd::cli {

// Sends `request` and parses the answer as an object.
Attempt<boost::json::object> ask(const sdk::Endpoint& endpoint, const sdk::HttpRequest& request);

// A member as text (numbers written out); empty when it is not there.
std::string field(const boost::json::object& object, std::string_view name);

// A member that is an object or a list; an empty one when it is not there.
const boost::json::object& part(const boost::json::object& object, std::string_view name);
const boost::json::array& list(const boost::json::object& object, std::string_view name);

// Typed text, safe to print: control characters become blanks.
std::string printable(std::string_view text);

}  // namespace reviewd::cli
