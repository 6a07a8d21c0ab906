// G9, non-interference: the same meeting twice under a virtual clock, with one secret changed. What
// goes to the connections of everybody else is the same to the byte until the secret is revealed.
//
// A tap stands where the network would: it encodes what each connection is sent, in order, as the
// fan-out does. That it would notice a leak is shown by planting one: between the room and the tap
// effects are changed the way a leaking room would have made them.

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <map>

#include "domain/canonical.h"
#include "engine/room.h"
#include "engine/visibility.h"
#include "store/memory_event_log.h"
#include "wire/frame_codec.h"
#include "wire/publish_form.h"

namespace reviewd::engine {
namespace {

constexpr ProductId kProduct{0x5eed};
constexpr std::int64_t kStartMs = 1'000'000;
constexpr std::uint32_t kGus = 4;  // after olive, sam and dan

// What is different between the two runs.
struct Secret {
  v1::Consent ballot = v1::CONSENT_YES;  // of gus, in a masked poll; his dots go with it
  bool hana_writes = false;              // who of gus and hana gives the anonymous feedback
  v1::Consent boxed = v1::CONSENT_YES;   // of gus, in an unlinkable poll
};

// Looks at what the room wants to write to the log, and changes what it sends.
using Leak = std::function<void(const v1::Record& secret, std::vector<Effect>& effects)>;

class Meeting {
 public:
  Meeting(const Secret& secret, Leak leak) : secret_(secret), leak_(std::move(leak)) {
    EXPECT_TRUE(log_.create(kProduct).has_value());
    room_ = *Room::open(kProduct, log_, *log_.open(kProduct), RoomLimits{});
  }

  // What each person had been sent when the poll was about to be revealed, and in the end.
  struct Traffic {
    std::map<std::string, std::string> before_reveal;
    std::map<std::string, std::string> in_the_end;
    // What the log had when everything was still open.
    std::string log;
  };

  Traffic run() {
    found();
    for (const char* name : {"olive", "sam", "dan", "gus", "hana", "ida"}) come_in(name);
    hold_review();
    const v1::Id poll = open_poll(v1::SECRECY_MASKED);
    vote("dan", poll, v1::CONSENT_NO);
    vote("gus", poll, secret_.ballot);
    const v1::Id spread = open_dots();
    const bool yes = secret_.ballot == v1::CONSENT_YES;
    give_dots("gus", spread, yes ? std::array{3U, 0U, 0U} : std::array{0U, 1U, 2U});
    lower_dots(spread);
    const v1::Id boxed = open_poll(v1::SECRECY_UNLINKABLE);
    vote("dan", boxed, v1::CONSENT_NO);
    vote("gus", boxed, secret_.boxed);
    write_anonymously();
    come_in("late");  // a snapshot, while everything is hidden
    const std::string logged = log();
    for (const v1::Id& id : {poll, spread, boxed}) end(id, false);
    Traffic traffic{.before_reveal = tap_, .in_the_end = {}, .log = logged};
    for (const v1::Id& id : {poll, spread, boxed}) end(id, true);
    traffic.in_the_end = tap_;
    return traffic;
  }

 private:
  struct Person {
    ParticipantId id{};
    ConnectionId connection{};
    v1::VisibilityClass visibility{};
    v1::Welcome welcome;
    std::map<std::uint32_t, std::uint32_t> counters;
    bool streaming = false;
  };

  void step(decltype(Input::body) body) {
    Entropy entropy{};
    for (std::size_t i = 0; i < 4; ++i) entropy[i] = static_cast<std::uint8_t>(inputs_ >> (8 * i));
    ++inputs_;
    now_ms_ += 7;
    std::vector<Effect> effects;
    room_->step({.now = TimeMs{now_ms_}, .entropy = entropy, .body = std::move(body)}, effects);
    for (const Effect& effect : effects) {
      if (const auto* append = std::get_if<AppendRecord>(&effect)) last_record_ = append->record;
    }
    if (leak_) leak_(last_record_, effects);
    std::vector<AppendDone> done;
    for (Effect& effect : effects) carry_out(effect, done);
    for (const AppendDone& one : done) step(one);
  }

  void carry_out(Effect& effect, std::vector<AppendDone>& done) {
    if (auto* append = std::get_if<AppendRecord>(&effect)) {
      const auto position = static_cast<Position>(append->record.position());
      log_.append(kProduct, position, std::move(append->record), std::move(append->boxes),
                  [&done, position](AppendStatus status) { done.push_back({position, status}); });
    } else if (auto* send = std::get_if<SendFrame>(&effect)) {
      if (send->frame.has_welcome()) person(send->connection).welcome = send->frame.welcome();
      tell(send->connection, send->frame);
    } else if (auto* start = std::get_if<StartStream>(&effect)) {
      Person& who = person(start->connection);
      who.visibility = start->visibility;
      who.streaming = true;
      for (const std::string& chunk : start->snapshot->chunks)
        tap_[name_[start->connection]] += chunk;
    } else if (auto* publish = std::get_if<PublishEvents>(&effect)) {
      for (const v1::Event& event : publish->events) stream(event);
    } else if (auto* all = std::get_if<Broadcast>(&effect)) {
      for (const auto& [name, who] : people_) {
        if (who.streaming) tell(who.connection, all->frame);
      }
    } else if (auto* command = std::get_if<CommandDone>(&effect)) {
      result_ = std::move(command->result);
    }
  }

  void stream(const v1::Event& event) {
    for (const auto& [name, who] : people_) {
      if (!who.streaming) continue;
      v1::ServerFrame frame;
      v1::StreamEntry& entry = *frame.mutable_events()->add_entries();
      if (visible(event, who.visibility)) {
        *entry.mutable_event() = event;
      } else {
        entry.mutable_redacted()->set_from(event.seq());
        entry.mutable_redacted()->set_to(event.seq());
      }
      tell(who.connection, frame);
    }
  }

  void tell(ConnectionId connection, const v1::ServerFrame& frame) {
    tap_[name_[connection]] += wire::encode_server_frame(wire::Encoding::kProto, frame);
  }

  Person& person(ConnectionId connection) { return people_[name_.at(connection)]; }

  void found() {
    FoundProduct command{.name = "Bicycle co-op",
                         .owner_name = "Olive",
                         .owner_handle = "olive",
                         .owner_token_hash = sha256("olive")};
    for (const v1::Role role : {v1::ROLE_PRODUCT_OWNER, v1::ROLE_SCRUM_MASTER, v1::ROLE_DEVELOPER,
                                v1::ROLE_STAKEHOLDER}) {
      command.invites.push_back(
          {.role = role, .secret_hash = sha256(std::to_string(role)), .uses_max = 0});
    }
    step(CommandReceived{CommandId{1}, command});
  }

  void come_in(const std::string& name) {
    static const std::map<std::string, v1::Role> kRoles{{"olive", v1::ROLE_PRODUCT_OWNER},
                                                        {"sam", v1::ROLE_SCRUM_MASTER},
                                                        {"dan", v1::ROLE_DEVELOPER}};
    const auto role = kRoles.find(name);
    const v1::Role as = role == kRoles.end() ? v1::ROLE_STAKEHOLDER : role->second;
    step(CommandReceived{CommandId{1}, Join{.secret_hash = sha256(std::to_string(as)),
                                            .name = name,
                                            .handle = name,
                                            .token_hash = sha256("session of " + name)}});
    Person& who = people_[name];
    who.id = std::get<Joined>(*result_).participant;
    who.connection = ConnectionId{people_.size()};
    name_[who.connection] = name;
    step(Connected{.connection = who.connection,
                   .participant = who.id,
                   .session = sha256("session of " + name)});
    v1::ClientFrame frame;
    frame.mutable_hello()->set_version_min(1);
    frame.mutable_hello()->set_version_max(1);
    step(FrameReceived{who.connection, frame});
    beat();
  }

  v1::Id submit(const std::string& name, bool sealed, v1::Operation operation) {
    Person& who = people_.at(name);
    operation.set_actor(sealed ? who.welcome.sealed_actor().actor()
                               : who.welcome.open_actor().actor());
    operation.set_counter(++who.counters[operation.actor()]);
    v1::ClientFrame frame;
    *frame.mutable_submit()->add_operations() = operation;
    step(FrameReceived{who.connection, frame});
    step(Tick{});
    beat();
    v1::Id id;
    id.set_actor(operation.actor());
    id.set_counter(operation.counter());
    return id;
  }

  void beat() {
    now_ms_ = (now_ms_ / 1000 + 1) * 1000;
    step(Tick{});
  }

  void hold_review() {
    v1::Operation plan;
    plan.mutable_plan_review()->set_title("Sprint 3 Review");
    review_ = submit("olive", false, plan);
    v1::Operation open;
    *open.mutable_open_review()->mutable_review() = review_;
    submit("olive", false, open);
    v1::Operation add;
    *add.mutable_add_increment()->mutable_review() = review_;
    add.mutable_add_increment()->set_title("Booking by phone");
    increment_ = submit("olive", false, add);
  }

  v1::Id open_poll(v1::Secrecy secrecy) {
    v1::Operation open;
    *open.mutable_open_poll()->mutable_increment() = increment_;
    open.mutable_open_poll()->set_question("Does it meet the Sprint Goal?");
    open.mutable_open_poll()->set_kind(v1::POLL_KIND_CONSENT);
    open.mutable_open_poll()->set_secrecy(secrecy);
    open.mutable_open_poll()->set_results(v1::RESULTS_ON_REVEAL);
    return submit("sam", false, open);
  }

  v1::Id open_dots() {
    v1::Operation open;
    *open.mutable_open_poll()->mutable_review() = review_;
    open.mutable_open_poll()->set_question("What comes next?");
    open.mutable_open_poll()->set_kind(v1::POLL_KIND_DOTS);
    open.mutable_open_poll()->set_dots(3);
    for (const char* option : {"Docks", "Map", "Night rides"})
      open.mutable_open_poll()->add_options()->set_text(option);
    open.mutable_open_poll()->set_secrecy(v1::SECRECY_MASKED);
    open.mutable_open_poll()->set_results(v1::RESULTS_ON_REVEAL);
    return submit("sam", false, open);
  }

  void give_dots(const std::string& name, const v1::Id& poll,
                 const std::array<std::uint32_t, 3>& dots) {
    v1::Operation cast;
    *cast.mutable_cast_ballot()->mutable_poll() = poll;
    for (const std::uint32_t count : dots) cast.mutable_cast_ballot()->add_choices(count);
    submit(name, true, cast);
  }

  // Takes one of his dots, of which nothing may be seen.
  void lower_dots(const v1::Id& poll) {
    v1::Operation set;
    *set.mutable_set_dots()->mutable_poll() = poll;
    set.mutable_set_dots()->set_dots(2);
    submit("sam", false, set);
  }

  void vote(const std::string& name, const v1::Id& poll, v1::Consent consent) {
    v1::Operation cast;
    *cast.mutable_cast_ballot()->mutable_poll() = poll;
    cast.mutable_cast_ballot()->set_consent(consent);
    submit(name, true, cast);
  }

  void write_anonymously() {
    v1::Operation give;
    *give.mutable_give_feedback()->mutable_review() = review_;
    give.mutable_give_feedback()->set_kind(v1::FEEDBACK_KIND_CONCERN);
    give.mutable_give_feedback()->set_text("Nobody answers on Mondays");
    give.mutable_give_feedback()->set_anonymous(true);
    submit(secret_.hana_writes ? "hana" : "gus", true, give);
  }

  void end(const v1::Id& poll, bool reveal) {
    v1::Operation operation;
    *(reveal ? operation.mutable_reveal_poll()->mutable_poll()
             : operation.mutable_close_poll()->mutable_poll()) = poll;
    submit("sam", false, operation);
  }

  // What is in the log, but for what keys that are drawn anew in each run have made of it. That
  // MACs do not tell is in unlinkable_test.cc.
  std::string log() {
    std::string out;
    EXPECT_TRUE(log_.read(kProduct, Position{1},
                          [&](v1::Record&& record) {
                            record.clear_previous_hash();
                            for (v1::OutcomeEntry& entry : *record.mutable_outcomes())
                              entry.clear_mac();
                            out += domain::canonical(record);
                            return true;
                          })
                    .has_value());
    return out;
  }

  const Secret secret_;
  const Leak leak_;
  std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
  store::MemoryEventLog log_{disk_, [] { return History{1, 2, 3}; }};
  std::unique_ptr<Room> room_;
  std::int64_t now_ms_ = kStartMs;
  std::uint32_t inputs_ = 0;
  v1::Record last_record_;
  Result<CommandResult> result_;
  std::map<std::string, Person> people_;
  std::map<ConnectionId, std::string> name_;
  std::map<std::string, std::string> tap_;
  v1::Id review_;
  v1::Id increment_;
};

// Those who could tell the two runs apart before the reveal, the secret's own people aside.
std::set<std::string> who_can_tell(const Secret& one, const Secret& other, const Leak& leak) {
  const auto first = Meeting(one, leak).run();
  const auto second = Meeting(other, leak).run();
  std::set<std::string> able;
  for (const auto& [name, bytes] : first.before_reveal) {
    EXPECT_GT(bytes.size(), 500u) << name;
    if (name == "gus" || (one.hana_writes != other.hana_writes && name == "hana")) continue;
    if (second.before_reveal.at(name) != bytes) able.insert(name);
  }
  return able;
}

constexpr Secret kYes{.ballot = v1::CONSENT_YES, .hana_writes = false};
constexpr Secret kNo{.ballot = v1::CONSENT_NO, .hana_writes = false};
constexpr Secret kHana{.ballot = v1::CONSENT_YES, .hana_writes = true};
constexpr Secret kBoxedNo{.ballot = v1::CONSENT_YES, .boxed = v1::CONSENT_NO};

TEST(NonInterference, G9HiddenBallotChangesNobodyElsesBytesBeforeTheReveal) {
  EXPECT_EQ(who_can_tell(kYes, kNo, {}), std::set<std::string>{});
}

TEST(NonInterference, G9HiddenBallotChangesEverybodysBytesAtTheReveal) {
  const auto yes = Meeting(kYes, {}).run();
  const auto no = Meeting(kNo, {}).run();
  for (const auto& [name, bytes] : yes.in_the_end) EXPECT_NE(no.in_the_end.at(name), bytes) << name;
}

TEST(NonInterference, G9BallotInABoxChangesNobodyElsesBytesBeforeTheReveal) {
  EXPECT_EQ(who_can_tell(kYes, kBoxedNo, {}), std::set<std::string>{});
  const auto yes = Meeting(kYes, {}).run();
  const auto no = Meeting(kBoxedNo, {}).run();
  for (const auto& [name, bytes] : yes.in_the_end) EXPECT_NE(no.in_the_end.at(name), bytes) << name;
}

TEST(NonInterference, G9BallotInABoxChangesNoByteOfTheLog) {
  const std::string yes = Meeting(kYes, {}).run().log;
  EXPECT_GT(yes.size(), 1'000u);
  EXPECT_TRUE(Meeting(kBoxedNo, {}).run().log == yes);
  EXPECT_FALSE(Meeting(kNo, {}).run().log == yes) << "a masked ballot does, and is noticed";
}

TEST(NonInterference, G9AuthorOfAnonymousFeedbackChangesNobodyElsesBytes) {
  EXPECT_EQ(who_can_tell(kYes, kHana, {}), std::set<std::string>{});
}

// ------------------------------------------------------------------- planted leaks

// The selection of gus's ballot once it is in the record, else 0.
std::uint32_t ballot_of_gus(const v1::Record& record) {
  for (const v1::SealedEntry& entry : record.sealed()) {
    if (entry.has_hidden_ballot() && entry.hidden_ballot().voter() == kGus)
      return entry.hidden_ballot().selection();
  }
  return 0;
}

std::uint32_t anonymous_author(const v1::Record& record) {
  for (const v1::SealedEntry& entry : record.sealed()) {
    if (entry.has_anonymous_author()) return entry.anonymous_author().participant();
  }
  return 0;
}

TEST(NonInterference, G9PlantedBallotInAnEventIsNoticed) {
  std::uint32_t seen = 0;
  const auto leak = [&](const v1::Record& record, std::vector<Effect>& effects) {
    if (record.position() == 1) seen = 0;  // the other run begins
    if (const auto ballot = ballot_of_gus(record)) seen = ballot;
    for (Effect& effect : effects) {
      if (auto* publish = std::get_if<PublishEvents>(&effect)) {
        for (v1::Event& event : publish->events) {
          if (event.has_feedback_given()) event.set_superseded(seen);
        }
      }
    }
  };
  EXPECT_FALSE(who_can_tell(kYes, kNo, leak).empty());
}

TEST(NonInterference, G9PlantedBallotInASnapshotIsNoticed) {
  std::uint32_t seen = 0;
  const auto leak = [&](const v1::Record& record, std::vector<Effect>& effects) {
    if (record.position() == 1) seen = 0;  // the other run begins
    if (const auto ballot = ballot_of_gus(record)) seen = ballot;
    for (Effect& effect : effects) {
      auto* start = std::get_if<StartStream>(&effect);
      if (start == nullptr || !start->snapshot) continue;
      auto leaking = std::make_shared<RowSnapshot>(*start->snapshot);
      leaking->chunks.front() += std::string(seen, '\0');
      start->snapshot = leaking;
    }
  };
  EXPECT_EQ(who_can_tell(kYes, kNo, leak), std::set<std::string>{"late"});
}

// The counts of the two runs are equal; that one of them goes out as soon as it changes is the
// leak.
TEST(NonInterference, G9PlantedCountOffTheBeatIsNoticed) {
  const auto leak = [](const v1::Record& record, std::vector<Effect>& effects) {
    if (ballot_of_gus(record) != v1::CONSENT_NO) return;
    v1::ServerFrame frame;
    frame.mutable_participation()->add_polls()->set_voted(2);
    effects.emplace_back(Broadcast{frame});
  };
  EXPECT_FALSE(who_can_tell(kYes, kNo, leak).empty());
}

TEST(NonInterference, G9PlantedAuthorInAFeedbackEventIsNoticed) {
  const auto leak = [](const v1::Record& record, std::vector<Effect>& effects) {
    for (Effect& effect : effects) {
      auto* publish = std::get_if<PublishEvents>(&effect);
      if (publish == nullptr) continue;
      for (v1::Event& event : publish->events) {
        if (event.has_feedback_given()) event.set_author(anonymous_author(record));
      }
    }
  };
  EXPECT_FALSE(who_can_tell(kYes, kHana, leak).empty());
}

TEST(NonInterference, G9PlantedAuthorInPresenceIsNoticed) {
  const auto leak = [](const v1::Record& record, std::vector<Effect>& effects) {
    const auto author = anonymous_author(record);
    if (author == 0) return;
    v1::ServerFrame frame;
    frame.mutable_presence()->add_here()->set_participant(author);
    effects.emplace_back(Broadcast{frame});
  };
  EXPECT_FALSE(who_can_tell(kYes, kHana, leak).empty());
}

// Feedback named after the sealed actor that wrote it, as named feedback is after the open one.
TEST(NonInterference, G9PlantedAuthorInAVisibleCounterIsNoticed) {
  const auto leak = [](const v1::Record& record, std::vector<Effect>& effects) {
    for (Effect& effect : effects) {
      auto* publish = std::get_if<PublishEvents>(&effect);
      if (publish == nullptr || record.outcomes().empty()) continue;
      for (v1::Event& event : publish->events) {
        if (event.has_feedback_given()) event.set_counter(record.outcomes(0).counter());
      }
    }
  };
  EXPECT_FALSE(who_can_tell(kYes, kHana, leak).empty());
}

}  // namespace
}  // namespace reviewd::engine
