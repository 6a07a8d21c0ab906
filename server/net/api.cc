// Routing, coming in, and who is asking. The administrator's routes are in admin_api.cc.

#include "net/api.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "auth/address_text.h"
#include "auth/cookie.h"
#include "auth/limits.h"
#include "auth/secret.h"
#include "net/await_command.h"
#include "net/backlog_json.h"
#include "net/json_body.h"

namespace reviewd::net {
namespace {

constexpr std::string_view kProducts = "/v1/products/";

HttpAnswer not_found() {
  return HttpAnswer{.status = 404,
                    .body = problem(v1::ERROR_CODE_BAD_REQUEST, "no such address").body};
}

HttpAnswer wrong_method() {
  return HttpAnswer{
      .status = 405,
      .body = problem(v1::ERROR_CODE_BAD_REQUEST, "this address does not take that method").body};
}

// "1.2.3" as an item's id.
std::optional<ItemId> item_id(std::string_view text) {
  std::array<std::uint32_t, 3> numbers{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) {
      if (at == end || *at != '.') return std::nullopt;
      ++at;
    }
    const auto [rest, error] = std::from_chars(at, end, numbers[i]);
    if (error != std::errc{}) return std::nullopt;
    at = rest;
  }
  if (at != end) return std::nullopt;
  return ItemId{numbers[0], numbers[1], numbers[2]};
}

struct ProductPath {
  std::string_view product;
  std::string_view rest;  // behind the product's slash
};

std::optional<ProductPath> product_path(std::string_view path) {
  if (!path.starts_with(kProducts)) return std::nullopt;
  path.remove_prefix(kProducts.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return ProductPath{.product = path.substr(0, slash), .rest = path.substr(slash + 1)};
}

}  // namespace

Api::Api(Rooms& rooms, Rehearsals& rehearsals, ApiOptions options)
    : rooms_(rooms),
      rehearsals_(rehearsals),
      options_(std::move(options)),
      joins_(auth::kJoinsPerSecond * 60, auth::kJoinsBurst, auth::kAddressesMax),
      wrong_secrets_(auth::kWrongSecretsPerMinute, auth::kWrongSecretsBurst, auth::kAddressesMax),
      wrong_codes_(auth::kWrongCodesPerMinute, auth::kWrongCodesBurst, auth::kAddressesMax) {}

Awaitable<HttpAnswer> Api::answer(const HttpRequest& request) {
  if (request.method == Method::kOther) co_return wrong_method();
  if (auto ok = check_host(request); !ok) co_return problem(ok.error());
  if (auto page = options_.page.answer(request)) co_return std::move(*page);
  co_return co_await route(request);
}

Awaitable<HttpAnswer> Api::route(const HttpRequest& request) {
  const std::string_view path = request.path;
  const bool get = request.method == Method::kGet || request.method == Method::kHead;
  if (path == "/healthz") {
    if (!get) co_return wrong_method();
    co_return HttpAnswer{.body = "{\"status\":\"ok\"}"};
  }
  if (!get) {
    if (auto ok = check_browser(request); !ok) co_return problem(ok.error());
  }
  if (path.starts_with("/v1/admin/")) {
    if (!request.is_local) co_return not_found();
    co_return co_await admin(request);
  }
  if (path == "/v1/invite" || path == "/v1/join") {
    if (request.method != Method::kPost) co_return wrong_method();
    if (path == "/v1/invite") co_return co_await invite(request);
    co_return co_await join(request);
  }
  if (path == "/v1/session") {
    if (request.method == Method::kDelete) co_return co_await end_session(request);
    if (!get) co_return wrong_method();
    co_return co_await session(request);
  }
  if (path == "/v1/session/renew" || path == "/v1/session/link") {
    if (request.method != Method::kPost) co_return wrong_method();
    if (path == "/v1/session/renew") co_return co_await renew_session(request);
    co_return co_await make_device_link(request);
  }
  if (path.starts_with(kProducts)) {
    if (request.method == Method::kPost && path.ends_with("/rehearsal"))
      co_return co_await rehearse(request);
    if (!get) co_return wrong_method();
    co_return co_await product(request);
  }
  co_return not_found();
}

// Programs are free to call the server what they like: those that bring a token, those on this
// machine, and those that only look whether it is there.
Result<void> Api::check_host(const HttpRequest& request) const {
  const bool program = request.is_local || !request.authorization.empty();
  if (program || request.path == "/healthz" || options_.origins.knows(request.host)) return {};
  return fail(v1::ERROR_CODE_FORBIDDEN,
              "this server is " + options_.public_url + ", the request names another host");
}

Result<void> Api::check_browser(const HttpRequest& request) const {
  if (options_.origins.allows(request.origin, request.host, request.secure)) return {};
  return fail(v1::ERROR_CODE_FORBIDDEN,
              "this request comes from a page of another address than " + options_.public_url);
}

Result<std::shared_ptr<RoomRunner>> Api::room_of(std::string_view product) {
  const auto id = auth::product_from_text(product);
  if (!id) return fail(v1::ERROR_CODE_UNKNOWN_PRODUCT, "a product is 16 lower-case hex digits");
  return rehearsals_.contains(*id) ? rehearsals_.find(*id) : rooms_.find(*id);
}

// A wrong token is counted, and beyond the rate answered with "slow down". A right one always gets
// in.
Result<Api::Session> Api::authenticate(const HttpRequest& request, std::string_view product,
                                       engine::SessionUse use) {
  auto room = room_of(product);
  if (!room) return std::unexpected(room.error());
  const std::string handle(request.parameter("as"));
  if (!auth::is_handle(handle)) {
    return fail(v1::ERROR_CODE_UNAUTHENTICATED,
                "say who is asking: as={handle}, 16 lower-case hex digits");
  }
  const std::string_view token =
      auth::token_for(handle, request.cookie, request.authorization, request.secure);
  if (token.empty()) return fail(v1::ERROR_CODE_UNAUTHENTICATED, "not signed in under this handle");
  const auto hash = auth::secret_hash(token);
  const auto participant = hash ? (*room)->authenticate(handle, *hash, use)
                                : Result<ParticipantId>(fail(v1::ERROR_CODE_UNAUTHENTICATED,
                                                             "this is not a session token"));
  if (participant) {
    return Session{.room = *std::move(room),
                   .participant = *participant,
                   .handle = handle,
                   .token = std::string(token),
                   .token_hash = *hash};
  }
  auth::TokenBucket& bucket = wrong_secrets_.of(request.peer);
  const bool wrong = participant.error().code == v1::ERROR_CODE_UNAUTHENTICATED;
  if (wrong && !bucket.take(now())) {
    return std::unexpected(Error{.code = v1::ERROR_CODE_RATE_LIMITED,
                                 .text = "too many wrong tokens from this address",
                                 .after_ms = bucket.wait_ms(now())});
  }
  return std::unexpected(participant.error());
}

Result<Api::Invitation> Api::read_invitation(const HttpRequest& request) {
  auth::TokenBucket& joins = joins_.of(request.peer);
  auth::TokenBucket& wrong = wrong_secrets_.of(request.peer);
  if (!joins.take(now()) || !wrong.ready(now())) {
    return std::unexpected(Error{.code = v1::ERROR_CODE_RATE_LIMITED,
                                 .text = "too many tries from this address",
                                 .after_ms = std::max(joins.wait_ms(now()), wrong.wait_ms(now()))});
  }
  auto body = read_json(request);
  if (!body) return std::unexpected(body.error());
  auto product = text_field(*body, "product");
  if (!product) return std::unexpected(product.error());
  auto room = room_of(*product);
  if (!room) return std::unexpected(room.error());
  Invitation invitation{.room = *std::move(room), .name = text_field(*body, "name").value_or("")};
  if (auto code = text_field(*body, "code"); code && !code->empty()) {
    auth::TokenBucket& codes = wrong_codes_.of(*product);
    if (!codes.ready(now())) {
      return std::unexpected(Error{.code = v1::ERROR_CODE_RATE_LIMITED,
                                   .text = "too many wrong codes for this product",
                                   .after_ms = codes.wait_ms(now())});
    }
    invitation.code = *std::move(code);
    return invitation;
  }
  auto secret = text_field(*body, "secret");
  if (!secret) return std::unexpected(secret.error());
  const auto hash = auth::secret_hash(*secret);
  if (!hash) return fail(v1::ERROR_CODE_BAD_REQUEST, "a secret is 32 lower-case hex digits");
  invitation.secret_hash = *hash;
  return invitation;
}

void Api::note_wrong_secret(const HttpRequest& request, const Invitation& invitation,
                            const Error& error) {
  if (error.code != v1::ERROR_CODE_FORBIDDEN) return;
  wrong_secrets_.of(request.peer).take(now());
  if (!invitation.code.empty())
    wrong_codes_.of(auth::to_text(invitation.room->product())).take(now());
}

Awaitable<HttpAnswer> Api::invite(const HttpRequest& request) {
  const auto invitation = read_invitation(request);
  if (!invitation) co_return problem(invitation.error());
  engine::Command command =
      engine::DescribeInvite{.secret_hash = invitation->secret_hash, .code = invitation->code};
  const auto result = co_await ask(rooms_.surroundings(), *invitation->room, std::move(command));
  if (!result) {
    note_wrong_secret(request, *invitation, result.error());
    co_return problem(result.error());
  }
  const auto& description = std::get<engine::InviteDescription>(*result);
  co_return json_answer({{"product_name", description.product_name},
                         {"review_title", description.review_title},
                         {"role", role_name(description.role)},
                         {"name_needed", description.name_needed},
                         {"waiting_room", description.waiting_room},
                         {"rehearsal", rehearsals_.contains(invitation->room->product())}});
}

Awaitable<HttpAnswer> Api::join(const HttpRequest& request) {
  const auto invitation = read_invitation(request);
  if (!invitation) co_return problem(invitation.error());
  const std::string token = auth::draw_secret();
  engine::Command command = engine::Join{.secret_hash = invitation->secret_hash,
                                         .code = invitation->code,
                                         .name = invitation->name,
                                         .handle = auth::draw_handle(),
                                         .token_hash = *auth::secret_hash(token)};
  const auto result = co_await ask(rooms_.surroundings(), *invitation->room, std::move(command));
  if (!result) {
    note_wrong_secret(request, *invitation, result.error());
    co_return problem(result.error());
  }
  const auto& joined = std::get<engine::Joined>(*result);
  boost::json::object body{{"product", auth::to_text(invitation->room->product())},
                           {"handle", joined.handle},
                           {"participant", value(joined.participant)},
                           {"role", role_name(joined.role)},
                           {"waiting", joined.waiting}};
  // A page never sees its token: the cookie is out of reach for its scripts.
  if (request.origin.empty()) body["token"] = token;
  HttpAnswer answer = json_answer(body);
  answer.headers.emplace_back("Set-Cookie", auth::set_cookie(joined.handle, token, request.secure));
  co_return answer;
}

Awaitable<HttpAnswer> Api::product(const HttpRequest& request) {
  const auto path = product_path(request.path);
  if (!path) co_return not_found();
  const bool item = path->rest.starts_with("items/");
  if (path->rest == "live") {
    co_return problem(v1::ERROR_CODE_BAD_REQUEST, "this address speaks WebSocket: send an upgrade");
  }
  if (!item && path->rest != "export") co_return not_found();
  const auto session = authenticate(request, path->product, engine::SessionUse::kContents);
  if (!session) co_return problem(session.error());
  engine::Command command = engine::ExportBacklog{.reader = session->participant};
  if (item) {
    const auto id = item_id(path->rest.substr(6));
    if (!id) co_return problem(v1::ERROR_CODE_BAD_REQUEST, "an item is written actor.counter.k");
    command = engine::DescribeItem{.reader = session->participant, .item = *id};
  }
  const auto result = co_await ask(rooms_.surroundings(), *session->room, std::move(command));
  if (!result) co_return problem(result.error());
  if (item) co_return item_answer(std::get<engine::ItemResult>(*result));
  const std::string_view format = request.parameter("format");
  const auto& backlog = std::get<engine::BacklogExport>(*result);
  if (format == "csv") co_return export_as_csv(backlog);
  if (format.empty() || format == "json") co_return export_as_json(backlog);
  co_return problem(v1::ERROR_CODE_BAD_REQUEST, "the format is csv or json");
}

// A product of its own that never joins the record, for whoever leads to try the meeting out.
Awaitable<HttpAnswer> Api::rehearse(const HttpRequest& request) {
  const auto path = product_path(request.path);
  if (!path || path->rest != "rehearsal") co_return not_found();
  const auto session = authenticate(request, path->product, engine::SessionUse::kContents);
  if (!session) co_return problem(session.error());
  const auto body = read_json(request);
  if (!body) co_return problem(body.error());
  const auto review = text_field(*body, "review");
  if (!review) co_return problem(review.error());
  const auto id = item_id(*review);
  if (!id) co_return problem(v1::ERROR_CODE_BAD_REQUEST, "a review is written actor.counter.k");
  engine::Command command =
      engine::RehearseReview{.reader = session->participant,
                             .review = {.actor = id->actor, .counter = id->counter, .k = id->k}};
  auto script = co_await ask(rooms_.surroundings(), *session->room, std::move(command));
  if (!script) co_return problem(script.error());
  const auto founded =
      co_await rehearsals_.start(std::get<engine::RehearsalScript>(*std::move(script)));
  if (!founded) co_return problem(founded.error());
  const auto owner = std::ranges::find(founded->links, v1::ROLE_PRODUCT_OWNER, &FoundedLink::role);
  co_return json_answer(
      {{"url", auth::invite_link(options_.public_url, founded->product, owner->secret)}});
}

bool Api::is_live(const HttpRequest& request) {
  const auto path = product_path(request.path);
  return path && path->rest == "live";
}

Result<Api::Admission> Api::admit(const HttpRequest& request) {
  if (auto ok = check_host(request); !ok) return std::unexpected(ok.error());
  if (auto ok = check_browser(request); !ok) return std::unexpected(ok.error());
  const auto session =
      authenticate(request, product_path(request.path)->product, engine::SessionUse::kLive);
  if (!session) return std::unexpected(session.error());
  if (session->room->connections_of(session->participant) >= options_.limits.live_per_participant) {
    return fail(v1::ERROR_CODE_RATE_LIMITED, "too many connections of one person");
  }
  return Admission{.room = session->room,
                   .participant = session->participant,
                   .token_hash = session->token_hash};
}

}  // namespace reviewd::net
