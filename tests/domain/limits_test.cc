// G4: what a product can hold, each limit of domain/limits.h at its value and one above. How it is
// answered by a whole room is in tests/engine/room_limits_test.cc.

#include "domain/limits.h"

#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>

#include "domain/apply.h"
#include "domain/canonical.h"
#include "domain/decide.h"
#include "domain/invite.h"
#include "domain/participant.h"
#include "domain/session.h"
#include "domain/waiting_room.h"

namespace reviewd::domain {
namespace {

constexpr ParticipantId kOwner{1};
constexpr std::uint32_t kOpen = 1;    // the owner's actors
constexpr std::uint32_t kSealed = 2;  //
constexpr ReviewId kReview{kOpen, 1, 0};
constexpr IncrementId kIncrement{kOpen, 2, 0};
constexpr PollId kPoll{kOpen, 3, 0};
constexpr TimeMs kNow{1'000'000};
constexpr char kCode[] = "QJ4XW2NR";

std::string text_of(std::size_t bytes) { return std::string(bytes, 'x'); }

Digest digest(std::size_t number) { return sha256(std::to_string(number)); }

ItemId add_item(State& state, std::uint32_t number) {
  const ItemId id{kOpen, 100, number};
  const SlotId slot{kOpen, 100, number};
  state.backlog.items.emplace(id, Item{.slot = slot});
  state.backlog.order.append({.id = slot, .seq = Seq{1}, .item = id, .live = true});
  return id;
}

// One Product Owner, one item, one open review with an increment and an open fist-of-five.
State meeting() {
  State state;
  state.seq = Seq{10};
  state.time = kNow;
  state.participants.emplace(kOwner, Participant{.role = v1::ROLE_PRODUCT_OWNER});
  state.product_owner = kOwner;
  state.next_participant = 2;
  for (const std::uint32_t actor : {kOpen, kSealed}) {
    state.actors.emplace(ActorId{actor}, Actor{.participant = kOwner, .sealed = actor == kSealed});
  }
  state.next_actor = 3;
  add_item(state, 0);
  state.reviews.emplace(kReview, Review{.state = v1::REVIEW_STATE_OPEN});
  state.increments.emplace(kIncrement, Increment{.review = kReview});
  state.polls.emplace(
      kPoll,
      Poll{.increment = kIncrement, .kind = v1::POLL_KIND_FIST_OF_FIVE, .electorate = {kOwner}});
  state.join_code = Text{.plain = kCode};
  return state;
}

class Desk {
 public:
  explicit Desk(State state) : state(std::move(state)) {}

  Result<Decision> decide(v1::Operation operation) {
    const bool sealed = operation.has_cast_ballot();
    operation.set_actor(sealed ? kSealed : kOpen);
    operation.set_counter(++counter_);
    operation.set_base(value(state.seq));
    const Author author{.participant = kOwner,
                        .role = v1::ROLE_PRODUCT_OWNER,
                        .actor = ActorId{operation.actor()},
                        .sealed = sealed};
    const Order::Decided decided = [](SlotId) { return true; };
    return domain::decide(
        operation,
        {.state = state, .author = author, .now = kNow, .draw = draw, .decided = decided});
  }

  // As a room does: sealed entries after as many events as they say.
  void apply(Decision decision) {
    std::uint32_t applied = 0;
    const auto apply_sealed = [&](bool all) {
      std::erase_if(decision.sealed, [&](v1::SealedEntry& entry) {
        if (!all && entry.after_events() > applied) return false;
        entry.set_time_ms(value(kNow));
        domain::apply(state, entry);
        return true;
      });
    };
    for (v1::Event& event : decision.events) {
      apply_sealed(false);
      event.set_seq(value(next(state.seq)));
      event.set_time_ms(value(kNow));
      event.set_author(value(kOwner));
      event.set_actor(kOpen);
      event.set_counter(counter_);
      domain::apply(state, event);
      ++applied;
    }
    apply_sealed(true);
  }

  State state;
  Draw draw{Entropy{}};

 private:
  std::uint32_t counter_ = 1000;
};

template <class T>
v1::ErrorCode refusal(const Result<T>& result) {
  return result ? v1::ERROR_CODE_UNSPECIFIED : result.error().code;
}

// ------------------------------------------------------------ sizes inside of one operation

struct Size {
  const char* name;
  std::size_t limit;
  v1::ErrorCode code;
  std::function<void(std::size_t, v1::Operation&)> fill;  // so many bytes, or things, or points
};

std::ostream& operator<<(std::ostream& out, const Size& size) { return out << size.name; }

class OneOperation : public testing::TestWithParam<Size> {};

TEST_P(OneOperation, G4IsAcceptedAtTheLimitAndChangesNothingAbove) {
  Desk desk(meeting());
  for (std::uint32_t k = 1; k <= kItemsPerOperationMax; ++k) add_item(desk.state, k);
  const Size& size = GetParam();
  v1::Operation at;
  v1::Operation above;
  size.fill(size.limit, at);
  size.fill(size.limit + 1, above);

  const Digest before = state_hash(desk.state);
  EXPECT_EQ(refusal(desk.decide(above)), size.code);
  EXPECT_EQ(state_hash(desk.state), before);
  auto decision = desk.decide(at);
  ASSERT_TRUE(decision) << decision.error().text;
  desk.apply(*std::move(decision));
  EXPECT_NE(state_hash(desk.state), before);
}

v1::NewItem& new_item(v1::Operation& operation) {
  operation.mutable_add_items()->mutable_place()->set_end(true);
  v1::NewItem& item = *operation.mutable_add_items()->add_items();
  item.set_title("T");
  return item;
}

v1::EditItem& edit(v1::Operation& operation, v1::ItemField field) {
  v1::EditItem& edit = *operation.mutable_edit_item();
  ItemId{kOpen, 100, 0}.to(edit.mutable_item());
  edit.set_field(field);
  return edit;
}

v1::AddIncrement& increment(v1::Operation& operation) {
  v1::AddIncrement& add = *operation.mutable_add_increment();
  kReview.to(add.mutable_review());
  add.set_title("T");
  return add;
}

v1::OpenPoll& poll(v1::Operation& operation) {
  v1::OpenPoll& open = *operation.mutable_open_poll();
  kIncrement.to(open.mutable_increment());
  open.set_question("Q");
  open.set_kind(v1::POLL_KIND_CONSENT);
  open.set_secrecy(v1::SECRECY_NAMED);
  open.set_results(v1::RESULTS_LIVE);
  return open;
}

v1::GiveFeedback& feedback(v1::Operation& operation) {
  v1::GiveFeedback& give = *operation.mutable_give_feedback();
  kReview.to(give.mutable_review());
  give.set_kind(v1::FEEDBACK_KIND_PRAISE);
  give.set_text("T");
  return give;
}

v1::PlanReview& plan(v1::Operation& operation) {
  operation.mutable_plan_review()->set_title("T");
  return *operation.mutable_plan_review();
}

const Size kItemSizes[] = {
    {"TitleOfANewItem", kTitleBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { new_item(o).set_title(text_of(n)); }},
    {"DescriptionOfANewItem", kTextBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { new_item(o).set_description(text_of(n)); }},
    {"RefOfANewItem", kRefBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { new_item(o).set_ref(text_of(n)); }},
    {"LabelOfANewItem", kLabelBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { new_item(o).add_labels(text_of(n)); }},
    {"LabelsOfANewItem", kLabelsMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) {
       v1::NewItem& item = new_item(o);
       for (std::size_t i = 0; i < n; ++i) item.add_labels(std::to_string(i));
     }},
    {"EstimateOfANewItem", kEstimateMax, v1::ERROR_CODE_BAD_REQUEST,
     [](std::size_t n, v1::Operation& o) {
       new_item(o).set_estimate(static_cast<std::uint32_t>(n));
     }},
    {"ItemsOfOneAdd", kItemsPerOperationMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) {
       for (std::size_t i = 0; i < n; ++i) new_item(o);
     }},
    {"ItemsOfOneMove", kItemsPerOperationMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) {
       o.mutable_move_items()->mutable_place()->set_top(true);
       for (std::uint32_t k = 0; k < n; ++k) {
         ItemId{kOpen, 100, k}.to(o.mutable_move_items()->add_items());
       }
     }},
    {"FallbacksOfAGap", kFallbacksMax, v1::ERROR_CODE_BAD_REQUEST,
     [](std::size_t n, v1::Operation& o) {
       new_item(o);
       v1::Gap& gap = *o.mutable_add_items()->mutable_place()->mutable_gap();
       for (std::size_t i = 0; i < n; ++i) gap.add_fallbacks();
     }},
    {"EditedTitle", kTitleBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { edit(o, v1::ITEM_FIELD_TITLE).set_text(text_of(n)); }},
    {"EditedDescription", kTextBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) {
       edit(o, v1::ITEM_FIELD_DESCRIPTION).set_text(text_of(n));
     }},
    {"EditedEstimate", kEstimateMax, v1::ERROR_CODE_BAD_REQUEST,
     [](std::size_t n, v1::Operation& o) {
       edit(o, v1::ITEM_FIELD_ESTIMATE).set_number(static_cast<std::uint32_t>(n));
     }},
    {"AddedLabel", kLabelBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { edit(o, v1::ITEM_FIELD_LABEL).set_text(text_of(n)); }},
    {"Reason", kReasonBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) {
       new_item(o);
       o.set_reason(text_of(n));
     }},
};

const Size kMeetingSizes[] = {
    {"TitleOfAReview", kTitleBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { plan(o).set_title(text_of(n)); }},
    {"SprintGoal", kTitleBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { plan(o).set_sprint_goal(text_of(n)); }},
    {"TitleOfAnIncrement", kTitleBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { increment(o).set_title(text_of(n)); }},
    {"SummaryOfAnIncrement", kTextBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { increment(o).set_summary(text_of(n)); }},
    {"Presenter", kNameBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { increment(o).set_presenter(text_of(n)); }},
    {"DemoLink", kTitleBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) {
       increment(o).set_demo_link("https://" + text_of(n - 8));
     }},
    {"Criterion", kTitleBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { increment(o).add_criteria(text_of(n)); }},
    {"CriteriaOfAnIncrement", kCriteriaMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) {
       for (std::size_t i = 0; i < n; ++i) increment(o).add_criteria("C");
     }},
    {"CheckOfDone", kTitleBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) {
       o.mutable_set_definition_of_done()->add_checks(text_of(n));
     }},
    {"ChecksOfDone", kChecksMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) {
       for (std::size_t i = 0; i < n; ++i) o.mutable_set_definition_of_done()->add_checks("C");
     }},
    {"Question", kTitleBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { poll(o).set_question(text_of(n)); }},
    {"LongestPoll", kPollMsMax, v1::ERROR_CODE_BAD_REQUEST,
     [](std::size_t n, v1::Operation& o) {
       poll(o).set_open_for_ms(static_cast<std::uint32_t>(n));
     }},
    {"ShortestPoll", 0, v1::ERROR_CODE_BAD_REQUEST,
     [](std::size_t less, v1::Operation& o) {
       poll(o).set_open_for_ms(kPollMsMin - static_cast<std::uint32_t>(less));
     }},
    {"Fingers", kFingersMax, v1::ERROR_CODE_BAD_REQUEST,
     [](std::size_t n, v1::Operation& o) {
       kPoll.to(o.mutable_cast_ballot()->mutable_poll());
       o.mutable_cast_ballot()->set_fingers(static_cast<std::uint32_t>(n));
     }},
    {"TextOfFeedback", kTextBytesMax, v1::ERROR_CODE_TOO_LARGE,
     [](std::size_t n, v1::Operation& o) { feedback(o).set_text(text_of(n)); }},
};

std::string name_of(const testing::TestParamInfo<Size>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Items, OneOperation, testing::ValuesIn(kItemSizes), name_of);
INSTANTIATE_TEST_SUITE_P(Meeting, OneOperation, testing::ValuesIn(kMeetingSizes), name_of);

TEST(AddedLabels, G4OfOneItemAtAndAboveTheLimit) {
  Desk desk(meeting());
  Item& item = desk.state.backlog.items.at(ItemId{kOpen, 100, 0});
  const auto add = [&](const std::string& label) {
    v1::Operation operation;
    edit(operation, v1::ITEM_FIELD_LABEL).set_text(label);
    return desk.decide(operation);
  };
  for (std::size_t i = 0; i + 1 < kLabelsMax; ++i) item.labels.push_back({.plain = text_of(i + 1)});

  auto last = add("last");
  ASSERT_TRUE(last);
  desk.apply(*std::move(last));
  EXPECT_EQ(item.labels.size(), kLabelsMax);
  EXPECT_EQ(refusal(add("one more")), v1::ERROR_CODE_TOO_LARGE);
  const auto again = add("last");
  ASSERT_TRUE(again) << "C21: it is there already";
  EXPECT_EQ(again->kind, v1::OUTCOME_KIND_NOOP);
  EXPECT_EQ(item.labels.size(), kLabelsMax);
}

// ------------------------------------------------------------------- things of a product

// Fills a product up to one below the limit, and says how many there are.
struct Count {
  const char* name;
  std::size_t limit;
  std::function<std::size_t(const State&)> have;
  std::function<void(State&, std::size_t)> put;  // one more, by a number of its own
  std::function<void(v1::Operation&, std::size_t)> make;
};

std::ostream& operator<<(std::ostream& out, const Count& count) { return out << count.name; }

class OneProduct : public testing::TestWithParam<Count> {};

TEST_P(OneProduct, G4HoldsAsManyAsTheLimitSaysAndNoMore) {
  Desk desk(meeting());
  const Count& count = GetParam();
  for (std::size_t i = 1; count.have(desk.state) + 1 < count.limit; ++i) count.put(desk.state, i);
  v1::Operation last;
  v1::Operation one_more;
  count.make(last, 1);
  count.make(one_more, 2);

  auto decision = desk.decide(last);
  ASSERT_TRUE(decision) << decision.error().text;
  desk.apply(*std::move(decision));
  EXPECT_EQ(count.have(desk.state), count.limit);
  const Seq before = desk.state.seq;
  EXPECT_EQ(refusal(desk.decide(one_more)), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(count.have(desk.state), count.limit);
  EXPECT_EQ(desk.state.seq, before);
}

template <class Id>
Id numbered(std::size_t number) {
  return Id{7, static_cast<std::uint32_t>(number), 0};
}

const Count kCounts[] = {
    {"Items", kItemsMax, [](const State& s) { return s.backlog.items.size(); },
     [](State& s, std::size_t i) { add_item(s, static_cast<std::uint32_t>(i)); },
     [](v1::Operation& o, std::size_t) { new_item(o); }},
    {"Reviews", kReviewsMax, [](const State& s) { return s.reviews.size(); },
     [](State& s, std::size_t i) { s.reviews.emplace(numbered<ReviewId>(i), Review{}); },
     [](v1::Operation& o, std::size_t) { plan(o); }},
    {"Increments", kIncrementsMax, [](const State& s) { return s.increments.size(); },
     [](State& s, std::size_t i) {
       s.increments.emplace(numbered<IncrementId>(i), Increment{.review = kReview});
     },
     [](v1::Operation& o, std::size_t) { increment(o); }},
    {"Polls", kPollsMax, [](const State& s) { return s.polls.size(); },
     [](State& s, std::size_t i) {
       s.polls.emplace(numbered<PollId>(i), Poll{.increment = kIncrement});
     },
     [](v1::Operation& o, std::size_t) { poll(o); }},
    {"Feedback", kFeedbackMax, [](const State& s) { return s.feedback.size(); },
     [](State& s, std::size_t i) {
       s.feedback.emplace(numbered<FeedbackId>(i), Feedback{.review = kReview});
     },
     [](v1::Operation& o, std::size_t) { feedback(o); }},
    {"Invites", kInvitesMax, [](const State& s) { return s.invites.size(); },
     [](State& s, std::size_t i) { s.invites.emplace(numbered<InviteId>(i), Invite{}); },
     [](v1::Operation& o, std::size_t number) {
       o.mutable_create_invite()->set_role(v1::ROLE_STAKEHOLDER);
       o.mutable_create_invite()->set_secret_hash(std::string(as_bytes(digest(number))));
     }},
};

INSTANTIATE_TEST_SUITE_P(Counts, OneProduct, testing::ValuesIn(kCounts),
                         [](const auto& info) { return std::string(info.param.name); });

// --------------------------------------------------------------------------------- people

class People : public testing::Test {
 protected:
  People() : desk_(meeting()) {
    const InviteId link{7, 1, 0};
    desk_.state.invites.emplace(link,
                                Invite{.role = v1::ROLE_STAKEHOLDER, .secret_hash = digest(0)});
    desk_.state.invite_by_secret.emplace(digest(0), link);
  }

  void put_participants(std::size_t up_to) {
    while (desk_.state.participants.size() < up_to) {
      desk_.state.participants.emplace(ParticipantId{desk_.state.next_participant++},
                                       Participant{.role = v1::ROLE_STAKEHOLDER});
    }
  }

  Arrival arrival(std::string_view name) {
    return {.secret_hash = digest(0),
            .name = name,
            .handle = "0123456789abcdef",
            .token_hash = digest(1'000'000 + ++arrivals_)};
  }
  // By the link; whoever is let in is in the state.
  v1::ErrorCode join(std::string_view name = "Ada") {
    return enter(decide_join(desk_.state, arrival(name), kNow, desk_.draw));
  }
  v1::ErrorCode wait(std::string_view name = "Ada") {
    return enter(decide_wait(desk_.state, kCode, arrival(name), desk_.draw));
  }

  Desk desk_;

 private:
  v1::ErrorCode enter(Result<Entry> entry) {
    if (!entry) return entry.error().code;
    desk_.apply(std::move(entry->decision));
    return v1::ERROR_CODE_UNSPECIFIED;
  }

  std::size_t arrivals_ = 0;
};

TEST_F(People, G4ParticipantsAtAndAboveTheLimit) {
  put_participants(kParticipantsMax - 1);
  EXPECT_EQ(join(), v1::ERROR_CODE_UNSPECIFIED);
  EXPECT_EQ(desk_.state.participants.size(), kParticipantsMax);
  EXPECT_EQ(join(), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(wait(), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(desk_.state.participants.size(), kParticipantsMax);
  EXPECT_EQ(desk_.state.sessions.size(), 1u);
}

TEST_F(People, G4ThoseWhoWaitCountAmongTheParticipants) {
  put_participants(kParticipantsMax - 1);
  EXPECT_EQ(wait(), v1::ERROR_CODE_UNSPECIFIED);
  EXPECT_EQ(wait(), v1::ERROR_CODE_TOO_LARGE) << "or there would be no place for both";
  EXPECT_EQ(desk_.state.waiting.size(), 1u);
}

TEST_F(People, G4WaitingPeopleAtAndAboveTheLimit) {
  for (std::uint32_t i = 1; i < kWaitingMax; ++i) {
    desk_.state.waiting.emplace(ParticipantId{desk_.state.next_participant++}, Waiting{});
  }
  EXPECT_EQ(wait(), v1::ERROR_CODE_UNSPECIFIED);
  EXPECT_EQ(desk_.state.waiting.size(), kWaitingMax);
  EXPECT_EQ(wait(), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(desk_.state.waiting.size(), kWaitingMax);
  EXPECT_EQ(join(), v1::ERROR_CODE_UNSPECIFIED) << "a link does not lead through it";
}

TEST_F(People, G4SessionsAtAndAboveTheLimit) {
  for (std::size_t i = 1; i < kSessionsMax; ++i) {
    desk_.state.sessions.emplace(digest(i), Session{.participant = kOwner});
  }
  EXPECT_EQ(join(), v1::ERROR_CODE_UNSPECIFIED);
  EXPECT_EQ(desk_.state.sessions.size(), kSessionsMax);
  const std::size_t people = desk_.state.participants.size();
  EXPECT_EQ(join(), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(wait(), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(desk_.state.sessions.size(), kSessionsMax);
  EXPECT_EQ(desk_.state.participants.size(), people);
}

TEST_F(People, G4NamesAtAndAboveTheLimit) {
  const std::string at = text_of(kNameBytesMax);
  EXPECT_EQ(join(at), v1::ERROR_CODE_UNSPECIFIED);
  EXPECT_EQ(wait(at), v1::ERROR_CODE_UNSPECIFIED);
  EXPECT_EQ(join(at + "x"), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(wait(at + "x"), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(desk_.state.participants.size(), 2u);
  EXPECT_EQ(desk_.state.waiting.size(), 1u);
}

TEST_F(People, G4AProductIsFoundedWithNamesAndInvitesAtTheLimitAndNoMore) {
  const std::string name = text_of(kTitleBytesMax);
  const std::string owner = text_of(kNameBytesMax);
  const auto found = [&](const std::string& product, const std::string& person, std::size_t links) {
    return refusal(decide_found_product({.name = product,
                                         .owner_name = person,
                                         .owner_handle = "0123456789abcdef",
                                         .owner_token_hash = {},
                                         .invites = std::vector<InviteGrant>(links)},
                                        State{}, desk_.draw));
  };
  EXPECT_EQ(found(name, owner, kInvitesMax), v1::ERROR_CODE_UNSPECIFIED);
  EXPECT_EQ(found(name + "x", owner, 0), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(found(name, owner + "x", 0), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(found(name, owner, kInvitesMax + 1), v1::ERROR_CODE_TOO_LARGE);
}

TEST_F(People, G4TheAdministratorsReasonAtAndAboveTheLimit) {
  const std::string at = text_of(kReasonBytesMax);
  const auto restore = [&](const std::string& reason) {
    return refusal(decide_restore_access(desk_.state, digest(9), reason, kNow, desk_.draw));
  };
  EXPECT_EQ(restore(at), v1::ERROR_CODE_UNSPECIFIED);
  EXPECT_EQ(restore(at + "x"), v1::ERROR_CODE_TOO_LARGE);
}

TEST_F(People, G4ListsOfPeopleAtAndAboveTheLimit) {
  v1::Operation admit;
  for (std::uint32_t i = 0; i < kWaitingMax; ++i)
    admit.mutable_admit_waiting()->add_participants(1);
  EXPECT_TRUE(desk_.decide(admit));
  admit.mutable_admit_waiting()->add_participants(1);
  EXPECT_EQ(refusal(desk_.decide(admit)), v1::ERROR_CODE_TOO_LARGE);

  v1::Operation voters;
  kPoll.to(voters.mutable_admit_voters()->mutable_poll());
  for (std::size_t i = 0; i < kParticipantsMax; ++i)
    voters.mutable_admit_voters()->add_participants(1);
  EXPECT_TRUE(desk_.decide(voters));
  voters.mutable_admit_voters()->add_participants(1);
  EXPECT_EQ(refusal(desk_.decide(voters)), v1::ERROR_CODE_TOO_LARGE);
}

// ----------------------------------------------------------------------------- what ends

TimeMs later(std::int64_t ms) { return static_cast<TimeMs>(value(kNow) + ms); }

TEST_F(People, G4TheOldestDeviceLinkIsForgottenAboveTheLimit) {
  const auto make = [&](std::size_t number) {
    auto decision = decide_make_device_link(desk_.state, kOwner, digest(number), later(0));
    ASSERT_TRUE(decision);
    // Each a little later than the one before, or none would be the oldest.
    decision->sealed.front().mutable_device_link_made()->set_expires_ms(
        value(kNow) + kDeviceLinkLifeMs + static_cast<std::int64_t>(number));
    desk_.apply(*std::move(decision));
  };
  for (std::size_t i = 1; i <= kDeviceLinksMax; ++i) make(i);
  EXPECT_EQ(desk_.state.device_links.size(), kDeviceLinksMax);
  EXPECT_TRUE(desk_.state.device_links.contains(digest(1)));
  make(kDeviceLinksMax + 1);
  EXPECT_EQ(desk_.state.device_links.size(), kDeviceLinksMax);
  EXPECT_FALSE(desk_.state.device_links.contains(digest(1)));
  EXPECT_TRUE(desk_.state.device_links.contains(digest(2)));
}

TEST_F(People, G4ADeviceLinkLivesAsLongAsTheLimitSays) {
  desk_.apply(decide_make_device_link(desk_.state, kOwner, digest(5), kNow).value());
  EXPECT_TRUE(usable_device_link(desk_.state, digest(5), later(kDeviceLinkLifeMs - 1)));
  EXPECT_EQ(refusal(usable_device_link(desk_.state, digest(5), later(kDeviceLinkLifeMs))),
            v1::ERROR_CODE_EXPIRED);
}

TEST(Session, G4EndsAtItsLifeOrItsIdleTimeAndNotBefore) {
  const Session session{.participant = kOwner, .started = kNow, .seen = later(kSessionLifeMs - 5)};
  EXPECT_FALSE(expired(session, later(kSessionLifeMs - 1)));
  EXPECT_TRUE(expired(session, later(kSessionLifeMs)));
  const Session idle{.participant = kOwner, .started = kNow, .seen = kNow};
  EXPECT_FALSE(expired(idle, later(kSessionIdleMs - 1)));
  EXPECT_TRUE(expired(idle, later(kSessionIdleMs)));
}

TEST(Session, G4ASignOfLifeIsLoggedOnceInTheTimeOfTheLimit) {
  State state = meeting();
  state.sessions.emplace(digest(1), Session{.participant = kOwner, .started = kNow, .seen = kNow});
  EXPECT_TRUE(decide_seen(state, digest(1), later(kSessionSeenEveryMs - 1)).sealed.empty());
  EXPECT_EQ(decide_seen(state, digest(1), later(kSessionSeenEveryMs)).sealed.size(), 1u);
}

TEST(DeadSlots, G4TheOldestIsForgottenAboveTheLimit) {
  State state = meeting();
  Order& order = state.backlog.order;
  for (std::uint32_t k = 1; k <= kDeadSlotsMax + 1; ++k) add_item(state, k);
  const SlotId oldest{kOpen, 100, 1};
  for (std::uint32_t k = 1; k <= kDeadSlotsMax; ++k) order.leave({kOpen, 100, k});
  EXPECT_EQ(order.dead(), kDeadSlotsMax);
  EXPECT_NE(order.find(oldest), nullptr);

  order.leave({kOpen, 100, kDeadSlotsMax + 1});

  EXPECT_EQ(order.dead(), kDeadSlotsMax);
  EXPECT_EQ(order.find(oldest), nullptr);
  EXPECT_NE(order.find({kOpen, 100, 2}), nullptr);
}

}  // namespace
}  // namespace reviewd::domain
