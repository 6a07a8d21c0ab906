#include "engine/meeting_fixture.h"

namespace reviewd::engine {

MeetingFixture::MeetingFixture() {
  found();
  owner_ = connect(ParticipantId{1});
}

v1::Id MeetingFixture::made_by(const v1::Operation& operation, std::uint32_t k) {
  v1::Id id;
  id.set_actor(operation.actor());
  id.set_counter(operation.counter());
  id.set_k(k);
  return id;
}

v1::Id MeetingFixture::open_review() {
  v1::Operation plan = operation(owner_);
  plan.mutable_plan_review()->set_title("Sprint 3 Review");
  EXPECT_FALSE(decide(owner_, plan));
  v1::Operation open = operation(owner_);
  review_ = made_by(plan);
  *open.mutable_open_review()->mutable_review() = review_;
  EXPECT_FALSE(decide(owner_, open));
  v1::Operation increment = operation(owner_);
  *increment.mutable_add_increment()->mutable_review() = review_;
  increment.mutable_add_increment()->set_title("Booking by phone");
  increment.mutable_add_increment()->add_criteria("A call ends with a booking");
  EXPECT_FALSE(decide(owner_, increment));
  return made_by(increment);
}

void MeetingFixture::close_review() {
  v1::Operation close = operation(owner_);
  *close.mutable_close_review()->mutable_review() = review_;
  EXPECT_FALSE(decide(owner_, close));
}

v1::OpenPoll MeetingFixture::consent_poll(v1::Secrecy secrecy, v1::Results results) {
  v1::OpenPoll poll;
  poll.set_question("Does it meet the Sprint Goal?");
  poll.set_kind(v1::POLL_KIND_CONSENT);
  poll.set_secrecy(secrecy);
  poll.set_results(results);
  return poll;
}

v1::OpenPoll MeetingFixture::fist_of_five() {
  v1::OpenPoll poll = consent_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  poll.set_kind(v1::POLL_KIND_FIST_OF_FIVE);
  return poll;
}

v1::Id MeetingFixture::open_poll(const v1::OpenPoll& poll) {
  const v1::Id increment = open_review();
  v1::Operation open = operation(owner_);
  *open.mutable_open_poll() = poll;
  *open.mutable_open_poll()->mutable_increment() = increment;
  EXPECT_FALSE(decide(owner_, open));
  return made_by(open);
}

v1::Id MeetingFixture::open_poll(v1::Secrecy secrecy, v1::Results results) {
  return open_poll(consent_poll(secrecy, results));
}

v1::Operation MeetingFixture::ballot(ConnectionId connection, const v1::Id& poll,
                                     v1::Consent consent) {
  v1::Operation out = operation(connection, true);
  *out.mutable_cast_ballot()->mutable_poll() = poll;
  out.mutable_cast_ballot()->set_consent(consent);
  return out;
}

v1::Operation MeetingFixture::fingers(ConnectionId connection, const v1::Id& poll,
                                      std::uint32_t count) {
  v1::Operation out = operation(connection, true);
  *out.mutable_cast_ballot()->mutable_poll() = poll;
  out.mutable_cast_ballot()->set_fingers(count);
  return out;
}

v1::Operation MeetingFixture::feedback(ConnectionId connection, const std::string& text,
                                       bool anonymous) {
  v1::Operation give = operation(connection, anonymous);
  *give.mutable_give_feedback()->mutable_review() = review_;
  give.mutable_give_feedback()->set_kind(v1::FEEDBACK_KIND_CONCERN);
  give.mutable_give_feedback()->set_text(text);
  give.mutable_give_feedback()->set_anonymous(anonymous);
  return give;
}

void MeetingFixture::set_code(const std::string& code) {
  v1::Operation set = operation(owner_);
  set.mutable_set_join_code()->set_code(code);
  EXPECT_FALSE(decide(owner_, set));
}

Result<CommandResult> MeetingFixture::command(Command command) {
  step(CommandReceived{CommandId{1}, std::move(command)});
  sync();
  return done_.back().result;
}

MeetingFixture::Waiter MeetingFixture::wait_by_code(const std::string& code,
                                                    const std::string& name) {
  const auto joined = command(
      Join{.code = code, .name = name, .handle = name, .token_hash = sha256("session of " + name)});
  if (!joined) {
    ADD_FAILURE() << joined.error().text;
    return {};
  }
  const ParticipantId who = std::get<Joined>(*joined).participant;
  EXPECT_TRUE(std::get<Joined>(*joined).waiting);
  return {.participant = who, .connection = connect(who)};
}

std::uint16_t MeetingFixture::close_code(ConnectionId connection) const {
  for (const CloseConnection& close : closed_) {
    if (close.connection == connection) return close.code;
  }
  return 0;
}

void MeetingFixture::tick() {
  step(Tick{});
  sync();
}

const v1::ServerFrame* MeetingFixture::last_frame(ConnectionId connection,
                                                  v1::ServerFrame::BodyCase body) const {
  const v1::ServerFrame* last = nullptr;
  for (const SendFrame& send : sent_) {
    if (send.connection == connection && send.frame.body_case() == body) last = &send.frame;
  }
  return last;
}

}  // namespace reviewd::engine
