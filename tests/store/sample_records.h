// Records to store: small, complete (events, sealed entries, outcomes, texts of the product and of
// people) and told apart by a number each.

#pragma once

#include <string>
#include <vector>

#include "engine/event_log.h"

namespace reviewd::store {

inline constexpr ProductId kProduct{7};
inline constexpr ProductId kOtherProduct{8};
inline constexpr ParticipantId kAda{1};
inline constexpr ParticipantId kBob{2};

// A text with salt and hash, as the domain makes it. The same arguments give the same text.
void set_text(v1::Text* text, std::string_view plain, std::uint32_t owner);

// Follows one log: makes its next record.
class RecordMaker {
 public:
  // Goes on from the end of a log.
  explicit RecordMaker(Position head = {}, Seq seq = {}) : position_(head), seq_(seq) {}

  // Two events (an item of the product, feedback of `author`), one sealed entry, one outcome. `tag`
  // is in both texts.
  v1::Record next(const std::string& tag, ParticipantId author = kAda);

  // Sealed entry and outcome alone.
  v1::Record next_without_events(std::uint32_t counter);

  Position position() const { return position_; }
  Seq seq() const { return seq_; }

 private:
  v1::Record start();

  Position position_;  // of the last record made
  Seq seq_;            // of the last event made
};

// Appends and waits for the answer.
engine::AppendStatus append_now(engine::EventLog& log, ProductId product, v1::Record record,
                                std::vector<engine::BoxChange> boxes = {});

// What the feedback in each record says, from `from` on; fails the test where reading fails.
std::vector<std::string> read_tags(engine::EventLog& log, ProductId product,
                                   Position from = Position{1});

// All records as read.
Result<std::vector<v1::Record>> read_all(engine::EventLog& log, ProductId product,
                                         Position from = Position{1});

}  // namespace reviewd::store
