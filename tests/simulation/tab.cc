#include "simulation/tab.h"

#include <algorithm>

#include "domain/permission.h"
#include "simulation/failure.h"
#include "simulation/operations.h"
#include "wire/frame_codec.h"

namespace reviewd::simulation {

namespace {

using Duration = VirtualTime::Duration;

constexpr std::uint16_t kRoleChanged = 4005;
constexpr std::uint16_t kStayAwayFrom = 4500;
constexpr std::uint16_t kProtocolError = 4500;
constexpr std::uint16_t kFenced = 4503;
constexpr Duration kSecond{1'000'000};
constexpr std::size_t kUnansweredMax = 300;

bool uses_no_counter(v1::ErrorCode code) {
  switch (code) {
    case v1::ERROR_CODE_BAD_REQUEST:
    case v1::ERROR_CODE_TOO_LARGE:
    case v1::ERROR_CODE_RATE_LIMITED:
    case v1::ERROR_CODE_OVERLOADED:
    case v1::ERROR_CODE_GAP:
    case v1::ERROR_CODE_UNAUTHENTICATED:
    case v1::ERROR_CODE_STORAGE: return true;
    default: return false;
  }
}

}  // namespace

Tab::Tab(Surroundings& around, Person& person, std::string name, std::uint64_t stream)
    : around_(around),
      person_(person),
      name_(std::move(name)),
      random_(around.seed, 1'000 + stream),
      conversation_(std::make_unique<sdk::Conversation>(sdk::Conversation::Options{}, *this)) {
  connect_after(Duration(random_.below(200'000)));
  later(kSecond, [this] { every_second(); });
}

Tab::~Tab() = default;

void Tab::later(Duration wait, std::function<void()> what) {
  around_.time.after(wait, [alive = std::weak_ptr<bool>(alive_), what = std::move(what)] {
    if (!alive.expired()) what();
  });
}

// ------------------------------------------------------------------ connecting

void Tab::connect_after(Duration wait) {
  if (waiting_to_connect_ || link_) return;
  waiting_to_connect_ = true;
  later(wait, [this] {
    waiting_to_connect_ = false;
    connect();
  });
}

void Tab::connect() {
  if (link_ || offline_) return;
  const Duration again(random_.between(50'000, 800'000));
  if (unreachable_ || !around_.server.up()) return connect_after(again);
  const auto runner = around_.server.runner();
  const std::string& secret = person_.secret;
  require(runner->authenticate(person_.handle, sha256(secret), engine::SessionUse::kSession)
              .has_value(),
          "session", person_.name + " cannot come in any more");
  const auto who = runner->authenticate(person_.handle, sha256(secret), engine::SessionUse::kLive);
  if (!who) {
    renew();
    return connect_after(again);
  }
  const std::uint64_t life = ++life_;
  auto link = std::make_shared<Link>(around_.time, Prng(around_.seed, 1'000'000 + ++around_.links),
                                     Link::Ears{.frame =
                                                    [this, life](const std::string& bytes) {
                                                      if (life == life_) received(bytes);
                                                    },
                                                .closed =
                                                    [this, life](std::uint16_t code) {
                                                      if (life == life_) closed(code);
                                                    }});
  const auto connection = runner->connect(*who, sha256(secret), wire::Encoding::kProto, link);
  if (!connection) return connect_after(again);
  link->open(runner, *connection);
  link_ = std::move(link);
  send(conversation_->hello());
}

// The role has changed: the same session goes on under another secret. The answer is lost one time
// in three, and the old secret must then still lead to the new one.
void Tab::renew() {
  const std::string old = person_.secret;
  const auto made_from = [old](const Salt& salt) { return sha256({old, as_bytes(salt)}); };
  const Salt salt =
      to_array<Salt>(as_bytes(sha256(std::to_string(random_.next()))).substr(0, 16)).value();
  const bool lost = random_.between(0, 2) == 0;
  around_.server.runner()->command(
      engine::RenewSession{.handle = person_.handle,
                           .token_hash = sha256(old),
                           .new_token_hash = sha256(to_hex(as_bytes(made_from(salt)))),
                           .salt = salt},
      [&person = person_, old, made_from, lost](const Result<engine::CommandResult>& result) {
        if (lost || !result || person.secret != old) return;
        const Salt& in_force = std::get<engine::SessionRenewed>(*result).salt;
        person.secret = to_hex(as_bytes(made_from(in_force)));
      });
}

void Tab::closed(std::uint16_t code) {
  link_.reset();
  // A Hello that was held up for ten seconds is nobody's mistake.
  const bool in_order = code < kStayAwayFrom || code == kFenced ||
                        (code == kProtocolError && !conversation_->welcomed());
  require(in_order, "closed", name_ + " was told to stay away: " + std::to_string(code));
  connect_after(Duration(random_.between(10'000, code == kRoleChanged ? 20'000 : 900'000)));
}

void Tab::send(const v1::ClientFrame& frame) {
  if (link_) link_->send(wire::encode_client_frame(wire::Encoding::kProto, frame));
}

// Everything that may go out now does.
void Tab::pump() {
  if (!link_ || visibility_ == v1::VISIBILITY_CLASS_UNSPECIFIED || !conversation_->welcomed())
    return;
  while (const auto submit = conversation_->outbox().next()) {
    v1::ClientFrame frame;
    *frame.mutable_submit() = *submit;
    send(frame);
  }
  if (const auto pause = conversation_->outbox().take_pause_ms()) {
    later(Duration(1'000LL * *pause), [this, life = life_] {
      if (life != life_) return;
      conversation_->outbox().rewind();
      pump();
    });
  }
}

void Tab::every_second() {
  if (link_ && conversation_->welcomed()) {
    if (const auto applied = conversation_->applied()) send(*applied);
  }
  later(kSecond, [this] { every_second(); });
}

// ------------------------------------------------------------------ what it hears

void Tab::received(const std::string& bytes) {
  const auto frame = wire::decode_server_frame(wire::Encoding::kProto, bytes);
  require(frame.has_value(), "frames", name_ + " cannot read a frame");
  if (frame->has_reply()) check_reply(frame->reply());
  const auto heard = conversation_->on_frame(*frame);
  require(heard.has_value(), "protocol", heard ? "" : name_ + ": " + heard.error().text);
  pump();
}

void Tab::check_reply(const v1::Reply& reply) const {
  require(conversation_->outbox().owns(reply.actor()), "secret",
          name_ + " was given somebody else's reply");
  const v1::Outcome& outcome = reply.outcome();
  const bool stored =
      outcome.kind() != v1::OUTCOME_KIND_REJECTED || !uses_no_counter(outcome.error().code());
  require(outcome.error().code() != v1::ERROR_CODE_OP_ID_REUSED &&
              outcome.error().code() != v1::ERROR_CODE_OUTCOME_FORGOTTEN,
          "same outcome", name_ + ": " + outcome.error().text());
  if (stored) around_.oracle.told({reply.actor(), reply.counter()}, outcome);
}

void Tab::on_welcome(const v1::Welcome& welcome) {
  require(welcome.participant() == value(person_.participant), "secret",
          name_ + " is taken for somebody else");
  visibility_ = welcome.visibility();
  replica_.welcome(welcome);
}

void Tab::on_snapshot(const sdk::RowSnapshot& snapshot) {
  const auto loaded = replica_.load(snapshot);
  require(loaded.has_value(), "snapshot", loaded ? "" : loaded.error().text);
  for (const auto& [id, poll] : replica_.confirmed().polls) {
    const bool hidden = !poll.results_shown() || poll.secrecy == v1::SECRECY_MASKED;
    require(!hidden || poll.ballots.empty(), "secret", "a snapshot shows hidden ballots");
    require(poll.results_shown() || !poll.result, "secret", "a snapshot shows results too early");
  }
  require(snapshot.seq <= around_.oracle.head(), "durable first",
          "a snapshot of what is not durable");
  around_.oracle.compare(replica_, visibility_);
}

void Tab::on_event(const v1::Event& event) {
  around_.oracle.shown(event, visibility_);
  const auto applied = replica_.apply(event);
  require(applied.has_value(), "protocol", applied ? "" : name_ + ": " + applied.error().text);
  around_.oracle.compare(replica_, visibility_);
}

void Tab::on_redacted(Seq from, Seq to) {
  around_.oracle.redacted(from, to, visibility_);
  replica_.skip(to);
}

void Tab::on_outcome(const sdk::Settled& settled) {
  const auto found = intents_.find(settled.id);
  require(found != intents_.end(), "one outcome", name_ + " got an outcome of nothing it did");
  Intent& intent = found->second;
  require(++intent.outcomes == 1, "one outcome", name_ + " got two outcomes of " + intent.tag);
  const v1::Outcome& outcome = settled.outcome;
  if (outcome.error().code() == v1::ERROR_CODE_OUTCOME_FORGOTTEN) {  // of an ended lease
    intent.did_something = true;
    intent.group = 0;
    return;
  }
  intent.refused = outcome.kind() == v1::OUTCOME_KIND_REJECTED;
  intent.did_something = outcome.kind() == v1::OUTCOME_KIND_APPLIED ||
                         outcome.kind() == v1::OUTCOME_KIND_APPLIED_MODIFIED;
  const bool stored =
      outcome.kind() != v1::OUTCOME_KIND_REJECTED || !uses_no_counter(outcome.error().code());
  if (stored) {
    around_.oracle.told(settled.id, outcome);
  } else {
    require(!around_.oracle.done(intent.tag), "one outcome",
            name_ + " was told that " + intent.tag + " was refused; it was done");
  }
}

void Tab::on_made_again(sdk::OperationId was, sdk::OperationId now) {
  const auto found = intents_.find(was);
  require(found != intents_.end() && found->second.outcomes == 0, "one outcome",
          name_ + " makes something again that was settled");
  require(!around_.oracle.done(found->second.tag), "exactly once",
          name_ + " makes " + found->second.tag + " again, which was done");
  require(intents_.emplace(now, found->second).second, "exactly once", "a number was given twice");
  intents_.erase(found);
}

void Tab::on_overridden(sdk::OperationId mine, const v1::Event& by) {
  require(intents_.contains(mine) && by.superseded() < by.seq(), "overridden",
          name_ + " was told of something it did not do");
  ++overridden_;
}

void Tab::on_other(const v1::ServerFrame& frame) {
  const bool in_order =
      !frame.has_problem() || frame.problem().code() == v1::ERROR_CODE_RATE_LIMITED;
  require(in_order, "protocol", name_ + ": " + frame.problem().text());
  if (frame.has_lobby()) {
    require(visibility_ == v1::VISIBILITY_CLASS_TEAM, "secret", "the lobby was shown to a guest");
  }
}

// ------------------------------------------------------------------ what its person does

v1::Role Tab::role() const {
  const auto& people = replica_.confirmed().participants;
  const auto self = people.find(person_.participant);
  return self == people.end() ? v1::ROLE_UNSPECIFIED : self->second.role;
}

void Tab::operate(Prng& random, std::uint32_t count) {
  // Some of what is done in one go is meant as one thing (C46); ballots and the like never are.
  const std::uint32_t group = count > 1 && random.one_in(4) ? random.between(1, 1'000'000) : 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (role() == v1::ROLE_UNSPECIFIED || !conversation_->has_lease()) return;
    sdk::Outbox& outbox = conversation_->outbox();
    if (outbox.unanswered() > kUnansweredMax) return;
    const View view{.state = replica_.predicted(outbox),
                    .confirmed = replica_.confirmed(),
                    .me = person_.participant,
                    .role = role()};
    auto operation = think_of_something(view, random);
    if (!operation) continue;
    operation->set_queued_offline(offline_);
    const bool in_group = group != 0 && !domain::wants_sealed_actor(*operation);
    if (in_group) operation->set_atomic_group(group);
    const std::string tag = Oracle::tag(++around_.intents);
    operation->set_reason(tag);
    const auto id = conversation_->submit(*std::move(operation));
    require(id.has_value(), "submit", id ? "" : id.error().text);
    require(intents_.emplace(*id, Intent{.tag = tag, .group = in_group ? group : 0}).second,
            "exactly once", "a number was given twice");
  }
  pump();
}

void Tab::go_offline() {
  offline_ = true;
  if (!link_) return;
  ++life_;
  link_->leave(Duration(random_.between(1'000, 40'000'000)));
  link_.reset();
}

void Tab::go_online() {
  if (!offline_) return;
  offline_ = false;
  connect_after(Duration(random_.below(300'000)));
}

void Tab::resend() {
  conversation_->outbox().rewind();
  pump();
}

void Tab::reload() {
  if (conversation_->outbox().unanswered() > 0) return;
  ++life_;
  if (link_) link_->leave(Duration(random_.between(1'000, 2'000'000)));
  link_.reset();
  conversation_ = std::make_unique<sdk::Conversation>(sdk::Conversation::Options{}, *this);
  replica_ = sdk::Replica();
  visibility_ = v1::VISIBILITY_CLASS_UNSPECIFIED;
  connect_after(Duration(random_.below(300'000)));
}

void Tab::cut(Prng& random) {
  if (!link_) return;
  link_->cut(Duration(random.between(1'000, 500'000)), Duration(random.between(1'000, 500'000)),
             random.below(4));
}

void Tab::half_open(Prng& random) {
  if (!link_) return;
  const Duration soon(random.between(1'000, 500'000));
  const Duration late(random.between(10'000'000, 60'000'000));
  link_->cut(random.one_in(4) ? late : soon, late, random.below(4));
}

void Tab::hold_up(Duration span) {
  if (link_) link_->hold_up(span);
}

void Tab::server_gone() {
  if (link_) link_->server_gone();
}

// ------------------------------------------------------------------ in the end

bool Tab::settled() const {
  return link_ && conversation_->caught_up() && conversation_->outbox().unanswered() == 0 &&
         conversation_->seq() == around_.oracle.head();
}

std::string Tab::what_is_open() const {
  return name_ + (link_ ? "" : " is not connected,") +
         (conversation_->caught_up() ? "" : " has not caught up,") + " is at event " +
         std::to_string(value(conversation_->seq())) + " and waits for " +
         std::to_string(conversation_->outbox().unanswered()) + " outcomes";
}

void Tab::check_settled() const {
  around_.oracle.compare_at_head(replica_, visibility_);
  require(&replica_.predicted(conversation_->outbox()) == &replica_.confirmed(), "drain",
          name_ + " still predicts something");
  std::map<std::uint32_t, bool> groups;
  for (const auto& [id, intent] : intents_) {
    if (intent.group == 0) continue;
    const auto [first, fresh] = groups.emplace(intent.group, intent.refused);
    require(fresh || first->second == intent.refused, "all or none",
            name_ + " was told that a part of an atomic group was refused");
  }
  for (const auto& [id, intent] : intents_) {
    require(intent.outcomes == 1, "one outcome",
            name_ + " never heard what became of " + intent.tag);
    // Not every applied operation has an event of its own that says why: sealed ones have none.
    require(intent.did_something || !around_.oracle.done(intent.tag), "one outcome",
            intent.tag + " was done, and its author was told that it was not");
  }
}

}  // namespace reviewd::simulation
