// A product with something for every operation to be about, a review in one of its states, and one
// operation of each kind.

#pragma once

#include <functional>
#include <map>
#include <string>

#include "domain/meeting_desk.h"

namespace reviewd::domain {

class Scene {
 public:
  explicit Scene(v1::ReviewState state);

  // What `who` made, or somebody, if they made none.
  static const v1::Id& of(const std::map<ParticipantId, v1::Id>& made, ParticipantId who);
  // Feedback of theirs, or what names none.
  v1::Id said_by(ParticipantId who) const;

  MeetingDesk desk;
  v1::Id first, second, archived;  // items
  v1::Id review, increment;
  v1::Id group, invite, lent, goal, action;
  // Of a review that has been opened; else they name nothing. `over` is closed whatever the review
  // is, `held` is discarded where the review is closed.
  v1::Id poll = nothing(), dots = nothing(), over = nothing(), held = nothing();
  std::map<ParticipantId, v1::Id> said, proposed;
  // Operations that moved something, and that did and were undone.
  std::map<ParticipantId, v1::Id> moved, undone;

 private:
  static v1::Id nothing();

  v1::Id submit(ParticipantId who, const std::function<void(v1::Operation&)>& fill);
  v1::Id add_item(const std::string& title);
  v1::Id move(ParticipantId who, const v1::Id& item);
  v1::Id open_poll(v1::PollKind kind);
  void close_poll(const v1::Id& id);
  void hold(bool on);

  void fill_backlog();
  void move_by_everybody_who_can_be_lent_to();
  void fill_product();
  void add_increment();
  void hear_everybody();
  void ask();
  void pause();
  void close();
};

// By the name of its kind, an operation as `who` would send it.
using Fill = std::function<void(const Scene&, ParticipantId who, v1::Operation&)>;
const std::map<std::string, Fill>& one_of_each();

}  // namespace reviewd::domain
