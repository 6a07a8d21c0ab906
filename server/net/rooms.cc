#include "net/rooms.h"

#include <algorithm>
#include <array>

#include "auth/secret.h"
#include "net/await_command.h"

namespace reviewd::net {
namespace {

constexpr std::array kRoles{v1::ROLE_PRODUCT_OWNER, v1::ROLE_SCRUM_MASTER, v1::ROLE_DEVELOPER,
                            v1::ROLE_STAKEHOLDER, v1::ROLE_OBSERVER};

bool is_personal(v1::Role role) {
  return role != v1::ROLE_STAKEHOLDER && role != v1::ROLE_OBSERVER;
}

}  // namespace

Rooms::~Rooms() {
  for (const auto& [product, runner] : runners_) {
    if (runner) runner->abandon();
  }
}

Result<void> Rooms::list() {
  auto found = surroundings_->log.products();
  if (!found) return std::unexpected(found.error());
  for (const ProductId product : *found) runners_.try_emplace(product);
  for (const ProductId product : surroundings_->log.with_boxes()) static_cast<void>(find(product));
  return {};
}

std::vector<ProductId> Rooms::products() const {
  std::vector<ProductId> all;
  all.reserve(runners_.size());
  for (const auto& [product, runner] : runners_) all.push_back(product);
  std::ranges::sort(all);
  return all;
}

Result<std::shared_ptr<RoomRunner>> Rooms::find(ProductId product) {
  const auto found = runners_.find(product);
  if (found == runners_.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_PRODUCT, "there is no such product on this server");
  }
  if (!found->second) {
    found->second = std::make_shared<RoomRunner>(surroundings_, product);
    found->second->open();
  }
  return found->second;
}

Awaitable<Result<Founded>> Rooms::found(std::string name, std::string owner_name,
                                        std::uint32_t owner_link_uses) {
  Founded founded{.product = auth::draw_product_id(),
                  .owner = {},
                  .owner_handle = auth::draw_handle(),
                  .owner_token = auth::draw_secret(),
                  .links = {}};
  engine::FoundProduct command{.name = std::move(name),
                               .owner_name = std::move(owner_name),
                               .owner_handle = founded.owner_handle,
                               .owner_token_hash = *auth::secret_hash(founded.owner_token),
                               .invites = {}};
  for (const v1::Role role : kRoles) {
    founded.links.push_back({.role = role, .secret = auth::draw_secret()});
    command.invites.push_back({.role = role,
                               .secret_hash = *auth::secret_hash(founded.links.back().secret),
                               .uses_max = role == v1::ROLE_PRODUCT_OWNER ? owner_link_uses
                                           : is_personal(role)            ? 1u
                                                                          : 0u});
  }
  if (auto created = surroundings_->log.create(founded.product); !created) {
    co_return std::unexpected(created.error());
  }
  runners_.try_emplace(founded.product);
  auto runner = find(founded.product);
  if (!runner) co_return std::unexpected(runner.error());
  auto result = co_await ask(*surroundings_, **runner, std::move(command));
  if (!result) co_return std::unexpected(result.error());
  const auto owner = (*runner)->authenticate(
      founded.owner_handle, *auth::secret_hash(founded.owner_token), engine::SessionUse::kSession);
  if (!owner) co_return std::unexpected(owner.error());
  founded.owner = *owner;
  co_return founded;
}

void Rooms::shut_down(std::uint32_t after_ms) {
  for (const auto& [product, runner] : runners_) {
    if (runner) runner->shut_down(after_ms);
  }
}

bool Rooms::quiet() const {
  return std::ranges::all_of(runners_, [](const auto& entry) {
    const auto& runner = entry.second;
    return !runner || (runner->connections() == 0 && runner->appends_done());
  });
}

void Rooms::save_snapshots() {
  for (const auto& [product, runner] : runners_) {
    if (runner) runner->save_snapshot();
  }
}

}  // namespace reviewd::net
