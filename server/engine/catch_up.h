// How a connection gets from what it has to the present: a tail of the stream, or a row snapshot.

#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <memory>

#include "domain/state.h"
#include "engine/row_snapshot.h"
#include "reviewd/v1/event.pb.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::engine {

// Encodes the meeting and every slot as they are in `state`. Texts are reduced to what may be read
// (no salts, hashes, owners). Guests get no feedback and no ballots of reviews that are over: those
// are for the minutes.
std::shared_ptr<const RowSnapshot> encode_row_snapshot(const domain::State& state,
                                                       v1::VisibilityClass visibility);

inline constexpr std::uint64_t kSnapshotLagMax = 512;

// Knows which events are still within reach of a tail, by count and by bytes.
class TailWindow {
 public:
  TailWindow(Seq head, std::size_t events_max, std::size_t bytes_max)
      : head_(head), events_max_(events_max), bytes_max_(bytes_max) {}

  void add(const v1::Event& event);

  // A review was reopened, or opened with feedback that is carried over, by the record that ends
  // with `at`: guests may see again what was kept from those who came while it was closed, and no
  // event tells it. They need a snapshot of then or later.
  void guests_start_over(Seq at) { guests_from_ = next(at); }

  // The oldest event that `participant` is served after what they had before it. For guests no
  // event of before they came: what was said until then is for a snapshot to give or to keep. And
  // none of the last such record: who ends with it may have missed the snapshot that goes with it.
  // The team may see all of it, and reads the stream from wherever it likes.
  Seq floor_for(ParticipantId participant, v1::VisibilityClass visibility) const {
    Seq from = floor();
    if (!is_guest(visibility)) return from;
    if (guests_from_ != Seq{}) from = std::max(from, next(guests_from_));
    const auto joined = joined_.find(participant);
    return joined == joined_.end() ? from : std::max(from, next(joined->second));
  }
  // Whether the review was closed within the window, when `participant` had come already: what was
  // said in it may be in their replica.
  bool closed_in_presence_of(ReviewId review, ParticipantId participant) const {
    const auto closed = closed_.find(review);
    const auto joined = joined_.find(participant);
    return closed != closed_.end() && (joined == joined_.end() || joined->second < closed->second);
  }
  // Whether a snapshot as of `seq` can.
  bool continues_snapshot(Seq seq, v1::VisibilityClass visibility) const {
    return next(seq) >= floor() && (!is_guest(visibility) || next(seq) >= guests_from_);
  }

  // Oldest sequence number still served; head + 1 when there is none.
  Seq floor() const { return static_cast<Seq>(value(head_) + 1 - sizes_.size()); }
  Seq head() const { return head_; }
  std::uint64_t bytes_total() const { return bytes_total_; }

 private:
  static bool is_guest(v1::VisibilityClass visibility) {
    return visibility == v1::VISIBILITY_CLASS_GUEST;
  }

  Seq head_;
  Seq guests_from_{};  // the first event after the last such record
  // Those that came, and were closed, since the window began; some by an event that has left it.
  std::map<ParticipantId, Seq> joined_;
  std::map<ReviewId, Seq> closed_;
  std::size_t events_max_;
  std::size_t bytes_max_;
  std::deque<std::uint32_t> sizes_;
  std::size_t bytes_ = 0;
  std::uint64_t bytes_total_ = 0;
};

// Keeps the last snapshot of one class for those who join soon after: a tail of at most
// kSnapshotLagMax events, and of fewer bytes than the snapshot itself, costs less than encoding the
// backlog again.
class SnapshotCache {
 public:
  // Never one that the stream cannot go on from: the events after it are in `tail`.
  std::shared_ptr<const RowSnapshot> get(const domain::State& state, v1::VisibilityClass visibility,
                                         const TailWindow& tail);

 private:
  std::shared_ptr<const RowSnapshot> last_;
  std::uint64_t last_bytes_ = 0;
  std::uint64_t last_at_bytes_ = 0;
};

}  // namespace reviewd::engine
