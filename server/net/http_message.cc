#include "net/http_message.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "base/utf8.h"
#include "wire/error_table.h"

namespace reviewd::net {

std::string_view HttpRequest::parameter(std::string_view name) const {
  const auto found = query.find(name);
  return found == query.end() ? std::string_view{} : std::string_view(found->second);
}

HttpAnswer problem(const Error& error) {
  HttpAnswer answer{.status = wire::error_row(error.code).http_status,
                    .body = wire::to_problem_json(error)};
  const v1::Error message = wire::to_message(error);
  if (message.after_ms() > 0) {
    answer.headers.emplace_back("Retry-After", std::to_string((message.after_ms() + 999) / 1000));
  }
  return answer;
}

HttpAnswer problem(v1::ErrorCode code, std::string text) {
  return problem(Error{.code = code, .text = std::move(text)});
}

bool parse_target(std::string_view target, HttpRequest& request) {
  const auto url = boost::urls::parse_origin_form({target.data(), target.size()});
  if (!url) return false;
  request.path = url->path();
  for (const auto& parameter : url->params()) {
    request.query.emplace(parameter.key, parameter.value);
  }
  return is_utf8(request.path) && request.path.find('\0') == std::string::npos;
}

}  // namespace reviewd::net
