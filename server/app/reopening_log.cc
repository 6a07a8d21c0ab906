#include "app/reopening_log.h"

#include <utility>

namespace reviewd::app {
namespace {

std::unexpected<Error> no_store() {
  return fail(v1::ERROR_CODE_STORAGE, "the store is closed after an error");
}

}  // namespace

Result<std::unique_ptr<ReopeningLog>> ReopeningLog::open(store::StoreOptions options) {
  std::unique_ptr<ReopeningLog> log(new ReopeningLog(std::move(options)));
  if (auto opened = log->open_store(); !opened) return std::unexpected(opened.error());
  return log;
}

Result<void> ReopeningLog::open_store() {
  auto opened = store::RocksEventLog::open(options_);
  if (!opened) return std::unexpected(opened.error());
  store_ = std::move(*opened);
  return {};
}

Result<std::vector<ProductId>> ReopeningLog::products() {
  if (!store_) return no_store();
  return store_->products();
}

Result<engine::History> ReopeningLog::create(ProductId product) {
  if (!store_) return no_store();
  return store_->create(product);
}

Result<engine::EventLog::Opened> ReopeningLog::open(ProductId product) {
  if (store_ && store_->failure()) store_.reset();
  if (!store_) {
    if (auto opened = open_store(); !opened) return std::unexpected(opened.error());
  }
  return store_->open(product);
}

Result<void> ReopeningLog::read(ProductId product, Position from, const RecordVisitor& visit) {
  if (!store_) return no_store();
  return store_->read(product, from, visit);
}

// A room that had the store open before it was reopened has not opened this one: it is told so and
// is rebuilt.
void ReopeningLog::append(ProductId product, Position expected, v1::Record record,
                          std::vector<engine::BoxChange> boxes, AppendDone done) {
  if (!store_) return done(engine::AppendStatus::kFailed);
  store_->append(product, expected, std::move(record), std::move(boxes), std::move(done));
}

std::set<ProductId> ReopeningLog::with_boxes() {
  return store_ ? store_->with_boxes() : std::set<ProductId>();
}

Result<void> ReopeningLog::keep_boxes(ProductId product, const std::set<PollId>& polls) {
  if (!store_) return no_store();
  return store_->keep_boxes(product, polls);
}

void ReopeningLog::save_snapshot(ProductId product, v1::LogSnapshot snapshot) {
  if (store_) store_->save_snapshot(product, std::move(snapshot));
}

std::optional<Digest> ReopeningLog::mac(ProductId product, ParticipantId owner,
                                        std::string_view bytes) {
  return store_ ? store_->mac(product, owner, bytes) : std::nullopt;
}

std::optional<Digest> ReopeningLog::box_mac(ProductId product, PollId poll,
                                            std::string_view bytes) {
  return store_ ? store_->box_mac(product, poll, bytes) : std::nullopt;
}

Result<void> ReopeningLog::close() {
  if (!store_) return no_store();
  auto closed = store_->close();
  store_.reset();
  return closed;
}

}  // namespace reviewd::app
