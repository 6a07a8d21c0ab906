// By people who are in: ballots that do not count, and more of everything than is welcome.
#include <algorithm>

#include "scenarios/attack_list.h"

namespace reviewd::load {

namespace {

using Operations = std::function<v1::Operation(std::size_t)>;

constexpr std::size_t kTabs = 8;
constexpr std::size_t kRoleChangesMax = 1'000;

struct Manner {
  std::size_t tabs = kTabs;
  std::size_t batch = 1;
  bool sealed = false;
};

Attack::Flood live(AttackStage& stage, const Person& attacker, Manner manner,
                   Operations operation) {
  LiveFlood flood{.endpoint = stage.server().tcp(),
                  .tabs = std::vector<Person>(manner.tabs, attacker),
                  .batch = manner.batch,
                  .sealed = manner.sealed,
                  .operation = std::move(operation),
                  .sent = {}};
  return [flood](std::size_t times) mutable {
    flood.times = times;
    return run(flood);
  };
}

// A ballot for each kind of poll: what does not belong to a poll's kind is not looked at.
Operations ballots(const v1::Id& poll, std::uint32_t fingers_first) {
  return [poll, fingers_first](std::size_t i) {
    v1::Operation cast;
    *cast.mutable_cast_ballot()->mutable_poll() = poll;
    cast.mutable_cast_ballot()->set_consent(i % 2 == 0 ? v1::CONSENT_NO : v1::CONSENT_YES);
    cast.mutable_cast_ballot()->set_fingers(fingers_first + static_cast<std::uint32_t>(i % 5));
    return cast;
  };
}

Operations edits(const v1::Id& item) {
  return [item](std::size_t i) {
    v1::Operation edit;
    *edit.mutable_edit_item()->mutable_item() = item;
    edit.mutable_edit_item()->set_field(v1::ITEM_FIELD_ESTIMATE);
    edit.mutable_edit_item()->set_number(static_cast<std::uint32_t>(i % 1'000));
    return edit;
  };
}

// However often somebody votes, in the end they have voted once.
Attack::Flood ballots_again(AttackStage& stage) {
  const auto voter = stage.newcomer(v1::ROLE_STAKEHOLDER);
  const v1::Id poll = stage.open_poll(v1::POLL_KIND_CONSENT);
  auto flood = live(stage, voter, {.tabs = 2, .sealed = true}, ballots(poll, 0));
  return [flood, &stage, poll](std::size_t times) {
    LiveAnswers answers = flood(times);
    const std::uint32_t counted = stage.close_poll(poll).ballots();
    if (counted != 1 && answers.problem.empty())
      answers.problem = "one voter counts as " + std::to_string(counted);
    return answers;
  };
}

Attack::Flood ballots_of_strangers(AttackStage& stage) {
  const v1::Id poll = stage.open_poll(v1::POLL_KIND_CONSENT);
  const auto late = stage.newcomer(v1::ROLE_STAKEHOLDER);
  return live(stage, late, {.sealed = true}, ballots(poll, 0));
}

Attack::Flood ballots_out_of_range(AttackStage& stage) {
  const auto voter = stage.newcomer(v1::ROLE_STAKEHOLDER);
  const v1::Id poll = stage.open_poll(v1::POLL_KIND_FIST_OF_FIVE);
  return live(stage, voter, {.sealed = true}, ballots(poll, 6));
}

Attack::Flood ballots_after_close(AttackStage& stage, std::size_t batch) {
  const auto voter = stage.newcomer(v1::ROLE_STAKEHOLDER);
  const v1::Id poll = stage.open_poll(v1::POLL_KIND_CONSENT);
  stage.close_poll(poll);
  return live(stage, voter, {.batch = batch, .sealed = true}, ballots(poll, 0));
}

Attack::Flood operations(AttackStage& stage, std::size_t batch) {
  const auto developer = stage.newcomer(v1::ROLE_DEVELOPER);
  return live(stage, developer, {.batch = batch}, edits(stage.item()));
}

Attack::Flood feedback(AttackStage& stage) {
  const auto guest = stage.newcomer(v1::ROLE_STAKEHOLDER);
  const v1::Id review = stage.review();
  return live(stage, guest, {}, [review](std::size_t) {
    v1::Operation give;
    *give.mutable_give_feedback()->mutable_review() = review;
    give.mutable_give_feedback()->set_kind(v1::FEEDBACK_KIND_CONCERN);
    give.mutable_give_feedback()->set_text("Again and again, and once more");
    return give;
  });
}

// From Developer to Stakeholder and back while frames of the person concerned are on their way.
Attack::Flood role_changes(AttackStage& stage) {
  const auto developer = stage.newcomer(v1::ROLE_DEVELOPER);
  const v1::Id item = stage.item();
  return [&stage, developer, item](std::size_t times) {
    const std::size_t every = std::max<std::size_t>(times / kRoleChangesMax, 1);
    std::size_t next = every;
    bool is_developer = true;
    const LiveFlood flood{.endpoint = stage.server().tcp(),
                          .tabs = {developer},
                          .times = times,
                          .batch = std::max<std::size_t>(every / 4, 1),
                          .operation = edits(item),
                          .sent = [&](std::size_t sent) {
                            if (sent < next) return;
                            next += every;
                            is_developer = !is_developer;
                            v1::Operation change;
                            change.mutable_change_role()->set_participant(developer.participant);
                            change.mutable_change_role()->set_role(
                                is_developer ? v1::ROLE_DEVELOPER : v1::ROLE_STAKEHOLDER);
                            stage.ask(change);
                          }};
    return run(flood);
  };
}

}  // namespace

std::vector<Attack> attacks_in_the_meeting() {
  return {
      {"ballot again, two tabs", {"applied", "rate_limited"}, {"applied"}, ballots_again},
      {"ballots of somebody not eligible",
       {"forbidden", "rate_limited"},
       {"forbidden"},
       ballots_of_strangers},
      {"ballots out of range", {"bad_request", "rate_limited"}, {}, ballots_out_of_range},
      {"ballots after close",
       {"poll_closed", "rate_limited"},
       {"poll_closed"},
       [](AttackStage& stage) { return ballots_after_close(stage, 1); }},
      {"operations, one a frame",
       {"applied", "rate_limited"},
       {"applied"},
       [](AttackStage& stage) { return operations(stage, 1); }},
      {"operations, 256 a frame",
       {"applied", "rate_limited", "gap"},
       {"applied"},
       [](AttackStage& stage) { return operations(stage, 256); }},
      {"feedback", {"applied", "rate_limited"}, {"applied"}, feedback},
  };
}

std::vector<Attack> attacks_beyond_the_rate() {
  return {
      {"role changed 1,000 times amid operations",
       {"applied", "forbidden", "rate_limited"},
       {"applied", "forbidden"},
       role_changes},
      {"ballots after close, 16 a frame",
       {"poll_closed", "rate_limited", "gap"},
       {"poll_closed"},
       [](AttackStage& stage) { return ballots_after_close(stage, 16); }},
  };
}

}  // namespace reviewd::load
