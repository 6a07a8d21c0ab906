#include "net/doors.h"

#include <utility>

namespace reviewd::net {

Doors::Place::Place(std::shared_ptr<Doors> doors, std::string address)
    : doors_(std::move(doors)), address_(std::move(address)) {
  ++doors_->inside_;
  if (!address_.empty()) ++doors_->by_address_[address_];
}

Doors::Place::~Place() {
  --doors_->inside_;
  doors_->leave(address_);
}

bool Doors::Place::move_to(const std::string& address) {
  if (address == address_) return true;
  if (doors_->full_for(address)) return false;
  ++doors_->by_address_[address];
  doors_->leave(address_);
  address_ = address;
  return true;
}

void Doors::leave(const std::string& address) {
  const auto found = by_address_.find(address);
  if (found != by_address_.end() && --found->second == 0) by_address_.erase(found);
}

bool Doors::full_for(const std::string& address) const {
  const auto found = by_address_.find(address);
  return found != by_address_.end() && found->second >= limits_.per_address_max;
}

Doors::Answer Doors::ask(const std::string& address) const {
  if (inside_ >= limits_.connections_max) return Answer::kFull;
  return full_for(address) ? Answer::kFullForAddress : Answer::kWelcome;
}

std::unique_ptr<Doors::Place> Doors::enter(std::string address) {
  return std::make_unique<Place>(shared_from_this(), std::move(address));
}

}  // namespace reviewd::net
