#include "net/doors.h"

#include <utility>

namespace reviewd::net {

Doors::Place::Place(std::shared_ptr<Doors> doors, std::string address)
    : doors_(std::move(doors)), address_(std::move(address)) {
  ++doors_->inside_;
  ++doors_->by_address_[address_];
}

Doors::Place::~Place() {
  --doors_->inside_;
  const auto found = doors_->by_address_.find(address_);
  if (--found->second == 0) doors_->by_address_.erase(found);
}

Doors::Answer Doors::ask(const std::string& address) const {
  if (inside_ >= limits_.connections_max) return Answer::kFull;
  const auto found = by_address_.find(address);
  const bool full = found != by_address_.end() && found->second >= limits_.per_address_max;
  return full ? Answer::kFullForAddress : Answer::kWelcome;
}

std::unique_ptr<Doors::Place> Doors::enter(std::string address) {
  return std::make_unique<Place>(shared_from_this(), std::move(address));
}

}  // namespace reviewd::net
