#include "domain/one_of_each.h"

#include <gtest/gtest.h>

namespace reviewd::domain {

Scene::Scene(v1::ReviewState state) {
  fill_backlog();
  move_by_everybody_who_can_be_lent_to();
  fill_product();
  review = desk.plan_review();
  add_increment();
  if (state == v1::REVIEW_STATE_DRAFT) return;
  submit(kSam, [&](v1::Operation& o) { *o.mutable_open_review()->mutable_review() = review; });
  hear_everybody();
  ask();
  if (state == v1::REVIEW_STATE_PAUSED) pause();
  if (state == v1::REVIEW_STATE_CLOSED) close();
}

v1::Id Scene::nothing() {
  v1::Id id;
  id.set_actor(9);
  id.set_counter(9);
  return id;
}

const v1::Id& Scene::of(const std::map<ParticipantId, v1::Id>& made, ParticipantId who) {
  const auto found = made.find(who);
  return found == made.end() ? made.begin()->second : found->second;
}

v1::Id Scene::said_by(ParticipantId who) const {
  const auto found = said.find(who);
  return found == said.end() ? nothing() : found->second;
}

v1::Id Scene::submit(ParticipantId who, const std::function<void(v1::Operation&)>& fill) {
  v1::Operation operation;
  fill(operation);
  const Ended ended = desk.submit(who, operation);
  EXPECT_EQ(ended.kind, v1::OUTCOME_KIND_APPLIED) << operation.DebugString() << ended.text;
  return ended.made;
}

v1::Id Scene::add_item(const std::string& title) {
  return submit(kAda, [&](v1::Operation& o) {
    o.mutable_add_items()->add_items()->set_title(title);
    o.mutable_add_items()->mutable_place()->set_end(true);
  });
}

void Scene::fill_backlog() {
  first = add_item("First");
  second = add_item("Second");
  archived = add_item("Archived");
  submit(kAda, [&](v1::Operation& o) { *o.mutable_archive_item()->mutable_item() = archived; });
}

v1::Id Scene::move(ParticipantId who, const v1::Id& item) {
  return submit(who, [&](v1::Operation& o) {
    *o.mutable_move_items()->add_items() = item;
    o.mutable_move_items()->mutable_place()->set_top(true);
  });
}

// Undo and redo are of one's own operations only.
void Scene::move_by_everybody_who_can_be_lent_to() {
  for (const ParticipantId who : {kAda, kSam, kDan}) {
    if (who != kAda) {
      lent = submit(kAda, [&](v1::Operation& o) {
        o.mutable_delegate()->set_to(value(who));
        o.mutable_delegate()->add_scopes(v1::DELEGATION_SCOPE_ORDER);
        o.mutable_delegate()->set_expires_ms(desk.now() + 60'000);
      });
    }
    const v1::Id back = move(who, add_item("Moved back"));
    undone[who] = back;
    submit(who, [&](v1::Operation& o) {
      o.mutable_undo()->set_actor(back.actor());
      o.mutable_undo()->set_counter(back.counter());
    });
    moved[who] = move(who, add_item("Moved"));
    if (who != kAda)
      submit(kAda, [&](v1::Operation& o) {
        *o.mutable_revoke_delegation()->mutable_delegation() = lent;
      });
  }
}

void Scene::fill_product() {
  for (const ParticipantId who : {kAda, kSam, kDan, kSue}) {
    proposed[who] = submit(who, [&](v1::Operation& o) {
      v1::MoveItems& move = *o.mutable_propose_order()->add_moves();
      *move.add_items() = second;
      move.mutable_place()->set_top(true);
    });
  }
  group = submit(
      kSam, [](v1::Operation& o) { o.mutable_set_groups()->add_groups()->set_name("Harbour"); });
  invite = submit(kSam, [](v1::Operation& o) {
    o.mutable_create_invite()->set_role(v1::ROLE_STAKEHOLDER);
    o.mutable_create_invite()->set_secret_hash(std::string(32, 'i'));
  });
  goal = submit(kAda, [](v1::Operation& o) {
    o.mutable_set_product_goal()->set_statement("More people ride");
    o.mutable_set_product_goal()->set_metric("rides a day");
    o.mutable_set_product_goal()->set_target(10);
  });
  action = submit(kSam, [](v1::Operation& o) { o.mutable_add_action()->set_text("Count"); });
}

void Scene::add_increment() {
  increment = submit(kSam, [&](v1::Operation& o) {
    *o.mutable_add_increment()->mutable_review() = review;
    o.mutable_add_increment()->set_title("Booking");
    o.mutable_add_increment()->add_criteria("A call ends with a booking");
  });
}

void Scene::hear_everybody() {
  for (const ParticipantId who : {kAda, kSam, kDan, kSue})
    said[who] = desk.give_feedback(who, review, "said by " + std::to_string(value(who)));
  hold(true);
  submit(kSue, [&](v1::Operation& o) {
    *o.mutable_give_feedback()->mutable_review() = review;
    o.mutable_give_feedback()->set_kind(v1::FEEDBACK_KIND_CONCERN);
    o.mutable_give_feedback()->set_text("Nobody answers on Mondays");
    o.mutable_give_feedback()->set_anonymous(true);
  });
  held = desk.sealed().back().feedback_held().feedback();
  hold(false);
}

v1::Id Scene::open_poll(v1::PollKind kind) {
  return submit(kSam, [&](v1::Operation& o) {
    v1::OpenPoll& open = *o.mutable_open_poll();
    *open.mutable_review() = review;
    open.set_question("Which?");
    open.set_kind(kind);
    open.set_secrecy(v1::SECRECY_NAMED);
    open.set_results(v1::RESULTS_LIVE);
    if (kind != v1::POLL_KIND_DOTS) return;
    open.set_dots(5);
    for (const char* option : {"Docks", "Map"}) open.add_options()->set_text(option);
  });
}

void Scene::close_poll(const v1::Id& id) {
  submit(kSam, [&](v1::Operation& o) { *o.mutable_close_poll()->mutable_poll() = id; });
}

void Scene::ask() {
  over = open_poll(v1::POLL_KIND_SCALE);
  close_poll(over);
  poll = open_poll(v1::POLL_KIND_SCALE);
  dots = open_poll(v1::POLL_KIND_DOTS);
}

void Scene::close() {
  close_poll(poll);
  close_poll(dots);
  submit(kSam, [&](v1::Operation& o) {
    *o.mutable_discard_feedback()->mutable_feedback() = held;
    o.set_reason("It names a person");
  });
  desk.close_review(review);
}

void Scene::hold(bool on) {
  submit(kSam, [&](v1::Operation& o) {
    *o.mutable_hold_feedback()->mutable_review() = review;
    o.mutable_hold_feedback()->set_hold(on);
  });
}

void Scene::pause() {
  submit(kSam, [&](v1::Operation& o) { *o.mutable_pause_review()->mutable_review() = review; });
}

namespace {

void fill_backlog_rows(std::map<std::string, Fill>& rows) {
  using Op = v1::Operation;
  const auto add = [&](const char* name, Fill fill) { rows.emplace(name, std::move(fill)); };
  add("noop", [](const Scene&, ParticipantId, Op& o) { o.mutable_noop(); });
  add("add_items", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_add_items()->add_items()->set_title("New");
    o.mutable_add_items()->mutable_place()->set_end(true);
  });
  add("move_items", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_move_items()->add_items() = s.second;
    o.mutable_move_items()->mutable_place()->set_top(true);
  });
  add("edit_item", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_edit_item()->mutable_item() = s.first;
    o.mutable_edit_item()->set_field(v1::ITEM_FIELD_TITLE);
    o.mutable_edit_item()->set_text("Better");
  });
  add("archive_item", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_archive_item()->mutable_item() = s.first;
  });
  add("restore_item", [](const Scene& s, ParticipantId, Op& o) {
    const ItemId item = ItemId::from(s.archived);
    *o.mutable_restore_item()->mutable_item() = s.archived;
    o.mutable_restore_item()->set_archived_at(
        value(s.desk.state().backlog.items.at(item).archived_at));
  });
  add("split_item", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_split_item()->mutable_item() = s.first;
    o.mutable_split_item()->mutable_second()->set_title("Second half");
  });
  add("merge_item", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_merge_item()->mutable_item() = s.second;
    *o.mutable_merge_item()->mutable_into() = s.first;
  });
  add("sort_items", [](const Scene& s, ParticipantId, Op& o) {
    o.mutable_sort_items()->set_zone(v1::ZONE_ORDERED);
    *o.mutable_sort_items()->add_items() = s.second;
    *o.mutable_sort_items()->add_items() = s.first;
  });
  add("undo", [](const Scene& s, ParticipantId who, Op& o) {
    o.mutable_undo()->set_actor(Scene::of(s.moved, who).actor());
    o.mutable_undo()->set_counter(Scene::of(s.moved, who).counter());
  });
  add("redo", [](const Scene& s, ParticipantId who, Op& o) {
    o.mutable_redo()->set_actor(Scene::of(s.undone, who).actor());
    o.mutable_redo()->set_counter(Scene::of(s.undone, who).counter());
  });
  add("propose_order", [](const Scene& s, ParticipantId, Op& o) {
    v1::MoveItems& move = *o.mutable_propose_order()->add_moves();
    *move.add_items() = s.second;
    move.mutable_place()->set_top(true);
  });
  add("apply_proposal", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_apply_proposal()->mutable_proposal() = Scene::of(s.proposed, kSue);
  });
  add("reject_proposal", [](const Scene& s, ParticipantId who, Op& o) {
    *o.mutable_reject_proposal()->mutable_proposal() = Scene::of(s.proposed, who);
  });
  add("set_stale_policy", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_set_stale_policy()->set_policy(v1::STALE_POLICY_APPLY);
  });
}

void fill_flow_rows(std::map<std::string, Fill>& rows) {
  using Op = v1::Operation;
  const auto add = [&](const char* name, Fill fill) { rows.emplace(name, std::move(fill)); };
  add("plan_review",
      [](const Scene&, ParticipantId, Op& o) { o.mutable_plan_review()->set_title("Sprint 8"); });
  add("open_review", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_open_review()->mutable_review() = s.review;
  });
  add("close_review", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_close_review()->mutable_review() = s.review;
  });
  add("pause_review", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_pause_review()->mutable_review() = s.review;
  });
  add("resume_review", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_resume_review()->mutable_review() = s.review;
  });
  add("reopen_review", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_reopen_review()->mutable_review() = s.review;
  });
  add("edit_review", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_edit_review()->mutable_review() = s.review;
    o.mutable_edit_review()->set_title("Sprint 7");
    o.mutable_edit_review()->set_items_done(3);
  });
  add("set_agenda", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_set_agenda()->mutable_review() = s.review;
    o.mutable_set_agenda()->add_entries()->set_kind(v1::AGENDA_KIND_GOAL);
  });
  add("advance_agenda", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_advance_agenda()->mutable_review() = s.review;
    s.desk.review(s.review).agenda.front().id.to(o.mutable_advance_agenda()->mutable_to());
  });
  add("set_timer", [](const Scene& s, ParticipantId, Op& o) {
    v1::SetTimer& set = *o.mutable_set_timer();
    *set.mutable_review() = s.review;
    set.set_change(v1::TIMER_CHANGE_START);
    set.set_ms(60'000);
    set.set_if_timer_rev(s.desk.review(s.review).timer.rev);
  });
  add("add_increment", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_add_increment()->mutable_review() = s.review;
    o.mutable_add_increment()->set_title("One more");
  });
  add("edit_increment", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_edit_increment()->mutable_increment() = s.increment;
    o.mutable_edit_increment()->set_title("Booking by phone");
  });
  add("set_release", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_set_release()->mutable_increment() = s.increment;
    o.mutable_set_release()->set_release(v1::RELEASE_STATE_RELEASED);
  });
  add("assess_increment", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_assess_increment()->mutable_increment() = s.increment;
    o.mutable_assess_increment()->set_assessment(v1::ASSESSMENT_MEETS);
  });
  add("check_increment", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_check_increment()->mutable_increment() = s.increment;
    o.mutable_check_increment()->set_list(v1::CHECK_LIST_CRITERIA);
    o.mutable_check_increment()->set_met(true);
  });
  add("set_definition_of_done", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_set_definition_of_done()->add_checks("Reviewed by a second person");
  });
}

void fill_poll_rows(std::map<std::string, Fill>& rows) {
  using Op = v1::Operation;
  const auto add = [&](const char* name, Fill fill) { rows.emplace(name, std::move(fill)); };
  add("open_poll", [](const Scene& s, ParticipantId, Op& o) {
    v1::OpenPoll& open = *o.mutable_open_poll();
    *open.mutable_review() = s.review;
    open.set_question("And this?");
    open.set_kind(v1::POLL_KIND_ROTI);
    open.set_secrecy(v1::SECRECY_MASKED);
    open.set_results(v1::RESULTS_ON_REVEAL);
  });
  add("close_poll", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_close_poll()->mutable_poll() = s.poll;
  });
  add("reveal_poll", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_reveal_poll()->mutable_poll() = s.over;
  });
  add("void_poll", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_void_poll()->mutable_poll() = s.over;
  });
  add("set_dots", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_set_dots()->mutable_poll() = s.dots;
    o.mutable_set_dots()->set_dots(3);
  });
  add("cast_ballot", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_cast_ballot()->mutable_poll() = s.poll;
    o.mutable_cast_ballot()->set_selection(3);
  });
  add("enter_ballot", [](const Scene& s, ParticipantId, Op& o) {
    o.mutable_enter_ballot()->set_name("Walt");
    *o.mutable_enter_ballot()->mutable_ballot()->mutable_poll() = s.poll;
    o.mutable_enter_ballot()->mutable_ballot()->set_selection(3);
  });
  add("admit_voters", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_admit_voters()->mutable_poll() = s.poll;
    o.mutable_admit_voters()->add_participants(value(kSue));
  });
}

void fill_feedback_rows(std::map<std::string, Fill>& rows) {
  using Op = v1::Operation;
  const auto add = [&](const char* name, Fill fill) { rows.emplace(name, std::move(fill)); };
  add("give_feedback", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_give_feedback()->mutable_review() = s.review;
    o.mutable_give_feedback()->set_kind(v1::FEEDBACK_KIND_IDEA);
    o.mutable_give_feedback()->set_text("Night rides");
  });
  add("upvote_feedback", [](const Scene& s, ParticipantId who, Op& o) {
    *o.mutable_upvote_feedback()->mutable_feedback() = s.said_by(who == kSue ? kAda : kSue);
  });
  add("retract_feedback", [](const Scene& s, ParticipantId who, Op& o) {
    *o.mutable_retract_feedback()->mutable_feedback() = s.said_by(who);
  });
  add("triage_feedback", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_triage_feedback()->mutable_feedback() = s.said_by(kSue);
    o.mutable_triage_feedback()->set_state(v1::FEEDBACK_STATE_PARKED);
  });
  add("answer_feedback", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_answer_feedback()->mutable_feedback() = s.said_by(kSue);
    o.mutable_answer_feedback()->set_text("In November");
  });
  add("merge_feedback", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_merge_feedback()->mutable_feedback() = s.said_by(kSue);
    *o.mutable_merge_feedback()->mutable_into() = s.said_by(kDan);
  });
  add("unmerge_feedback", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_unmerge_feedback()->mutable_feedback() = s.said_by(kSue);
  });
  add("convert_feedback", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_convert_feedback()->mutable_feedback() = s.said_by(kSue);
    o.mutable_convert_feedback()->mutable_item()->set_title("Night rides");
    o.mutable_convert_feedback()->mutable_place()->set_top(true);
  });
  add("hold_feedback", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_hold_feedback()->mutable_review() = s.review;
    o.mutable_hold_feedback()->set_hold(true);
  });
  add("release_feedback", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_release_feedback()->add_feedback() = s.held;
  });
  add("discard_feedback", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_discard_feedback()->mutable_feedback() = s.held;
  });
}

void fill_people_rows(std::map<std::string, Fill>& rows) {
  using Op = v1::Operation;
  const auto add = [&](const char* name, Fill fill) { rows.emplace(name, std::move(fill)); };
  add("delegate", [](const Scene& s, ParticipantId, Op& o) {
    o.mutable_delegate()->set_to(value(kDan));
    o.mutable_delegate()->add_scopes(v1::DELEGATION_SCOPE_EDIT);
    o.mutable_delegate()->set_expires_ms(s.desk.now() + 60'000);
  });
  add("revoke_delegation", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_revoke_delegation()->mutable_delegation() = s.lent;
  });
  add("create_invite", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_create_invite()->set_role(v1::ROLE_OBSERVER);
    o.mutable_create_invite()->set_secret_hash(std::string(32, 'n'));
  });
  add("revoke_invite", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_revoke_invite()->mutable_invite() = s.invite;
  });
  add("set_join_code",
      [](const Scene&, ParticipantId, Op& o) { o.mutable_set_join_code()->set_code("QJ4XW2NR"); });
  add("admit_waiting", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_admit_waiting()->add_participants(value(kOle));
  });
  add("refuse_waiting", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_refuse_waiting()->add_participants(value(kOle));
  });
  add("remove_participant", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_remove_participant()->set_participant(value(kOle));
  });
  add("mute_participant", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_mute_participant()->set_participant(value(kOle));
    o.mutable_mute_participant()->set_muted(true);
  });
  add("change_role", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_change_role()->set_participant(value(kOle));
    o.mutable_change_role()->set_role(v1::ROLE_STAKEHOLDER);
  });
  add("hand_over", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_hand_over()->set_participant(value(kSam));
    o.mutable_hand_over()->set_role(v1::ROLE_DEVELOPER);
  });
  add("set_facilitator", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_set_facilitator()->set_participant(value(kSam));
  });
  add("set_groups", [](const Scene& s, ParticipantId, Op& o) {
    o.mutable_set_groups()->add_groups()->set_name("City");
    o.mutable_set_groups()->set_if_version(value(s.desk.state().groups_at));
  });
  add("assign_group", [](const Scene& s, ParticipantId, Op& o) {
    o.mutable_assign_group()->add_participants(value(kOle));
    *o.mutable_assign_group()->mutable_group() = s.group;
  });
  add("choose_group", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_choose_group()->mutable_group() = s.group;
  });
}

void fill_goal_rows(std::map<std::string, Fill>& rows) {
  using Op = v1::Operation;
  const auto add = [&](const char* name, Fill fill) { rows.emplace(name, std::move(fill)); };
  add("set_vision", [](const Scene&, ParticipantId, Op& o) {
    o.mutable_set_vision()->set_text("Everybody rides");
  });
  add("set_product_goal", [](const Scene& s, ParticipantId, Op& o) {
    v1::SetProductGoal& set = *o.mutable_set_product_goal();
    *set.mutable_goal() = s.goal;
    set.set_statement("Many more people ride");
    set.set_if_version(value(s.desk.state().goals.at(GoalId::from(s.goal)).set_at));
  });
  add("record_progress", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_record_progress()->mutable_goal() = s.goal;
    o.mutable_record_progress()->set_current(5);
  });
  add("end_product_goal", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_end_product_goal()->mutable_goal() = s.goal;
    o.mutable_end_product_goal()->set_state(v1::GOAL_STATE_ACHIEVED);
  });
  add("add_action", [](const Scene& s, ParticipantId, Op& o) {
    *o.mutable_add_action()->mutable_review() = s.review;
    o.mutable_add_action()->set_text("Ask the harbour");
  });
  add("edit_action", [](const Scene& s, ParticipantId, Op& o) {
    v1::EditAction& edit = *o.mutable_edit_action();
    *edit.mutable_action() = s.action;
    edit.set_text("Count all of them");
    edit.set_state(v1::ACTION_STATE_OPEN);
    edit.set_if_version(value(s.desk.state().actions.at(ActionId::from(s.action)).edited_at));
  });
}

}  // namespace

const std::map<std::string, Fill>& one_of_each() {
  static const std::map<std::string, Fill> rows = [] {
    std::map<std::string, Fill> out;
    fill_backlog_rows(out);
    fill_flow_rows(out);
    fill_poll_rows(out);
    fill_feedback_rows(out);
    fill_people_rows(out);
    fill_goal_rows(out);
    return out;
  }();
  return rows;
}

}  // namespace reviewd::domain
