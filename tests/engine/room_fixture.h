// One room on a log in memory, driven by hand: inputs go in, effects are kept by kind. Appends wait
// until the test says that they are durable.

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/room.h"
#include "store/memory_event_log.h"

namespace reviewd::engine {

class RoomFixture : public testing::Test {
 protected:
  static constexpr ProductId kProduct{0x5eed};

  RoomFixture();

  // Takes an input and carries out what needs no waiting. Appends go to the log, which is on hold.
  void step(decltype(Input::body) body);

  // Everything decided so far becomes durable, and what waited for it comes out.
  void sync();

  // The same room, rebuilt from what the disk has. Unsynced records are lost.
  void restart();

  // Founds the product, with one invite a role whose secret is the role's number.
  void found();

  // Somebody comes in by the invite of a role; returns who.
  ParticipantId join(v1::Role role, const std::string& name);

  // A connection that has said hello and been welcomed.
  ConnectionId connect(ParticipantId participant, const v1::Hello& hello = hello_with_version());

  static v1::Hello hello_with_version();
  static Digest secret(v1::Role role);

  // Frames sent to a connection, oldest first; takes them.
  std::vector<v1::ServerFrame> frames(ConnectionId connection);
  v1::Welcome welcome(ConnectionId connection) const { return welcomes_.at(connection); }

  // One operation from the connection's open (or sealed) actor with its next counter.
  v1::Operation operation(ConnectionId connection, bool sealed = false);
  void submit(ConnectionId connection, const v1::Operation& operation);
  // Submits, syncs, and returns the reply; nullopt where it was plainly applied.
  std::optional<v1::Outcome> decide(ConnectionId connection, const v1::Operation& operation);

  v1::Operation add(ConnectionId connection, const std::vector<std::string>& titles);
  v1::Operation move_to_top(ConnectionId connection, const v1::Id& item);

  std::vector<v1::Record> records();

  RoomLimits limits_;
  std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
  std::unique_ptr<store::MemoryEventLog> log_;
  std::unique_ptr<Room> room_;
  std::int64_t now_ms_ = 1'000'000;

  // What has come out.
  std::vector<v1::Event> published_;
  std::vector<SendFrame> sent_;
  std::vector<StartStream> started_;
  std::vector<v1::ServerFrame> broadcast_;
  std::vector<CloseConnection> closed_;
  std::vector<CommandDone> done_;
  std::vector<v1::LogSnapshot> snapshots_;
  bool failed_ = false;

 private:
  void open();
  void carry_out(std::vector<Effect> effects);

  std::vector<AppendDone> finished_;
  std::map<ConnectionId, v1::Welcome> welcomes_;
  std::map<std::uint32_t, std::uint32_t> counters_;
  std::uint32_t inputs_ = 0;
  std::uint64_t connections_ = 0;
};

}  // namespace reviewd::engine
