// The port to durable storage: one log of records a product, its snapshots and its keys.
//
// The room decides; a log makes what was decided durable. Nothing above this port may assume that
// the writer is alone: an append names the position it expects to take and may be told that another
// writer has it (fenced). Implementations: store/memory_event_log.h, store/rocks_event_log.h; one
// contract suite (tests/store) runs against both.
//
// Threads: all calls come from the thread of the product's room, except that `done` callbacks
// are called from any thread; the caller posts them home. open(), read() and create() block.

#pragma once

#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/ids.h"
#include "base/result.h"
#include "domain/ballot_box.h"
#include "reviewd/v1/record.pb.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::engine {

// Names one line of history of a product. New only at creation, after a restore and after a cut
// tail.
using History = std::array<std::uint8_t, 16>;

enum class AppendStatus {
  kAppended,   // synced: survives a power cut
  kFenced,     // somebody else has written at this position; nothing was written
  kAmbiguous,  // may or may not be in the log: re-read before anything else
  kFailed,     // not in the log; the log takes no more writes until it is opened again
};

// What a record does to a ballot box: makes it if it is not there, and puts ballots in, each in the
// place of its voter's earlier one; or destroys it, its ballots and its key.
struct BoxChange {
  PollId poll;
  std::vector<domain::BoxBallot> ballots;
  bool destroyed = false;
};

class EventLog {
 public:
  using AppendDone = std::function<void(AppendStatus)>;
  // Returns false to stop reading.
  using RecordVisitor = std::function<bool(v1::Record&&)>;

  struct Opened {
    History history{};
    // The newest snapshot that fits the log, texts readable; none for a young log.
    std::optional<v1::LogSnapshot> snapshot;
    Position head{};  // position of the last record
    // Ballot boxes that can be opened, with what is in them. One of a poll that is open and missing
    // here is lost.
    struct Box {
      PollId poll;
      std::vector<domain::BoxBallot> ballots;
    };
    std::vector<Box> boxes;
  };

  virtual ~EventLog() = default;

  // Every product in the log, ascending.
  virtual Result<std::vector<ProductId>> products() = 0;

  // Makes an empty log with a new history and a product key. Durable on return. Fails with
  // conflict when the product exists.
  virtual Result<History> create(ProductId product) = 0;

  // Raises the term and gives what replay starts from. The log is open for append afterwards;
  // opening again fences whoever had it open before. Errors: unknown_product, storage (says what is
  // damaged).
  virtual Result<Opened> open(ProductId product) = 0;

  // Visits records in order, from position `from` to the head, texts readable (or `erased`), after
  // checking position, first_seq and hash chain. Errors: storage, naming the position.
  virtual Result<void> read(ProductId product, Position from, const RecordVisitor& visit) = 0;

  // Products that have ballot boxes: to be opened soon after a start, since what a crash has left
  // of a box that was to be destroyed goes then.
  virtual std::set<ProductId> with_boxes() = 0;

  // After open(): destroys the product's ballot boxes, but for those of `polls`. Durable on return.
  virtual Result<void> keep_boxes(ProductId product, const std::set<PollId>& polls) = 0;

  // Appends one record at `expected`, which the caller counts itself. `record` has position,
  // first_seq, time and entries; term and previous hash are the log's to fill. Texts have plain,
  // salt, hash and owner; they are stored encrypted under the owner's key, which is made when it
  // does not exist yet. Appends may be in flight together; they complete in order, and after one
  // that did not succeed none does until the next open().
  // `boxes` is done in the same synced write, in order; a box is destroyed before `done` is called.
  virtual void append(ProductId product, Position expected, v1::Record record,
                      std::vector<BoxChange> boxes, AppendDone done) = 0;
  void append(ProductId product, Position expected, v1::Record record, AppendDone done) {
    append(product, expected, std::move(record), {}, std::move(done));
  }

  // Keeps a snapshot, encrypted like records are; old ones may go. A lost one costs time, never
  // data.
  virtual void save_snapshot(ProductId product, v1::LogSnapshot snapshot) = 0;

  // HMAC-SHA-256 of `bytes` under a person's key (which is made if need be, and is made durable
  // before the next record is). nullopt once that key has been destroyed.
  virtual std::optional<Digest> mac(ProductId product, ParticipantId owner,
                                    std::string_view bytes) = 0;

  // As mac(), under the key of a ballot box, which is made if need be. Only while its poll is open.
  virtual std::optional<Digest> box_mac(ProductId product, PollId poll, std::string_view bytes) = 0;
};

}  // namespace reviewd::engine
