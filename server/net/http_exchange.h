// One request and its answer as the HTTP library has them: what does not depend on the kind of
// stream they travel on, so that it is compiled once.

#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>
#include <optional>
#include <string>
#include <utility>

#include "net/api.h"
#include "net/http_connection.h"
#include "net/http_message.h"
#include "wire/encoding.h"

namespace reviewd::net {

using HttpMessage = boost::beast::http::request<boost::beast::http::string_body>;

// What `message` asks, and for whom; takes its body. nullopt: not a well-formed request.
std::optional<HttpRequest> request_of(HttpMessage& message, const Visitor& visitor,
                                      const ApiOptions& options);

// Status line and headers, those of security included, up to the empty line. What does not say how
// long it may be kept may not be kept at all.
std::string head_of(const HttpAnswer& answer, std::size_t body_bytes, bool keep_alive);

// Tells browsers that have come by https to do so always. Not about names that mean their own
// machine: other programs on it may speak http.
void add_transport_security(const HttpRequest& request, HttpAnswer& answer);

// What to say to bytes that are no request; nullopt when nobody is listening any more.
std::optional<HttpAnswer> answer_to_failed_read(const boost::system::error_code& error);

// Whether the upgrade is granted, to what and in which encoding. Errors: those of Api::admit, and
// bad_request.
Result<std::pair<Api::Admission, wire::Encoding>> admit_upgrade(Api& api,
                                                                const HttpRequest& request,
                                                                const HttpMessage& message);

}  // namespace reviewd::net
