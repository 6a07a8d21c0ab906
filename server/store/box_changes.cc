#include "store/box_changes.h"

namespace reviewd::store {

using Boxes = std::vector<engine::EventLog::Opened::Box>;

Result<Boxes> read_boxes(Database& database, const BallotBoxes& boxes, ProductId product) {
  Boxes out;
  for (const BoxName& name : boxes.of(product)) {
    auto& box = out.emplace_back();
    box.poll = name.poll;
    const std::string begin = box_begin(name);
    const std::unique_ptr<rocksdb::Iterator> at(
        database.db().NewIterator(rocksdb::ReadOptions(), database.boxes()));
    for (at->Seek(begin); at->Valid() && at->key().starts_with(begin); at->Next()) {
      auto ballot = boxes.open(name, {at->key().ToString(), at->value().ToString()});
      if (!ballot) {
        return fail(v1::ERROR_CODE_STORAGE,
                    "A ballot box of product " + std::to_string(value(product)) + " is damaged.");
      }
      box.ballots.push_back(*std::move(ballot));
    }
    if (!at->status().ok())
      return database_failure("Reading the ballot boxes failed", at->status());
  }
  return out;
}

void put_boxes(BallotBoxes& boxes, ProductId product, const std::vector<engine::BoxChange>& changes,
               GroupCommitter::Append& append) {
  for (const engine::BoxChange& change : changes) {
    const BoxName name{.product = product, .poll = change.poll};
    if (change.destroyed) {
      append.destroyed.push_back(name);
      continue;
    }
    boxes.make(name);
    for (const domain::BoxBallot& ballot : change.ballots)
      append.ballots.push_back(boxes.seal(name, ballot));
  }
}

}  // namespace reviewd::store
