#include "scenarios/attack_stage.h"

#include <boost/json.hpp>

#include "base/digest.h"
#include "sdk/http.h"

namespace reviewd::load {

namespace json = boost::json;

AttackStage::AttackStage(const std::string& binary, ServerProcess::Rates rates)
    : server_(binary, rates) {}

void AttackStage::set_up() {
  if (const auto started = server_.start(); !started) return fail_with(started.error().text);
  auto product = set_up_product(server_, 50, 0);
  if (!product) return fail_with(product.error().text);
  product_ = *std::move(product);
  bystander_ = std::make_unique<Bystander>(server_.tcp(), product_.owner);
  if (const auto here = bystander_->connect(); !here) return fail_with(here.error().text);
  v1::Operation plan;
  plan.mutable_plan_review()->set_title("Review");
  review_ = ask(plan);
  v1::Operation open;
  *open.mutable_open_review()->mutable_review() = review_;
  ask(open);
  v1::Operation add;
  *add.mutable_add_increment()->mutable_review() = review_;
  add.mutable_add_increment()->set_title("Increment");
  increment_ = ask(add);
  v1::Operation item;
  item.mutable_add_items()->mutable_place()->set_end(true);
  item.mutable_add_items()->add_items()->set_title("The item that is worked on");
  item_ = ask(item);
  serve_bystander();
}

std::uint32_t AttackStage::addresses(std::uint32_t count) {
  const std::uint32_t first = next_address_;
  next_address_ += count;
  return first;
}

v1::Id AttackStage::ask(v1::Operation operation) {
  if (!problem_.empty()) return {};
  const auto made = bystander_->ask(std::move(operation));
  if (!made) fail_with(made.error().text);
  return made.value_or(v1::Id());
}

Nanoseconds AttackStage::serve_bystander() {
  v1::Operation edit;
  *edit.mutable_edit_item()->mutable_item() = item_;
  edit.mutable_edit_item()->set_field(v1::ITEM_FIELD_ESTIMATE);
  edit.mutable_edit_item()->set_number(++edits_ % 100);
  ask(edit);
  return bystander_->took();
}

AttackStage::Link AttackStage::invite(v1::Role role, std::uint32_t uses_max,
                                      std::int64_t expires_ms) {
  const Digest drawn = sha256("secret " + std::to_string(++drawn_));
  const std::string secret(as_bytes(drawn).substr(0, 16));
  const Digest hash = sha256(secret);
  v1::Operation create;
  create.mutable_create_invite()->set_role(role);
  create.mutable_create_invite()->set_secret_hash(std::string(as_bytes(hash)));
  create.mutable_create_invite()->set_uses_max(uses_max);
  create.mutable_create_invite()->set_expires_ms(expires_ms);
  return {.secret = to_hex(secret), .id = ask(create)};
}

AttackStage::Guest AttackStage::join(const std::string& secret) {
  Guest guest;
  if (!problem_.empty()) return guest;
  const json::object body{{"product", product()}, {"secret", secret}, {"name", "Guest"}};
  const auto answer = sdk::http_call(
      server_.tcp(), {.method = "POST", .target = "/v1/join", .body = json::serialize(body)});
  if (!answer) {
    fail_with("nobody can join: " + answer.error().text);
    return guest;
  }
  const json::object joined = json::parse(*answer).as_object();
  guest.product = product();
  guest.handle = joined.at("handle").as_string().c_str();
  guest.token = joined.at("token").as_string().c_str();
  guest.participant = joined.at("participant").to_number<std::uint32_t>();
  return guest;
}

AttackStage::Guest AttackStage::newcomer(v1::Role role) { return join(invite(role, 1).secret); }

void AttackStage::sign_out(const Person& who) {
  const auto left = sdk::http_call(
      server_.tcp(), {.method = "DELETE",
                      .target = "/v1/session?product=" + who.product + "&as=" + who.handle,
                      .bearer = who.token});
  if (!left) fail_with("nobody can sign out: " + left.error().text);
}

v1::Id AttackStage::open_poll(v1::PollKind kind) {
  v1::Operation poll;
  *poll.mutable_open_poll()->mutable_increment() = increment_;
  poll.mutable_open_poll()->set_question("Does it meet the Sprint Goal?");
  poll.mutable_open_poll()->set_kind(kind);
  poll.mutable_open_poll()->set_secrecy(v1::SECRECY_NAMED);
  poll.mutable_open_poll()->set_results(v1::RESULTS_LIVE);
  return ask(poll);
}

v1::Tally AttackStage::close_poll(const v1::Id& poll) {
  v1::Operation close;
  *close.mutable_close_poll()->mutable_poll() = poll;
  ask(close);
  return bystander_->tally().value_or(v1::Tally());
}

}  // namespace reviewd::load
