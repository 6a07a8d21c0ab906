// Between the port's ballot boxes and the database's: what is read when a product is opened, and
// what is written with a record.

#pragma once

#include <vector>

#include "engine/event_log.h"
#include "store/ballot_boxes.h"
#include "store/database.h"
#include "store/group_committer.h"

namespace reviewd::store {

// The boxes of a product that have a key, with what is in them. Errors: storage, for a ballot that
// its key does not open.
Result<std::vector<engine::EventLog::Opened::Box>> read_boxes(Database& database,
                                                              const BallotBoxes& boxes,
                                                              ProductId product);

// Adds what is done to boxes to an append. Keys that do not exist yet are made.
void put_boxes(BallotBoxes& boxes, ProductId product, const std::vector<engine::BoxChange>& changes,
               GroupCommitter::Append& append);

}  // namespace reviewd::store
