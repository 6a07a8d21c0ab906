// The SDK's replica against random histories as one client lives them: after every step its
// confirmed slots and its predicted rows, pending operations included, are those of the naive
// model. The page's replica is held against the same histories (clients/web/tests/vectors.test.ts).

#include <gtest/gtest.h>

#include "conformance/recorded_history.h"
#include "sdk/replica.h"

namespace reviewd::sdk {
namespace {

constexpr std::uint64_t kHistories = 5'000;
constexpr std::uint32_t kSteps = 24;
constexpr std::uint64_t kImported = 6;  // events before anybody does anything

std::string name(std::uint32_t actor, std::uint32_t counter, std::uint32_t k) {
  return std::to_string(actor) + "." + std::to_string(counter) + "." + std::to_string(k);
}

std::uint32_t digest_of_slots(const domain::State& state) {
  std::string text;
  state.backlog.order.each(v1::ZONE_ORDERED, [&](const domain::Slot& slot) {
    text += name(slot.id.actor, slot.id.counter, slot.id.k) + "<" +
            name(slot.anchor.actor, slot.anchor.counter, slot.anchor.k);
    if (slot.live) text += "=" + name(slot.item.actor, slot.item.counter, slot.item.k);
    text += " ";
  });
  return domain::digest_of(text);
}

std::uint32_t digest_of_rows(const domain::State& state) {
  std::string text;
  state.backlog.order.each(v1::ZONE_ORDERED, [&](const domain::Slot& slot) {
    if (!slot.live) return;
    text += name(slot.item.actor, slot.item.counter, slot.item.k);
    text += state.backlog.items.at(slot.item).archived_at != Seq{} ? "! " : " ";
  });
  return domain::digest_of(text);
}

// One client: a replica that begins with two people and no rows, and an outbox.
class Client {
 public:
  explicit Client(const domain::RecordedHistory& history) : history_(history) {
    v1::Welcome welcome;
    welcome.set_participant(1);
    welcome.set_role(v1::ROLE_PRODUCT_OWNER);
    welcome.mutable_open_actor()->set_actor(history.actor());
    welcome.mutable_sealed_actor()->set_actor(99);
    welcome.mutable_limits()->set_frame_bytes(1 << 20);
    welcome.mutable_limits()->set_in_flight(1'000);
    welcome.mutable_limits()->set_operations_per_submit(1'000);
    RowSnapshot snapshot{.seq = static_cast<Seq>(domain::kSeqBefore)};
    v1::Meeting& meeting = *snapshot.chunks.emplace_back().mutable_meeting();
    for (std::uint32_t person = 1; person <= 2; ++person) {
      v1::ParticipantView& view = *meeting.add_participants();
      view.set_participant(person);
      view.set_role(person == 1 ? v1::ROLE_PRODUCT_OWNER : v1::ROLE_DEVELOPER);
    }
    EXPECT_TRUE(replica_.load(snapshot));
    replica_.welcome(welcome);
    EXPECT_TRUE(outbox_.welcome(welcome));
    show(domain::kSeqBefore + kImported);
  }

  void take(const domain::ClientStep& step) {
    if (step.made) {
      const auto id = outbox_.add(*step.made, static_cast<Seq>(step.made->base()));
      ASSERT_TRUE(id && id->counter == step.made->counter());
      (void)outbox_.next();
    } else {
      show(step.seq);
      for (const std::uint32_t counter : step.settled) settle(counter);
      ASSERT_EQ(digest_of_slots(replica_.confirmed()), step.confirmed);
    }
    ASSERT_EQ(digest_of_rows(replica_.predicted(outbox_)), step.predicted);
  }

 private:
  void show(std::uint64_t to) {
    for (const v1::Event& event : history_.events()) {
      if (event.seq() <= value(replica_.confirmed().seq) || event.seq() > to) continue;
      ASSERT_TRUE(replica_.apply(event));
    }
  }

  void settle(std::uint32_t counter) {
    v1::Reply reply;
    reply.set_actor(history_.actor());
    reply.set_counter(counter);
    reply.mutable_outcome()->set_kind(v1::OUTCOME_KIND_NOOP);
    ASSERT_TRUE(outbox_.replied(reply));
  }

  const domain::RecordedHistory& history_;
  Replica replica_;
  Outbox outbox_;
};

TEST(ReplicaHistories, G3ConfirmedAndPredictedAreTheModelsAtEveryStep) {
  for (std::uint64_t seed = 1; seed <= kHistories; ++seed) {
    domain::RecordedHistory history(seed);
    history.run(domain::draw_turns(seed, kSteps));
    ASSERT_EQ(history.broken(), "");
    Client client(history);
    for (std::size_t i = 0; i < history.steps().size() && !HasFailure(); ++i) {
      client.take(history.steps()[i]);
      ASSERT_FALSE(HasFailure()) << "seed " << seed << ", step " << i;
    }
  }
}

}  // namespace
}  // namespace reviewd::sdk
