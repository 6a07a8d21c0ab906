#include "app/demo.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "app/demo_content.h"
#include "auth/address_text.h"
#include "auth/secret.h"
#include "net/await_command.h"
#include "net/local_tab.h"

namespace reviewd::app {
namespace {

using net::Awaitable;
using net::LocalTab;
using Tab = std::shared_ptr<LocalTab>;

// The demo's Product Owner has a link that can be used again and again.
struct DemoKey {
  ProductId product{};
  std::string owner_secret;
};

std::string key_path(const std::string& data_folder) { return data_folder + "/demo-owner-link"; }

std::optional<DemoKey> read_key(const std::string& data_folder) {
  std::ifstream in(key_path(data_folder));
  std::string product;
  DemoKey key;
  if (!(in >> product >> key.owner_secret)) return std::nullopt;
  const auto id = auth::product_from_text(product);
  if (!id) return std::nullopt;
  key.product = *id;
  return key;
}

Result<void> write_key(const std::string& data_folder, const DemoKey& key) {
  const std::string path = key_path(data_folder);
  const std::string text = auth::to_text(key.product) + " " + key.owner_secret + "\n";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written =
      file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (file >= 0) ::close(file);
  if (!written) return fail(v1::ERROR_CODE_STORAGE, "cannot write " + path);
  return {};
}

// Somebody of the cast, by one of the links the product was founded with.
Awaitable<Result<Tab>> come_in(const net::RoomSurroundings& surroundings,
                               std::shared_ptr<net::RoomRunner> room, std::string secret,
                               std::string_view name) {
  const std::string token = auth::draw_secret();
  const Digest token_hash = *auth::secret_hash(token);
  engine::Command join = engine::Join{.secret_hash = *auth::secret_hash(secret),
                                      .name = std::string(name),
                                      .handle = auth::draw_handle(),
                                      .token_hash = token_hash};
  const auto joined = co_await net::ask(surroundings, *room, std::move(join));
  if (!joined) co_return std::unexpected(joined.error());
  co_return co_await LocalTab::open(surroundings.io, room,
                                    std::get<engine::Joined>(*joined).participant, token_hash);
}

v1::Operation add_items_operation(std::span<const DemoItem> items, v1::Zone zone) {
  v1::Operation operation;
  v1::AddItems& add = *operation.mutable_add_items();
  add.mutable_place()->set_zone(zone);
  add.mutable_place()->set_end(true);
  for (const DemoItem& item : items) {
    v1::NewItem& out = *add.add_items();
    out.set_ref(std::string(item.ref));
    out.set_title(std::string(item.title));
    out.set_description(std::string(item.description));
    out.set_estimate(item.estimate);
    for (const std::string_view label : item.labels) out.add_labels(std::string(label));
  }
  return operation;
}

v1::Operation increment_operation(const DemoIncrement& content, const v1::Id& review,
                                  const std::map<std::string_view, v1::Id>& items) {
  v1::Operation operation;
  v1::AddIncrement& add = *operation.mutable_add_increment();
  *add.mutable_review() = review;
  add.set_title(std::string(content.title));
  add.set_summary(std::string(content.summary));
  add.set_presenter(std::string(content.presenter));
  add.set_done(content.done);
  if (const auto item = items.find(content.ref); item != items.end())
    *add.mutable_item() = item->second;
  std::uint64_t bit = 1;
  for (const DemoCriterion& criterion : content.criteria) {
    add.add_criteria(std::string(criterion.text));
    if (criterion.met) add.set_criteria_met(add.criteria_met() | bit);
    bit <<= 1;
  }
  return operation;
}

v1::Operation feedback_operation(const DemoFeedback& content, const v1::Id& review,
                                 const v1::Id& increment) {
  v1::Operation operation;
  v1::GiveFeedback& give = *operation.mutable_give_feedback();
  *give.mutable_review() = review;
  *give.mutable_increment() = increment;
  give.set_kind(content.kind);
  give.set_text(std::string(content.text));
  give.set_anonymous(content.anonymous);
  return operation;
}

struct Cast {
  Tab owner;
  Tab scrum_master;
  Tab stakeholder;
};

Awaitable<Result<std::map<std::string_view, v1::Id>>> fill_backlog(const Tab& owner) {
  const auto items = demo_items();
  const std::size_t ordered = items.size() - kDemoNotYetOrdered;
  std::map<std::string_view, v1::Id> by_ref;
  const auto made =
      co_await owner->submit(add_items_operation(items.first(ordered), v1::ZONE_ORDERED));
  if (!made) co_return std::unexpected(made.error());
  for (std::uint32_t i = 0; i < ordered; ++i) {
    v1::Id id = *made;
    id.set_k(i);
    by_ref[items[i].ref] = id;
  }
  const auto rest =
      co_await owner->submit(add_items_operation(items.subspan(ordered), v1::ZONE_NOT_YET_ORDERED));
  if (!rest) co_return std::unexpected(rest.error());
  co_return by_ref;
}

// Where the product is going.
Awaitable<Result<void>> set_course(const Tab& owner) {
  v1::Operation vision;
  vision.mutable_set_vision()->set_text(std::string(kDemoVision));
  const auto seen = co_await owner->submit(std::move(vision));
  if (!seen) co_return std::unexpected(seen.error());
  v1::Operation set;
  v1::SetProductGoal& goal = *set.mutable_set_product_goal();
  goal.set_statement(std::string(kDemoProductGoal));
  goal.set_metric(std::string(kDemoMeasure));
  goal.set_baseline(kDemoMeasureBefore);
  goal.set_target(kDemoMeasureTarget);
  const auto active = co_await owner->submit(std::move(set));
  if (!active) co_return std::unexpected(active.error());
  v1::Operation progress;
  *progress.mutable_record_progress()->mutable_goal() = *active;
  progress.mutable_record_progress()->set_current(kDemoMeasureNow);
  const auto recorded = co_await owner->submit(std::move(progress));
  if (!recorded) co_return std::unexpected(recorded.error());
  co_return Result<void>{};
}

// What the review says of its Sprint and of what has changed, and what was agreed.
Awaitable<Result<void>> say_facts(const Tab& scrum_master, const v1::Id& review) {
  v1::Operation facts;
  v1::EditReview& edit = *facts.mutable_edit_review();
  *edit.mutable_review() = review;
  edit.set_title(std::string(kDemoReview));
  edit.set_sprint(kDemoSprint);
  edit.set_sprint_goal(std::string(kDemoGoal));
  edit.set_items_done(kDemoItemsDone);
  edit.set_points_done(kDemoPointsDone);
  edit.set_environment(std::string(kDemoEnvironment));
  const auto said = co_await scrum_master->submit(std::move(facts));
  if (!said) co_return std::unexpected(said.error());
  v1::Operation action;
  *action.mutable_add_action()->mutable_review() = review;
  action.mutable_add_action()->set_text(std::string(kDemoAction));
  const auto agreed = co_await scrum_master->submit(std::move(action));
  if (!agreed) co_return std::unexpected(agreed.error());
  co_return Result<void>{};
}

Awaitable<Result<void>> hold_review(const Cast& cast,
                                    const std::map<std::string_view, v1::Id>& items) {
  v1::Operation plan;
  plan.mutable_plan_review()->set_title(std::string(kDemoReview));
  plan.mutable_plan_review()->set_sprint(kDemoSprint);
  plan.mutable_plan_review()->set_sprint_goal(std::string(kDemoGoal));
  const auto review = co_await cast.scrum_master->submit(std::move(plan));
  if (!review) co_return std::unexpected(review.error());
  if (const auto said = co_await say_facts(cast.scrum_master, *review); !said)
    co_return std::unexpected(said.error());

  std::vector<v1::Id> increments;
  for (const DemoIncrement& content : demo_increments()) {
    const auto increment =
        co_await cast.owner->submit(increment_operation(content, *review, items));
    if (!increment) co_return std::unexpected(increment.error());
    increments.push_back(*increment);
  }
  v1::Operation open;
  *open.mutable_open_review()->mutable_review() = *review;
  const auto opened = co_await cast.scrum_master->submit(std::move(open));
  if (!opened) co_return std::unexpected(opened.error());

  v1::Operation poll;
  *poll.mutable_open_poll()->mutable_increment() = increments.front();
  poll.mutable_open_poll()->set_question(std::string(kDemoQuestion));
  poll.mutable_open_poll()->set_kind(v1::POLL_KIND_CONSENT);
  poll.mutable_open_poll()->set_secrecy(v1::SECRECY_NAMED);
  poll.mutable_open_poll()->set_results(v1::RESULTS_LIVE);
  const auto asked = co_await cast.scrum_master->submit(std::move(poll));
  if (!asked) co_return std::unexpected(asked.error());

  for (const DemoFeedback& content : demo_feedback()) {
    auto operation = feedback_operation(content, *review, increments[content.increment]);
    const auto given = co_await cast.stakeholder->submit(std::move(operation));
    if (!given) co_return std::unexpected(given.error());
  }
  co_return Result<void>{};
}

const std::string& secret_for(const net::Founded& founded, v1::Role role) {
  for (const auto& link : founded.links) {
    if (link.role == role) return link.secret;
  }
  std::abort();  // found() makes a link for every role
}

Awaitable<Result<DemoKey>> make_demo(net::Rooms& rooms) {
  net::asio::io_context& io = rooms.surroundings().io;
  const auto founded = co_await rooms.found(std::string(kDemoProduct), std::string(kDemoOwner), 0);
  if (!founded) co_return std::unexpected(founded.error());
  const auto room = rooms.find(founded->product);
  if (!room) co_return std::unexpected(room.error());
  const auto owner =
      co_await LocalTab::open(io, *room, founded->owner, *auth::secret_hash(founded->owner_token));
  if (!owner) co_return std::unexpected(owner.error());
  const auto scrum_master = co_await come_in(
      rooms.surroundings(), *room, secret_for(*founded, v1::ROLE_SCRUM_MASTER), kDemoScrumMaster);
  if (!scrum_master) co_return std::unexpected(scrum_master.error());
  const auto developer = co_await come_in(rooms.surroundings(), *room,
                                          secret_for(*founded, v1::ROLE_DEVELOPER), kDemoDeveloper);
  if (!developer) co_return std::unexpected(developer.error());
  const auto stakeholder = co_await come_in(
      rooms.surroundings(), *room, secret_for(*founded, v1::ROLE_STAKEHOLDER), kDemoStakeholder);
  if (!stakeholder) co_return std::unexpected(stakeholder.error());

  const Cast cast{.owner = *owner, .scrum_master = *scrum_master, .stakeholder = *stakeholder};
  const auto items = co_await fill_backlog(cast.owner);
  if (!items) co_return std::unexpected(items.error());
  if (const auto set = co_await set_course(cast.owner); !set)
    co_return std::unexpected(set.error());
  const auto held = co_await hold_review(cast, *items);
  if (!held) co_return std::unexpected(held.error());
  for (const Tab& tab : {*owner, *scrum_master, *developer, *stakeholder}) tab->leave();
  co_return DemoKey{.product = founded->product,
                    .owner_secret = secret_for(*founded, v1::ROLE_PRODUCT_OWNER)};
}

Awaitable<Result<std::string>> fresh_secret(const Tab& owner, v1::Role role,
                                            std::uint32_t uses_max) {
  const std::string secret = auth::draw_secret();
  v1::Operation operation;
  operation.mutable_create_invite()->set_role(role);
  operation.mutable_create_invite()->set_secret_hash(
      std::string(as_bytes(*auth::secret_hash(secret))));
  operation.mutable_create_invite()->set_uses_max(uses_max);
  const auto made = co_await owner->submit(std::move(operation));
  if (!made) co_return std::unexpected(made.error());
  co_return secret;
}

}  // namespace

Awaitable<Result<std::vector<DemoLink>>> prepare_demo(net::Rooms& rooms, std::string data_folder,
                                                      std::string public_url) {
  std::vector<DemoLink> links;
  auto key = read_key(data_folder);
  if (!key && !rooms.products().empty()) co_return links;
  if (!key) {
    const auto made = co_await make_demo(rooms);
    if (!made) co_return std::unexpected(made.error());
    if (auto written = write_key(data_folder, *made); !written)
      co_return std::unexpected(written.error());
    key = *made;
  }
  const auto room = rooms.find(key->product);
  if (!room) co_return std::unexpected(room.error());
  const Digest no_session{};
  const auto owner =
      co_await LocalTab::open(rooms.surroundings().io, *room, ParticipantId{1}, no_session);
  if (!owner) co_return std::unexpected(owner.error());
  links.push_back(
      {"Product Owner", auth::invite_link(public_url, key->product, key->owner_secret)});
  struct Wanted {
    const char* name;
    v1::Role role;
    std::uint32_t uses_max;
  };
  static constexpr std::array kWanted{Wanted{"Scrum Master", v1::ROLE_SCRUM_MASTER, 1},
                                      Wanted{"Developer", v1::ROLE_DEVELOPER, 1},
                                      Wanted{"Stakeholder", v1::ROLE_STAKEHOLDER, 0}};
  for (const Wanted& wanted : kWanted) {
    const auto secret = co_await fresh_secret(*owner, wanted.role, wanted.uses_max);
    if (!secret) co_return std::unexpected(secret.error());
    links.push_back({wanted.name, auth::invite_link(public_url, key->product, *secret)});
  }
  (*owner)->leave();
  co_return links;
}

}  // namespace reviewd::app
