// What a signed-in person may ask about their own session: who am I, renew it, end it, sign in on a
// further device.

#include "auth/address_text.h"
#include "auth/cookie.h"
#include "auth/secret.h"
#include "net/api.h"
#include "net/await_command.h"
#include "net/json_body.h"

namespace reviewd::net {

Awaitable<HttpAnswer> Api::session(const HttpRequest& request) {
  const auto session =
      authenticate(request, request.parameter("product"), engine::SessionUse::kSession);
  if (!session) co_return problem(session.error());
  engine::Command command =
      engine::DescribeSession{.handle = session->handle, .token_hash = session->token_hash};
  const auto result = co_await ask(rooms_.surroundings(), *session->room, std::move(command));
  if (!result) co_return problem(result.error());
  const auto& description = std::get<engine::SessionDescription>(*result);
  co_return json_answer({{"participant", value(description.participant)},
                         {"name", description.name},
                         {"role", role_name(description.role)},
                         {"product_name", description.product_name},
                         {"waiting", description.waiting},
                         {"rehearsal", rehearsals_.contains(session->room->product())},
                         {"renew", description.renew}});
}

Awaitable<HttpAnswer> Api::end_session(const HttpRequest& request) {
  const auto session =
      authenticate(request, request.parameter("product"), engine::SessionUse::kSession);
  if (!session) co_return problem(session.error());
  const std::string_view everywhere = request.parameter("everywhere");
  if (!everywhere.empty() && everywhere != "true") {
    co_return problem(v1::ERROR_CODE_BAD_REQUEST, "everywhere is true, or left away");
  }
  engine::Command command = engine::EndSession{.handle = session->handle,
                                               .token_hash = session->token_hash,
                                               .everywhere = !everywhere.empty()};
  const auto result = co_await ask(rooms_.surroundings(), *session->room, std::move(command));
  if (!result) co_return problem(result.error());
  HttpAnswer answer{.status = 204};
  answer.headers.emplace_back("Set-Cookie", auth::clear_cookie(session->handle, request.secure));
  co_return answer;
}

Awaitable<HttpAnswer> Api::renew_session(const HttpRequest& request) {
  const auto session =
      authenticate(request, request.parameter("product"), engine::SessionUse::kSession);
  if (!session) co_return problem(session.error());
  const Salt salt = auth::draw_salt();
  engine::Command command = engine::RenewSession{
      .handle = session->handle,
      .token_hash = session->token_hash,
      .new_token_hash = *auth::secret_hash(auth::renewed_secret(session->token, salt)),
      .salt = salt};
  const auto result = co_await ask(rooms_.surroundings(), *session->room, std::move(command));
  if (!result) co_return problem(result.error());
  const std::string token =
      auth::renewed_secret(session->token, std::get<engine::SessionRenewed>(*result).salt);
  boost::json::object body{{"handle", session->handle}};
  if (request.origin.empty()) body["token"] = token;  // a page never sees its token
  HttpAnswer answer = json_answer(body);
  answer.headers.emplace_back("Set-Cookie",
                              auth::set_cookie(session->handle, token, request.secure));
  co_return answer;
}

Awaitable<HttpAnswer> Api::make_device_link(const HttpRequest& request) {
  const auto session =
      authenticate(request, request.parameter("product"), engine::SessionUse::kContents);
  if (!session) co_return problem(session.error());
  const std::string secret = auth::draw_secret();
  engine::Command command = engine::MakeDeviceLink{.handle = session->handle,
                                                   .token_hash = session->token_hash,
                                                   .secret_hash = *auth::secret_hash(secret)};
  const auto result = co_await ask(rooms_.surroundings(), *session->room, std::move(command));
  if (!result) co_return problem(result.error());
  co_return json_answer(
      {{"url", auth::invite_link(options_.public_url, session->room->product(), secret)},
       {"expires_ms", value(std::get<engine::DeviceLinkMade>(*result).expires)}});
}

}  // namespace reviewd::net
