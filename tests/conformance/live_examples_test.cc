// The worked examples S1..S19 over real WebSockets: two tabs of the Product Owner, one server.
//
// What each tab sends is made from what that tab saw, as in the unit tests. Afterwards both tabs
// and somebody who joins late must have the same order, however the two were sequenced.

#include <gtest/gtest.h>

#include "domain/worked_example.h"
#include "net/running_server.h"
#include "sdk/replica.h"
#include "sdk/rows.h"
#include "sdk/snapshot_assembly.h"

namespace reviewd::testing {
namespace {

// A tab that also keeps the backlog it is shown.
class Watcher {
 public:
  Watcher(const RunningServer& server, wire::Encoding encoding)
      : client_(server, server.owner(), encoding) {
    client_.hello();
    sdk::SnapshotAssembly assembly;
    for (bool caught_up = false; !caught_up && !::testing::Test::HasFailure();) {
      const v1::ServerFrame frame = client_.next();
      if (frame.has_snapshot_begin()) EXPECT_TRUE(assembly.begin(frame.snapshot_begin()));
      if (frame.has_snapshot_chunk()) EXPECT_TRUE(assembly.add(frame.snapshot_chunk()));
      if (frame.has_snapshot_end()) {
        const auto snapshot = assembly.end(frame.snapshot_end());
        EXPECT_TRUE(snapshot && replica_.load(*snapshot));
        seq_ = frame.snapshot_end().seq();
      }
      take(frame);
      caught_up = frame.has_caught_up();
    }
  }

  // Sends, and waits until the server has answered: its events come before its answer.
  void submit(const v1::Operation& operation) {
    client_.submit(operation);
    for (;;) {
      const v1::ServerFrame frame = client_.next();
      take(frame);
      const bool answered = frame.has_acked() || frame.has_reply();
      if (frame.has_reply()) EXPECT_NE(frame.reply().outcome().kind(), v1::OUTCOME_KIND_REJECTED);
      if (answered || ::testing::Test::HasFailure()) return;
    }
  }

  void follow_to(std::uint64_t seq) {
    while (seq_ < seq && !::testing::Test::HasFailure()) take(client_.next());
  }

  std::uint64_t seq() const { return seq_; }
  std::uint32_t actor() const { return client_.welcome().open_actor().actor(); }

  std::string order() const {
    std::string out;
    for (const ItemId item : sdk::rows(replica_.confirmed(), v1::ZONE_ORDERED)) {
      out += out.empty() ? "" : " ";
      out += replica_.confirmed().backlog.items.at(item).title.plain;
    }
    return out;
  }

 private:
  void take(const v1::ServerFrame& frame) {
    if (!frame.has_events()) return;
    EXPECT_EQ(frame.events().from(), seq_ + 1);  // G3: dense, each once
    for (const v1::StreamEntry& entry : frame.events().entries()) {
      if (entry.has_event()) EXPECT_TRUE(replica_.apply(entry.event()));
      if (entry.has_redacted()) replica_.skip(Seq{entry.redacted().to()});
    }
    seq_ = frame.events().to();
  }

  LiveClient client_;
  sdk::Replica replica_;
  std::uint64_t seq_ = 0;
};

class LiveExample : public ::testing::TestWithParam<domain::WorkedExample> {};

TEST_P(LiveExample, TwoTabsAndALateOneSeeTheSameOrder) {
  for (const bool user_1_first : {true, false}) {
    RunningServer server;
    Watcher importer(server, wire::Encoding::kProto);
    for (const char name : std::string("ABCDEF")) {
      v1::Operation operation;
      operation.mutable_add_items()->add_items()->set_title(std::string(1, name));
      operation.mutable_add_items()->mutable_place()->set_end(true);
      importer.submit(operation);
    }
    Watcher one(server, wire::Encoding::kProto);
    Watcher two(server, wire::Encoding::kJson);
    const domain::Product seen("ABCDEF", importer.actor());
    domain::Tab tab_one(seen, one.actor());
    domain::Tab tab_two(seen, two.actor());
    const auto first = GetParam().user_1(tab_one);
    const auto second = GetParam().user_2(tab_two);

    if (user_1_first) {
      for (const v1::Operation& operation : first) one.submit(operation);
    }
    for (const v1::Operation& operation : second) two.submit(operation);
    if (!user_1_first) {
      for (const v1::Operation& operation : first) one.submit(operation);
    }
    const std::uint64_t head = std::max(one.seq(), two.seq());
    one.follow_to(head);
    two.follow_to(head);
    Watcher late(server, wire::Encoding::kProto);

    if (user_1_first) EXPECT_EQ(one.order(), GetParam().result);
    EXPECT_EQ(two.order(), one.order());
    EXPECT_EQ(late.order(), one.order());
  }
}

INSTANTIATE_TEST_SUITE_P(OverWebSockets, LiveExample,
                         ::testing::ValuesIn(domain::worked_examples()),
                         [](const auto& test) { return test.param.id; });

}  // namespace
}  // namespace reviewd::testing
