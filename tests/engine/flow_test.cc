// The flow of a meeting as a room carries it: due events, who is told what, lent power on events,
// and that a restart changes nothing.

#include "domain/canonical.h"
#include "domain/snapshot.h"
#include "engine/meeting_fixture.h"

namespace reviewd::engine {
namespace {

class FlowTest : public MeetingFixture {
 protected:
  v1::Operation set_timer(ConnectionId who, v1::TimerChange change, std::uint32_t ms,
                          std::uint32_t rev) {
    v1::Operation out = operation(who);
    *out.mutable_set_timer()->mutable_review() = review_;
    out.mutable_set_timer()->set_change(change);
    out.mutable_set_timer()->set_ms(ms);
    out.mutable_set_timer()->set_if_timer_rev(rev);
    return out;
  }

  // The count is told on the beat; then the review is over.
  void upvote_and_close(ConnectionId who, const v1::Id& said) {
    v1::Operation upvote = operation(who, true);
    *upvote.mutable_upvote_feedback()->mutable_feedback() = said;
    decide(who, upvote);
    now_ms_ += 2'000;
    tick();
    v1::Operation close = operation(owner_);
    *close.mutable_close_review()->mutable_review() = review_;
    decide(owner_, close);
  }

  v1::ErrorCode refusal(ConnectionId who, const v1::Operation& operation) {
    const auto outcome = decide(who, operation);
    return outcome ? outcome->error().code() : v1::ERROR_CODE_UNSPECIFIED;
  }

  v1::Operation lead(ConnectionId by, ParticipantId who) {
    v1::Operation out = operation(by);
    out.mutable_set_facilitator()->set_participant(value(who));
    return out;
  }

  v1::Operation lend(ParticipantId to, v1::DelegationScope scope, std::int64_t for_ms) {
    v1::Operation out = operation(owner_);
    out.mutable_delegate()->set_to(value(to));
    out.mutable_delegate()->add_scopes(scope);
    out.mutable_delegate()->set_expires_ms(now_ms_ + for_ms);
    return out;
  }
};

TEST_F(FlowTest, C36ExpiryIsPublishedOnceAndSurvivesARestart) {
  open_review();
  EXPECT_FALSE(decide(owner_, set_timer(owner_, v1::TIMER_CHANGE_START, 5'000, 0)));
  now_ms_ += 4'999;
  tick();
  EXPECT_NE(published_.back().timer_set().change(), v1::TIMER_CHANGE_EXPIRE);
  restart();  // the deadline is of the log, not of the process
  now_ms_ += 1;
  tick();
  sync();
  ASSERT_TRUE(published_.back().has_timer_set());
  EXPECT_EQ(published_.back().timer_set().change(), v1::TIMER_CHANGE_EXPIRE);
  EXPECT_EQ(published_.back().author(), 0u);
  const std::size_t events = published_.size();
  now_ms_ += 60'000;
  tick();
  sync();
  EXPECT_EQ(published_.size(), events);
}

TEST_F(FlowTest, G9ADeveloperSeesTheLobbyOnlyWhenLeading) {
  const ParticipantId dan = join(v1::ROLE_DEVELOPER, "dan");
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  const ConnectionId dans = connect(dan);
  const ConnectionId guests = connect(gus);
  EXPECT_EQ(last_frame(dans, v1::ServerFrame::kLobby), nullptr);
  EXPECT_FALSE(decide(owner_, lead(owner_, dan)));
  tick();
  sync();
  EXPECT_NE(last_frame(dans, v1::ServerFrame::kLobby), nullptr);
  EXPECT_EQ(last_frame(guests, v1::ServerFrame::kLobby), nullptr);
}

TEST_F(FlowTest, C33DelegatesEventsNameThoseInWhosePlaceTheyAct) {
  const ParticipantId dan = join(v1::ROLE_DEVELOPER, "dan");
  const ConnectionId dans = connect(dan);
  EXPECT_EQ(refusal(dans, add(dans, {"A"})), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_FALSE(decide(owner_, lend(dan, v1::DELEGATION_SCOPE_EDIT, 60'000)));
  EXPECT_FALSE(decide(dans, add(dans, {"A"})));
  EXPECT_EQ(published_.back().author(), value(dan));
  EXPECT_EQ(published_.back().on_behalf_of(), 1u);
  restart();
  const ConnectionId back = connect(dan);
  EXPECT_FALSE(decide(back, add(back, {"B"})));
  now_ms_ += 60'000;
  EXPECT_EQ(refusal(back, add(back, {"C"})), v1::ERROR_CODE_FORBIDDEN);
}

// A guest who came while the review was closed was not given what had been said in it.
TEST_F(FlowTest, C50GuestsStartOverWhenAReviewIsReopened) {
  open_review();
  const v1::Operation slow = feedback(owner_, "Too slow", false);
  decide(owner_, slow);
  const ConnectionId ada = connect(join(v1::ROLE_STAKEHOLDER, "ada"));
  upvote_and_close(ada, made_by(slow));
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  const ParticipantId dan = join(v1::ROLE_DEVELOPER, "dan");
  const ConnectionId guest = connect(gus);
  const ConnectionId team = connect(dan);
  const auto said = [](const StartStream& stream) {
    v1::RowChunk whole;
    for (const std::string& chunk : stream.snapshot->chunks) whole.MergeFromString(chunk);
    return whole.meeting().feedback_size();
  };
  EXPECT_EQ(said(started_.at(started_.size() - 2)), 0);
  EXPECT_EQ(said(started_.back()), 1);
  const auto upvoted = [&] {
    return last_frame(guest, v1::ServerFrame::kUpvotes)->upvotes().feedback_size();
  };
  EXPECT_EQ(upvoted(), 0);
  const std::size_t streams = started_.size();

  v1::Operation reopen = operation(owner_);
  *reopen.mutable_reopen_review()->mutable_review() = review_;
  reopen.set_reason("closed too early");
  EXPECT_FALSE(decide(owner_, reopen));
  const Seq reopened = static_cast<Seq>(published_.back().seq());
  ASSERT_EQ(started_.size(), streams + 2);  // of the two guests
  EXPECT_EQ(started_.back().connection, guest);
  EXPECT_EQ(upvoted(), 1);
  EXPECT_EQ(said(started_.back()), 1);
  EXPECT_EQ(started_.back().from, next(reopened));
  EXPECT_NE(last_frame(guest, v1::ServerFrame::kReset), nullptr);
  EXPECT_EQ(last_frame(team, v1::ServerFrame::kReset), nullptr);

  // Whoever has not seen more than the reopening may have lost the snapshot that came with it.
  const auto mode = [&](ParticipantId who, Seq seq) {
    v1::Hello hello = hello_with_version();
    hello.mutable_resume()->set_history(welcome(guest).history());
    hello.mutable_resume()->set_seq(value(seq));
    return welcome(connect(who, hello)).mode();
  };
  decide(owner_, add(owner_, {"after"}));
  for (int restarts = 0; restarts < 2; ++restarts) {
    EXPECT_EQ(mode(gus, reopened), v1::RESUME_MODE_SNAPSHOT);
    EXPECT_EQ(mode(gus, next(reopened)), v1::RESUME_MODE_TAIL);
    EXPECT_EQ(mode(dan, reopened), v1::RESUME_MODE_TAIL);
    restart();
  }
}

// Not even those who say that they had it.
TEST_F(FlowTest, G9NoGuestResumesFromBeforeTheyCame) {
  open_review();
  const ParticipantId ada = join(v1::ROLE_STAKEHOLDER, "ada");
  const ConnectionId was_there = connect(ada);
  const v1::Operation said = feedback(owner_, "Too slow", false);
  decide(owner_, said);
  upvote_and_close(was_there, made_by(said));
  const Seq before{published_.back().seq()};
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  const Seq joined{published_.back().seq()};
  const ParticipantId dan = join(v1::ROLE_DEVELOPER, "dan");
  const auto resumed = [&](ParticipantId who, Seq seq) {
    v1::Hello hello = hello_with_version();
    hello.mutable_resume()->set_history(welcome(owner_).history());
    hello.mutable_resume()->set_seq(value(seq));
    return connect(who, hello);
  };
  const auto upvotes = [&](ConnectionId id) {
    return last_frame(id, v1::ServerFrame::kUpvotes)->upvotes().feedback_size();
  };
  for (int restarts = 0; restarts < 2; ++restarts) {
    for (const Seq seq : {Seq{1}, before}) {
      const ConnectionId forged = resumed(gus, seq);
      EXPECT_EQ(welcome(forged).mode(), v1::RESUME_MODE_SNAPSHOT);
      EXPECT_EQ(upvotes(forged), 0);
    }
    EXPECT_EQ(welcome(resumed(dan, Seq{1})).mode(), v1::RESUME_MODE_TAIL);
    const ConnectionId honest = resumed(gus, joined);
    EXPECT_EQ(welcome(honest).mode(), v1::RESUME_MODE_TAIL);
    EXPECT_EQ(welcome(honest).floor(), value(next(joined)));
    EXPECT_EQ(upvotes(honest), 0);
    const ConnectionId back = resumed(ada, before);
    EXPECT_EQ(welcome(back).mode(), v1::RESUME_MODE_TAIL);
    EXPECT_EQ(upvotes(back), 1);
    EXPECT_EQ(upvotes(connect(ada)), 0);
    restart();
  }
}

TEST_F(FlowTest, WhoComesByTheLinkOfAGroupIsInIt) {
  v1::Operation groups = operation(owner_);
  groups.mutable_set_groups()->add_groups()->set_name("Harbour");
  EXPECT_FALSE(decide(owner_, groups));
  const std::uint64_t groups_at = published_.back().seq();
  v1::Operation invite = operation(owner_);
  v1::CreateInvite& create = *invite.mutable_create_invite();
  create.set_role(v1::ROLE_STAKEHOLDER);
  create.set_secret_hash(std::string(as_bytes(sha256("harbour"))));
  *create.mutable_group() = made_by(groups);
  EXPECT_FALSE(decide(owner_, invite));
  const auto come = [&](const std::string& name) {
    const auto joined = command(Join{.secret_hash = sha256("harbour"),
                                     .name = name,
                                     .handle = name,
                                     .token_hash = sha256("session of " + name)});
    EXPECT_TRUE(joined.has_value());
    return published_.back().participant_joined().group().counter();
  };
  EXPECT_EQ(come("gus"), made_by(groups).counter());
  restart();
  EXPECT_EQ(come("hana"), made_by(groups).counter());
  // Once the group is gone its link still opens, into none.
  const ConnectionId owner = connect(ParticipantId{1});
  v1::Operation none = operation(owner);
  none.mutable_set_groups()->set_if_version(groups_at);
  EXPECT_FALSE(decide(owner, none));
  EXPECT_EQ(come("ida"), 0u);
}

TEST_F(FlowTest, UpvotesOfWhatIsMergedCountWhereItWasMergedInto) {
  open_review();
  const ConnectionId gus = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  const ConnectionId hana = connect(join(v1::ROLE_STAKEHOLDER, "hana"));
  const v1::Operation one = feedback(gus, "Too slow", false);
  decide(gus, one);
  const v1::Operation other = feedback(gus, "Takes ages", false);
  decide(gus, other);
  v1::Operation upvote = operation(hana, true);
  *upvote.mutable_upvote_feedback()->mutable_feedback() = made_by(one);
  decide(hana, upvote);
  v1::Operation merge = operation(owner_);
  *merge.mutable_merge_feedback()->mutable_feedback() = made_by(one);
  *merge.mutable_merge_feedback()->mutable_into() = made_by(other);
  EXPECT_FALSE(decide(owner_, merge));
  now_ms_ += 1'000;
  tick();
  sync();

  std::map<std::uint32_t, std::uint32_t> counts;
  for (const v1::ServerFrame& frame : broadcast_) {
    for (const v1::FeedbackUpvotes& row : frame.upvotes().feedback())
      counts[row.feedback().counter()] = row.count();
  }
  EXPECT_EQ(counts[made_by(other).counter()], 1u);
}

}  // namespace
}  // namespace reviewd::engine
