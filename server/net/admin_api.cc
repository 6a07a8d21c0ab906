// What an administrator may do, over the Unix socket in the data folder only: make products, list
// them, let a Product Owner back in, check the store. Nothing here reads what people wrote.

#include <boost/json/array.hpp>
#include <optional>

#include "auth/address_text.h"
#include "auth/secret.h"
#include "net/api.h"
#include "net/await_command.h"
#include "net/json_body.h"

namespace reviewd::net {

Awaitable<HttpAnswer> Api::admin(const HttpRequest& request) {
  const bool post = request.method == Method::kPost;
  const std::string_view what =
      std::string_view(request.path).substr(std::string_view("/v1/admin/").size());
  if (what == "products" && post) co_return co_await create_product(request);
  if (what == "products") co_return co_await list_products();
  if (what == "restore-access" && post) co_return co_await restore_access(request);
  if (what == "verify" && post) co_return co_await verify();
  HttpAnswer answer = problem(v1::ERROR_CODE_BAD_REQUEST, "no such address");
  answer.status = 404;
  co_return answer;
}

Awaitable<HttpAnswer> Api::create_product(const HttpRequest& request) {
  const auto body = read_json(request);
  if (!body) co_return problem(body.error());
  auto name = text_field(*body, "name");
  if (!name) co_return problem(name.error());
  auto owner = text_field(*body, "owner");
  if (!owner) co_return problem(owner.error());
  const auto founded = co_await rooms_.found(*std::move(name), *std::move(owner));
  if (!founded) co_return problem(founded.error());
  boost::json::array links;
  for (const FoundedLink& link : founded->links) {
    links.push_back(
        {{"role", role_name(link.role)},
         {"url", auth::invite_link(options_.public_url, founded->product, link.secret)}});
  }
  boost::json::object owner_json{{"handle", founded->owner_handle},
                                 {"token", founded->owner_token},
                                 {"participant", value(founded->owner)}};
  co_return json_answer({{"product", auth::to_text(founded->product)},
                         {"owner", std::move(owner_json)},
                         {"links", std::move(links)}});
}

Awaitable<HttpAnswer> Api::list_products() {
  boost::json::array rows;
  for (const ProductId product : rooms_.products()) {
    boost::json::object row{{"product", auth::to_text(product)}};
    const auto room = rooms_.find(product);
    engine::Command command = engine::ExportBacklog{.reader = ParticipantId{}};
    if (room) {
      const auto result = co_await ask(rooms_.surroundings(), **room, std::move(command));
      if (result) row["name"] = std::get<engine::BacklogExport>(*result).product_name;
      row["connections"] = (*room)->connections();
    }
    rows.emplace_back(std::move(row));
  }
  co_return json_answer({{"products", std::move(rows)}});
}

// For a Product Owner who has lost every way in. The whole product is told, with the reason.
Awaitable<HttpAnswer> Api::restore_access(const HttpRequest& request) {
  const auto body = read_json(request);
  if (!body) co_return problem(body.error());
  const auto product = text_field(*body, "product");
  if (!product) co_return problem(product.error());
  auto reason = text_field(*body, "reason");
  if (!reason) co_return problem(reason.error());
  const auto room = room_of(*product);
  if (!room) co_return problem(room.error());
  const std::string secret = auth::draw_secret();
  engine::Command command = engine::RestoreAccess{.secret_hash = *auth::secret_hash(secret),
                                                  .reason = *std::move(reason)};
  const auto result = co_await ask(rooms_.surroundings(), **room, std::move(command));
  if (!result) co_return problem(result.error());
  co_return json_answer(
      {{"url", auth::invite_link(options_.public_url, (*room)->product(), secret)},
       {"expires_ms", value(std::get<engine::DeviceLinkMade>(*result).expires)}});
}

Awaitable<HttpAnswer> Api::verify() {
  struct Waiting {
    explicit Waiting(asio::io_context& io) : timer(io) {}
    Timer timer;
    std::optional<Result<std::string>> result;
  };
  const auto waiting = std::make_shared<Waiting>(rooms_.surroundings().io);
  waiting->timer.expires_at(std::chrono::steady_clock::time_point::max());
  options_.verify([waiting](Result<std::string> result) {
    waiting->result = std::move(result);
    waiting->timer.cancel();
  });
  if (!waiting->result) co_await waiting->timer.async_wait(kAsTuple);
  if (!waiting->result) co_return problem(v1::ERROR_CODE_OVERLOADED, "the check was given up");
  if (!*waiting->result) co_return problem(waiting->result->error());
  co_return HttpAnswer{.body = **std::move(waiting->result)};
}

}  // namespace reviewd::net
