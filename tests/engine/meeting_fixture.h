// A room with a Product Owner who is connected, and the steps of a meeting.

#pragma once

#include "engine/room_fixture.h"

namespace reviewd::engine {

class MeetingFixture : public RoomFixture {
 protected:
  MeetingFixture();

  // A review with an increment, open; returns the increment's id.
  v1::Id open_review();
  void close_review();

  // What a poll is opened with; on a review and an increment of its own.
  v1::Id open_poll(const v1::OpenPoll& poll);
  v1::Id open_poll(v1::Secrecy secrecy, v1::Results results);
  static v1::OpenPoll consent_poll(v1::Secrecy secrecy, v1::Results results);
  static v1::OpenPoll fist_of_five();

  v1::Operation ballot(ConnectionId connection, const v1::Id& poll, v1::Consent consent);
  v1::Operation fingers(ConnectionId connection, const v1::Id& poll, std::uint32_t count);
  v1::Operation feedback(ConnectionId connection, const std::string& text, bool anonymous);

  // The id of the k-th thing that an operation makes.
  static v1::Id made_by(const v1::Operation& operation, std::uint32_t k = 0);
  v1::Id item(const v1::Operation& add, std::uint32_t k) const { return made_by(add, k); }

  // Comes in by the join code and connects; returns who and the connection.
  struct Waiter {
    ParticipantId participant{};
    ConnectionId connection{};
  };
  void set_code(const std::string& code);
  Waiter wait_by_code(const std::string& code, const std::string& name);

  // Carries out a command and returns its result.
  Result<CommandResult> command(Command command);

  // How the room closed a connection; 0: it did not.
  std::uint16_t close_code(ConnectionId connection) const;

  void tick();

  // The last frame of a kind that went to a connection; the frames stay.
  const v1::ServerFrame* last_frame(ConnectionId connection, v1::ServerFrame::BodyCase body) const;

  ConnectionId owner_{};
  v1::Id review_;
};

}  // namespace reviewd::engine
