// Ballot boxes: what is put in with a record is as durable as the record, and what is destroyed
// leaves nothing that links a ballot to its voter.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "store/ballot_boxes.h"
#include "store/byte_order.h"
#include "store/log_places.h"
#include "store/sample_records.h"
#include "store/unreliable_disk.h"

namespace reviewd::store {
namespace {

using engine::AppendStatus;
using engine::BoxChange;
using engine::EventLog;

constexpr PollId kPoll{.actor = 4, .counter = 9, .k = 0};
constexpr PollId kOtherPoll{.actor = 4, .counter = 10, .k = 0};

DiskSpace plenty() { return {4ULL << 30, 2ULL << 30}; }

domain::BoxBallot ballot(ParticipantId voter, domain::Selection selection, PollId poll = kPoll) {
  return {.poll = poll, .voter = voter, .selection = std::move(selection)};
}

BoxChange put(std::vector<domain::BoxBallot> ballots, PollId poll = kPoll) {
  return {.poll = poll, .ballots = std::move(ballots)};
}

BoxChange destroy(PollId poll = kPoll) { return {.poll = poll, .ballots = {}, .destroyed = true}; }

// Voter and selection of each ballot in a box; none: there is no such box.
std::optional<std::map<ParticipantId, domain::Selection>> box_in(const EventLog::Opened& opened,
                                                                 PollId poll = kPoll) {
  for (const auto& box : opened.boxes) {
    if (box.poll != poll) continue;
    std::map<ParticipantId, domain::Selection> out;
    for (const domain::BoxBallot& one : box.ballots) out[one.voter] = one.selection;
    return out;
  }
  return std::nullopt;
}

using Ballots = std::map<ParticipantId, domain::Selection>;

template <class Place>
class BoxFixture : public ::testing::Test {
 protected:
  BoxFixture() {
    EXPECT_TRUE(place_.log().create(kProduct).has_value());
    open();
  }
  EventLog::Opened open() {
    auto opened = place_.log().open(kProduct);
    EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().text);
    if (!opened) return {};
    maker_ = RecordMaker(opened->head, Seq{value(opened->head) * 2});
    return *std::move(opened);
  }
  EventLog::Opened reopen() {
    place_.reopen();
    return open();
  }
  void write(std::vector<BoxChange> boxes) {
    EXPECT_EQ(append_now(place_.log(), kProduct, maker_.next("x"), std::move(boxes)),
              AppendStatus::kAppended);
  }

  Place place_;
  RecordMaker maker_;
};

template <class Place>
class BallotBox : public BoxFixture<Place> {};

using Places = ::testing::Types<InMemory, OnDisk>;
TYPED_TEST_SUITE(BallotBox, Places);

TYPED_TEST(BallotBox, G1WhatIsPutInComesBack) {
  this->write({put({})});
  EXPECT_EQ(box_in(this->reopen()), Ballots{});
  this->write({put({ballot(kAda, {2}), ballot(kBob, {0, 3, 1})})});
  this->write({put({ballot(kAda, {1}, kOtherPoll)}, kOtherPoll)});
  const EventLog::Opened opened = this->reopen();
  EXPECT_EQ(box_in(opened), (Ballots{{kAda, {2}}, {kBob, {0, 3, 1}}}));
  EXPECT_EQ(box_in(opened, kOtherPoll), (Ballots{{kAda, {1}}}));
}

TYPED_TEST(BallotBox, C28ALaterBallotTakesThePlaceOfTheEarlierOne) {
  this->write({put({ballot(kAda, {2})})});
  this->write({put({ballot(kAda, {})}), put({ballot(kAda, {5, 4})})});
  EXPECT_EQ(box_in(this->reopen()), (Ballots{{kAda, {5, 4}}}));
}

TYPED_TEST(BallotBox, G9ADestroyedBoxIsGoneAndTheOthersAreNot) {
  this->write({put({ballot(kAda, {2})}), put({ballot(kBob, {3}, kOtherPoll)}, kOtherPoll)});
  this->write({put({ballot(kBob, {2})}), destroy()});
  const EventLog::Opened opened = this->reopen();
  EXPECT_EQ(box_in(opened), std::nullopt);
  EXPECT_EQ(box_in(opened, kOtherPoll), (Ballots{{kBob, {3}}}));
}

TYPED_TEST(BallotBox, G9OnlyWhatIsKeptIsLeft) {
  this->write({put({ballot(kAda, {2})}), put({ballot(kBob, {3}, kOtherPoll)}, kOtherPoll)});
  EXPECT_TRUE(this->place_.log().keep_boxes(kProduct, {kOtherPoll}).has_value());
  EXPECT_EQ(box_in(this->open()), std::nullopt);
  const EventLog::Opened opened = this->reopen();
  EXPECT_EQ(box_in(opened), std::nullopt);
  EXPECT_EQ(box_in(opened, kOtherPoll), (Ballots{{kBob, {3}}}));
}

TYPED_TEST(BallotBox, C47TheMacIsOfTheBoxAndStaysAcrossARestart) {
  this->write({put({})});
  auto& log = this->place_.log();
  const auto mac = log.box_mac(kProduct, kPoll, "yes");
  ASSERT_TRUE(mac.has_value());
  EXPECT_NE(mac, log.box_mac(kProduct, kPoll, "no"));
  EXPECT_NE(mac, log.box_mac(kProduct, kOtherPoll, "yes"));
  EXPECT_NE(mac, log.mac(kProduct, kAda, "yes"));
  this->reopen();
  EXPECT_EQ(this->place_.log().box_mac(kProduct, kPoll, "yes"), mac);
}

// ------------------------------------------------------------------------ on disk

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// The files below `folder` that have these bytes.
std::vector<std::string> files_with(const std::string& folder, const std::string& bytes) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && contents(entry.path()).find(bytes) != std::string::npos)
      out.push_back(entry.path().filename());
  }
  return out;
}

class BallotBoxOnDisk : public BoxFixture<OnDisk> {
 protected:
  std::string keys_path() const { return place_.data() + "/" + kBallotKeysName; }
  // Of the only box there is.
  std::string key_on_disk() const { return contents(keys_path()).substr(8 + 20, 32); }
  // The same with every bit turned, of which nothing but that stays in memory.
  std::string key_on_disk_turned() const {
    std::string key(32, '\0');
    const int file = ::open(keys_path().c_str(), O_RDONLY | O_CLOEXEC);
    EXPECT_EQ(pread(file, key.data(), key.size(), 8 + 20), 32);
    close(file);
    for (char& byte : key) byte = static_cast<char>(~byte);
    return key;
  }
};

TEST_F(BallotBoxOnDisk, G9NothingThatOpensABallotIsLeft) {
  write({put({})});
  const std::string key = key_on_disk();
  ASSERT_EQ(key.size(), 32U);
  EXPECT_EQ(files_with(place_.data(), key), std::vector<std::string>{kBallotKeysName});
  std::string says;  // a ballot as it is before it is encrypted
  put_number(says, value(kAda));
  says += '\x03';
  says += '\x07';
  says += '\x0b';
  says += '\x0d';
  write({put({ballot(kAda, {7, 11, 13})})});
  write({destroy()});
  EXPECT_EQ(files_with(place_.data(), key), std::vector<std::string>{});
  place_.close();
  EXPECT_EQ(files_with(place_.data(), key), std::vector<std::string>{});
  EXPECT_EQ(files_with(place_.data(), says), std::vector<std::string>{});
}

// How often a key is in this process's own memory. It is given with every bit turned, so that
// looking for it does not put it there.
std::size_t times_in_memory(const std::string& turned) {
  constexpr std::uint64_t kRegionMax = 1ULL << 30;  // what is larger is reserved, not used
  const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  EXPECT_GE(memory, 0);
  std::string chunk(1 << 20, '\0');
  const auto same = [](char there, char other) { return there == static_cast<char>(~other); };
  std::size_t times = 0;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream words(line);
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    char dash = 0;
    std::string rights;
    words >> std::hex >> begin >> dash >> end >> rights;
    if (!rights.starts_with("rw") || end - begin > kRegionMax) continue;
    // Chunks overlap, or a key across two of them would not be seen.
    for (std::uint64_t at = begin; at < end; at += chunk.size() - turned.size()) {
      const std::size_t wanted = std::min<std::uint64_t>(chunk.size(), end - at);
      const ssize_t got = pread(memory, chunk.data(), wanted, static_cast<off_t>(at));
      const auto last = chunk.begin() + std::max<ssize_t>(got, 0);
      for (auto found = chunk.begin();; ++found, ++times) {
        found = std::search(found, last, turned.begin(), turned.end(), same);
        if (found == last) break;
      }
    }
  }
  OPENSSL_cleanse(chunk.data(), chunk.size());
  close(memory);
  return times;
}

// A core file, or memory that was swapped out, opens no ballot either.
TEST_F(BallotBoxOnDisk, G9NoKeyOfADestroyedBoxIsLeftInMemory) {
  write({put({ballot(kAda, {2})})});
  static_cast<void>(place_.log().box_mac(kProduct, kPoll, "yes"));
  reopen();
  static_cast<void>(place_.log().box_mac(kProduct, kPoll, "yes"));
  const std::string turned = key_on_disk_turned();
  EXPECT_GE(times_in_memory(turned), 1U);
  write({put({ballot(kBob, {3})}), destroy()});
  EXPECT_EQ(times_in_memory(turned), 0U);
}

// Their lengths, and whose they are, tell nobody anything.
TEST_F(BallotBoxOnDisk, G9AllBallotsLookAlike) {
  Key key{};
  key[0] = 1;
  const BoxName name{.product = kProduct, .poll = kPoll};
  const StoredBallot none = seal_ballot(key, name, ballot(kAda, {}));
  const StoredBallot many = seal_ballot(key, name, ballot(kBob, domain::Selection(20, 100)));
  EXPECT_EQ(none.value.size(), many.value.size());
  EXPECT_EQ(none.key.size(), many.key.size());
  EXPECT_NE(none.key, many.key);
  const StoredBallot again = seal_ballot(key, name, ballot(kAda, {}));
  EXPECT_EQ(again.key, none.key);
  EXPECT_NE(again.value, none.value);
  EXPECT_EQ(open_ballot(key, name, many)->selection, domain::Selection(20, 100));
  Key other = key;
  other[31] = 1;
  EXPECT_FALSE(open_ballot(other, name, many).has_value());
  EXPECT_FALSE(open_ballot(key, name, {.key = none.key, .value = many.value}).has_value());
}

TEST_F(BallotBoxOnDisk, G9WithoutItsKeyABoxIsLost) {
  write({put({ballot(kAda, {2})})});
  place_.close();
  std::filesystem::remove(keys_path());
  place_.reopen();
  EXPECT_EQ(box_in(open()), std::nullopt);
  EXPECT_TRUE(place_.log().verify().ok());
  write({put({ballot(kBob, {1}, kOtherPoll)}, kOtherPoll)});
  EXPECT_EQ(box_in(reopen(), kOtherPoll), (Ballots{{kBob, {1}}}));
}

TEST_F(BallotBoxOnDisk, G7ADamagedKeyFileIsToldAndOpensNothing) {
  write({put({ballot(kAda, {2})})});
  place_.close();
  std::string bytes = contents(keys_path());
  bytes[40] = static_cast<char>(bytes[40] ^ 1);
  std::ofstream(keys_path(), std::ios::binary) << bytes;
  place_.reopen();
  EXPECT_EQ(box_in(open()), std::nullopt);
  const VerifyReport report = place_.log().verify();
  ASSERT_FALSE(report.ok());
  EXPECT_NE(report.first_problem->what.find(kBallotKeysName), std::string::npos);
}

// ------------------------------------------------------------------------ power cuts

// Makes a box, votes ten times, destroys the box; says how far it came.
struct Came {
  int voted = 0;  // acknowledged
  bool destroyed = false;
};

Came hold_a_poll(RocksEventLog& log) {
  Came came;
  if (!log.create(kProduct)) return came;
  if (!log.open(kProduct)) return came;
  RecordMaker maker;
  const auto write = [&](BoxChange change) {
    return append_now(log, kProduct, maker.next("x"), {std::move(change)}) ==
           AppendStatus::kAppended;
  };
  if (!write(put({}))) return came;
  for (std::uint32_t i = 0; i < 10; ++i) {
    if (!write(put({ballot(ParticipantId{i + 1}, {i})}))) return came;
    ++came.voted;
  }
  came.destroyed = write(destroy());
  return came;
}

TEST(BallotBoxPowerCut, G1AcknowledgedBallotsSurviveAndDestroyedBoxesDoNot) {
  int cut_while_voting = 0;
  int destroyed = 0;
  for (std::uint64_t at = 0; at < 150; ++at) {
    ScratchFolder folder;
    const auto root = folder.path() / "disk";
    std::filesystem::create_directory(root);
    std::filesystem::create_directory(folder.path() / "attic");
    const std::string data = (root / "data").string();
    const auto disk = std::make_shared<UnreliableDisk>(root, folder.path() / "attic", at);
    disk->crash_at(at);
    Came came;
    {
      auto log = RocksEventLog::open({.path = data, .files = disk, .space = plenty});
      if (log) came = hold_a_poll(**log);
      if (!disk->crashed()) disk->crash_now();
    }
    disk->lose_unsynced();
    if (came.voted == 0) continue;
    auto log = RocksEventLog::open({.path = data, .space = plenty});
    ASSERT_TRUE(log.has_value()) << log.error().text;
    const auto opened = (*log)->open(kProduct);
    ASSERT_TRUE(opened.has_value()) << opened.error().text;
    const auto box = box_in(*opened);
    if (came.destroyed) {
      EXPECT_EQ(box, std::nullopt) << "cut at " << at;
      ++destroyed;
    } else if (box && !box->empty()) {
      EXPECT_GE(box->size(), static_cast<std::size_t>(came.voted)) << "cut at " << at;
      ++cut_while_voting;
    } else {  // it was being destroyed
      EXPECT_EQ(came.voted, 10) << "cut at " << at;
    }
  }
  EXPECT_GT(cut_while_voting, 5);
  EXPECT_GT(destroyed, 5);
}

}  // namespace
}  // namespace reviewd::store
