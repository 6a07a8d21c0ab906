// What engine/event_log.h promises, run against every log there is.

#include <gtest/gtest.h>

#include <mutex>

#include "store/log_places.h"
#include "store/sample_records.h"

namespace reviewd::store {
namespace {

using engine::AppendStatus;
using engine::EventLog;

template <class Place>
class EventLogContract : public ::testing::Test {
 protected:
  auto& log() { return place_.log(); }
  void reopen() { place_.reopen(); }

  EventLog::Opened open(ProductId product = kProduct) {
    auto opened = log().open(product);
    EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().text);
    return opened ? std::move(*opened) : EventLog::Opened{};
  }
  engine::History create(ProductId product = kProduct) {
    auto made = log().create(product);
    EXPECT_TRUE(made.has_value());
    return made.value_or(engine::History{});
  }

 private:
  Place place_;
};

using Places = ::testing::Types<InMemory, OnDisk>;
TYPED_TEST_SUITE(EventLogContract, Places);

TYPED_TEST(EventLogContract, EmptyLogHasNoProducts) {
  EXPECT_TRUE(this->log().products()->empty());
  EXPECT_EQ(this->log().open(kProduct).error().code, v1::ERROR_CODE_UNKNOWN_PRODUCT);
  EXPECT_EQ(read_all(this->log(), kProduct).error().code, v1::ERROR_CODE_UNKNOWN_PRODUCT);
}

TYPED_TEST(EventLogContract, ProductsAreListedInOrder) {
  this->create(kOtherProduct);
  this->create(kProduct);

  EXPECT_EQ(*this->log().products(), (std::vector{kProduct, kOtherProduct}));
}

TYPED_TEST(EventLogContract, CreatingAProductTwiceIsAConflict) {
  this->create();

  EXPECT_EQ(this->log().create(kProduct).error().code, v1::ERROR_CODE_CONFLICT);
}

TYPED_TEST(EventLogContract, HistoryIsKeptAndNoTwoProductsShareOne) {
  const auto history = this->create();
  const auto other = this->create(kOtherProduct);
  EXPECT_NE(history, other);

  this->reopen();

  EXPECT_EQ(this->open().history, history);
  EXPECT_EQ(this->open(kOtherProduct).history, other);
}

TYPED_TEST(EventLogContract, YoungLogHasNeitherHeadNorSnapshot) {
  this->create();

  const auto opened = this->open();

  EXPECT_EQ(opened.head, Position{0});
  EXPECT_FALSE(opened.snapshot.has_value());
  EXPECT_TRUE(read_all(this->log(), kProduct)->empty());
}

TYPED_TEST(EventLogContract, G1AppendedRecordIsReadBackWholeAfterReopening) {
  this->create();
  this->open();
  RecordMaker maker;
  const v1::Record record = maker.next("first", kBob);
  EXPECT_EQ(append_now(this->log(), kProduct, record), AppendStatus::kAppended);

  this->reopen();

  EXPECT_EQ(this->open().head, Position{1});
  auto read = read_all(this->log(), kProduct);
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), 1u);
  v1::Record back = read->front();
  EXPECT_EQ(back.term(), 1u);
  EXPECT_EQ(back.previous_hash(), std::string(32, '\0'));
  back.clear_term();
  back.clear_previous_hash();
  EXPECT_EQ(back.SerializeAsString(), record.SerializeAsString());
}

TYPED_TEST(EventLogContract, RecordsMayHoldSealedEntriesAndOutcomesAlone) {
  this->create();
  this->open();
  RecordMaker maker;
  EXPECT_EQ(append_now(this->log(), kProduct, maker.next_without_events(3)),
            AppendStatus::kAppended);
  EXPECT_EQ(append_now(this->log(), kProduct, maker.next("then")), AppendStatus::kAppended);
  this->reopen();
  this->open();

  const auto records = read_all(this->log(), kProduct);

  ASSERT_TRUE(records.has_value());
  ASSERT_EQ(records->size(), 2u);
  EXPECT_EQ(records->at(0).sealed(0).actors_leased().open_actor(), 3u);
  EXPECT_EQ(records->at(0).outcomes(0).counter(), 3u);
  EXPECT_EQ(records->at(1).first_seq(), 1u);
}

TYPED_TEST(EventLogContract, ReadStartsAndStopsWhereItIsTold) {
  this->create();
  this->open();
  RecordMaker maker;
  for (const char* tag : {"a", "b", "c", "d"}) append_now(this->log(), kProduct, maker.next(tag));

  EXPECT_EQ(read_tags(this->log(), kProduct, Position{3}), (std::vector<std::string>{"c", "d"}));
  EXPECT_TRUE(read_tags(this->log(), kProduct, Position{5}).empty());
  int visited = 0;
  EXPECT_TRUE(this->log()
                  .read(kProduct, Position{1}, [&](v1::Record&&) { return ++visited < 2; })
                  .has_value());
  EXPECT_EQ(visited, 2);
}

TYPED_TEST(EventLogContract, AppendsInFlightTogetherCompleteInOrder) {
  this->create();
  this->open();
  RecordMaker maker;
  std::vector<Position> completed;
  std::mutex mutex;
  for (int i = 0; i < 200; ++i) {
    v1::Record record = maker.next(std::to_string(i));
    const Position position{record.position()};
    this->log().append(kProduct, position, std::move(record), [&, position](AppendStatus status) {
      const std::scoped_lock lock(mutex);
      EXPECT_EQ(status, AppendStatus::kAppended);
      completed.push_back(position);
    });
  }
  EXPECT_EQ(append_now(this->log(), kProduct, maker.next("last")), AppendStatus::kAppended);

  ASSERT_EQ(completed.size(), 200u);
  EXPECT_TRUE(std::ranges::is_sorted(completed));
  EXPECT_EQ(read_tags(this->log(), kProduct).size(), 201u);
}

TYPED_TEST(EventLogContract, ProductsDoNotSeeEachOther) {
  this->create();
  this->create(kOtherProduct);
  this->open();
  this->open(kOtherProduct);
  RecordMaker maker;
  RecordMaker other;
  EXPECT_EQ(append_now(this->log(), kProduct, maker.next("here")), AppendStatus::kAppended);
  EXPECT_EQ(append_now(this->log(), kOtherProduct, other.next("there")), AppendStatus::kAppended);

  EXPECT_EQ(read_tags(this->log(), kProduct), std::vector<std::string>{"here"});
  EXPECT_EQ(read_tags(this->log(), kOtherProduct), std::vector<std::string>{"there"});
}

TYPED_TEST(EventLogContract, AppendAtATakenPositionIsFencedAndSoIsTheProductUntilOpened) {
  this->create();
  this->open();
  RecordMaker maker;
  append_now(this->log(), kProduct, maker.next("a"));
  RecordMaker stale;

  EXPECT_EQ(append_now(this->log(), kProduct, stale.next("b")), AppendStatus::kFenced);
  EXPECT_EQ(append_now(this->log(), kProduct, maker.next("c")), AppendStatus::kFailed);

  this->open();
  RecordMaker again(Position{1}, Seq{2});
  EXPECT_EQ(append_now(this->log(), kProduct, again.next("d")), AppendStatus::kAppended);
  EXPECT_EQ(read_tags(this->log(), kProduct), (std::vector<std::string>{"a", "d"}));
}

TYPED_TEST(EventLogContract, AppendsInFlightBehindAFencedOneFailToo) {
  this->create();
  this->open();
  RecordMaker maker;
  append_now(this->log(), kProduct, maker.next("a"));
  RecordMaker stale;
  std::vector<AppendStatus> answers;
  std::mutex mutex;
  const auto append = [&](v1::Record record) {
    const Position expected{record.position()};
    this->log().append(kProduct, expected, std::move(record), [&](AppendStatus status) {
      const std::scoped_lock lock(mutex);
      answers.push_back(status);
    });
  };

  append(stale.next("fenced"));
  append(maker.next("would fit"));
  EXPECT_EQ(append_now(this->log(), kProduct, maker.next("would fit too")), AppendStatus::kFailed);

  EXPECT_EQ(answers, (std::vector{AppendStatus::kFenced, AppendStatus::kFailed}));
  EXPECT_EQ(read_tags(this->log(), kProduct), std::vector<std::string>{"a"});
}

TYPED_TEST(EventLogContract, AppendPastTheHeadIsFenced) {
  this->create();
  this->open();
  RecordMaker ahead(Position{4}, Seq{8});

  EXPECT_EQ(append_now(this->log(), kProduct, ahead.next("a")), AppendStatus::kFenced);
}

TYPED_TEST(EventLogContract, AppendToAProductThatIsNotOpenFails) {
  this->create();
  RecordMaker maker;

  EXPECT_EQ(append_now(this->log(), kProduct, maker.next("a")), AppendStatus::kFailed);
}

TYPED_TEST(EventLogContract, TermRisesAtEachOpenAndIsInTheRecords) {
  this->create();
  this->open();
  RecordMaker maker;
  append_now(this->log(), kProduct, maker.next("a"));
  this->open();
  append_now(this->log(), kProduct, maker.next("b"));
  this->reopen();
  this->open();
  append_now(this->log(), kProduct, maker.next("c"));

  const auto records = read_all(this->log(), kProduct);

  ASSERT_TRUE(records.has_value());
  ASSERT_EQ(records->size(), 3u);
  EXPECT_LT(records->at(0).term(), records->at(1).term());
  EXPECT_LT(records->at(1).term(), records->at(2).term());
}

TYPED_TEST(EventLogContract, RecordsAreChained) {
  this->create();
  this->open();
  RecordMaker maker;
  for (const char* tag : {"a", "b", "c"}) append_now(this->log(), kProduct, maker.next(tag));

  const auto records = read_all(this->log(), kProduct);

  ASSERT_TRUE(records.has_value());
  EXPECT_EQ(records->at(1).previous_hash().size(), 32u);
  EXPECT_NE(records->at(1).previous_hash(), records->at(2).previous_hash());
  EXPECT_TRUE(this->log().verify().ok());
  EXPECT_EQ(this->log().verify().records, 3u);
  EXPECT_EQ(this->log().verify().events, 6u);
}

v1::LogSnapshot snapshot_at(const RecordMaker& maker, const std::string& name) {
  v1::LogSnapshot snapshot;
  snapshot.set_position(value(maker.position()));
  snapshot.set_seq(value(maker.seq()));
  set_text(snapshot.mutable_state()->mutable_name(), "product", 0);
  v1::ParticipantState* ada = snapshot.mutable_state()->add_participants();
  set_text(ada->mutable_name(), name, value(kAda));
  snapshot.add_outcomes()->add_outcomes()->set_mac(std::string(32, 'm'));
  return snapshot;
}

TYPED_TEST(EventLogContract, NewestSnapshotComesBackReadableWithHistoryAndRecordHash) {
  const auto history = this->create();
  this->open();
  RecordMaker maker;
  for (const char* tag : {"a", "b", "c", "d"}) {
    append_now(this->log(), kProduct, maker.next(tag));
    this->log().save_snapshot(kProduct, snapshot_at(maker, std::string("Ada after ") + tag));
  }
  append_now(this->log(), kProduct, maker.next("e"));
  this->reopen();

  const auto opened = this->open();

  ASSERT_TRUE(opened.snapshot.has_value());
  EXPECT_EQ(opened.head, Position{5});
  EXPECT_EQ(opened.snapshot->position(), 4u);
  EXPECT_EQ(opened.snapshot->history(), as_bytes(history));
  EXPECT_EQ(opened.snapshot->state().participants(0).name().plain(), "Ada after d");
  EXPECT_EQ(opened.snapshot->outcomes(0).outcomes(0).mac(), std::string(32, 'm'));
  EXPECT_EQ(opened.snapshot->record_hash(), read_all(this->log(), kProduct)->at(4).previous_hash());
  EXPECT_EQ(this->log().verify().snapshots, 2u);
}

TYPED_TEST(EventLogContract, SnapshotOfARecordThatIsNotThereIsNotKept) {
  this->create();
  this->open();
  RecordMaker maker;
  this->log().save_snapshot(kProduct, snapshot_at(maker, "before the first record"));
  append_now(this->log(), kProduct, maker.next("a"));
  maker.next("never appended");

  this->log().save_snapshot(kProduct, snapshot_at(maker, "Ada"));
  this->reopen();

  EXPECT_FALSE(this->open().snapshot.has_value());
  EXPECT_EQ(this->log().verify().snapshots, 0u);
  EXPECT_TRUE(this->log().verify().ok());
}

TYPED_TEST(EventLogContract, MacIsStableAndEachPersonsOwn) {
  this->create();
  this->create(kOtherProduct);
  this->open();
  const auto mac = this->log().mac(kProduct, kAda, "bytes");
  ASSERT_TRUE(mac.has_value());
  EXPECT_NE(mac, this->log().mac(kProduct, kBob, "bytes"));
  EXPECT_NE(mac, this->log().mac(kOtherProduct, kAda, "bytes"));
  EXPECT_NE(mac, this->log().mac(kProduct, kAda, "other bytes"));
  RecordMaker maker;
  append_now(this->log(), kProduct, maker.next("a"));

  this->reopen();

  EXPECT_EQ(mac, this->log().mac(kProduct, kAda, "bytes"));
}

TYPED_TEST(EventLogContract, DestroyedKeyErasesTextsAndLeavesTheChain) {
  this->create();
  this->open();
  RecordMaker maker;
  append_now(this->log(), kProduct, maker.next("from ada", kAda));
  append_now(this->log(), kProduct, maker.next("from bob", kBob));
  this->log().save_snapshot(kProduct, snapshot_at(maker, "Ada"));
  const auto before = read_all(this->log(), kProduct);

  ASSERT_TRUE(this->log().destroy_key(kProduct, kAda).has_value());
  this->reopen();

  const auto opened = this->open();
  const auto after = read_all(this->log(), kProduct);
  ASSERT_TRUE(after.has_value());
  const v1::Text& erased = after->at(0).events(1).feedback_given().text();
  EXPECT_TRUE(erased.erased());
  EXPECT_EQ(erased.plain(), "");
  EXPECT_EQ(erased.salt(), "");
  EXPECT_EQ(erased.owner(), value(kAda));
  EXPECT_EQ(erased.hash(), before->at(0).events(1).feedback_given().text().hash());
  EXPECT_EQ(after->at(0).events(0).items_added().items(0).title().plain(), "item from ada");
  EXPECT_EQ(after->at(1).events(1).feedback_given().text().plain(), "from bob");
  EXPECT_TRUE(opened.snapshot->state().participants(0).name().erased());
  EXPECT_FALSE(this->log().mac(kProduct, kAda, "bytes").has_value());
  EXPECT_TRUE(this->log().verify().ok());
}

TYPED_TEST(EventLogContract, ErasedTextStaysErasedWhenStoredAgain) {
  this->create();
  this->open();
  RecordMaker maker;
  v1::Record record = maker.next("from ada", kAda);
  append_now(this->log(), kProduct, record);
  ASSERT_TRUE(this->log().destroy_key(kProduct, kAda).has_value());
  // Once as the room still has it in memory, once as it was read back.
  EXPECT_EQ(append_now(this->log(), kProduct, maker.next("again", kAda)), AppendStatus::kAppended);
  v1::Record erased = maker.next("once more", kAda);
  v1::Text* text = erased.mutable_events(1)->mutable_feedback_given()->mutable_text();
  const std::string hash = text->hash();
  text->clear_plain();
  text->clear_salt();
  text->set_erased(true);
  EXPECT_EQ(append_now(this->log(), kProduct, erased), AppendStatus::kAppended);
  this->reopen();
  this->open();

  const auto records = read_all(this->log(), kProduct);

  ASSERT_TRUE(records.has_value());
  for (const v1::Record& each : *records) {
    EXPECT_TRUE(each.events(1).feedback_given().text().erased());
    EXPECT_EQ(each.events(1).feedback_given().text().plain(), "");
  }
  EXPECT_EQ(records->at(2).events(1).feedback_given().text().hash(), hash);
  EXPECT_TRUE(this->log().verify().ok());
}

}  // namespace
}  // namespace reviewd::store
