// All products of a server: which there are, and the runner of each that has been used.
//
// Threads: the rooms' thread.

#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "net/asio_types.h"
#include "net/room_runner.h"

namespace reviewd::net {

// An invite link of a product just founded. The secret is nowhere else.
struct FoundedLink {
  v1::Role role;
  std::string secret;
};

struct Founded {
  ProductId product;
  ParticipantId owner;
  std::string owner_handle;
  std::string owner_token;
  std::vector<FoundedLink> links;
};

class Rooms {
 public:
  explicit Rooms(std::shared_ptr<const RoomSurroundings> surroundings)
      : surroundings_(std::move(surroundings)) {}

  ~Rooms();
  Rooms(const Rooms&) = delete;
  Rooms& operator=(const Rooms&) = delete;

  // Learns from the log which products there are, and opens those that have ballot boxes. Errors:
  // storage.
  Result<void> list();
  // Ascending.
  std::vector<ProductId> products() const;

  // The runner of a product, opened when it is first asked for. Errors: unknown_product.
  Result<std::shared_ptr<RoomRunner>> find(ProductId product);

  // Makes a product, its Product Owner and one invite link for each role: personal ones for the
  // team, links for many for stakeholders and observers. Errors: bad_request (names), storage.
  Awaitable<Result<Founded>> found(std::string name, std::string owner_name,
                                   std::uint32_t owner_link_uses = 1);

  const RoomSurroundings& surroundings() const { return *surroundings_; }

  // Says goodbye to everybody, see RoomRunner::shut_down. Then: done when nobody is
  // connected and nothing is being appended any more.
  void shut_down(std::uint32_t after_ms);
  bool quiet() const;
  void save_snapshots();

 private:
  std::shared_ptr<const RoomSurroundings> surroundings_;
  std::unordered_map<ProductId, std::shared_ptr<RoomRunner>> runners_;  // null: not opened yet
};

}  // namespace reviewd::net
