// Who is inside: counts connections in all and per address, and says when it is full.

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>

#include "net/limits.h"

namespace reviewd::net {

class Doors : public std::enable_shared_from_this<Doors> {
 public:
  explicit Doors(const ConnectionLimits& limits) : limits_(limits) {}

  // A place inside, given back when it is destroyed.
  class Place {
   public:
    Place(std::shared_ptr<Doors> doors, std::string address);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    // Counts for `address` from now on; false, and nothing changes, when that one has too many.
    // A proxy's connections speak for one visitor after another.
    bool move_to(const std::string& address);

   private:
    std::shared_ptr<Doors> doors_;
    std::string address_;
  };

  enum class Answer { kWelcome, kFull, kFullForAddress };
  // An empty address has no limit of its own.
  Answer ask(const std::string& address) const;
  std::unique_ptr<Place> enter(std::string address);
  std::size_t inside() const { return inside_; }

 private:
  void leave(const std::string& address);
  bool full_for(const std::string& address) const;

  ConnectionLimits limits_;
  std::size_t inside_ = 0;
  std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace reviewd::net
