// A product to work on: made through the server's socket, filled, and joined by as many people as
// needed.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/server_process.h"

namespace reviewd::load {

struct Person {
  std::string product;
  std::string handle;
  std::string token;
};

// The request that turns a connection into a live one of theirs.
std::string upgrade_request(const sdk::Endpoint& endpoint, const Person& who);

struct Product {
  Person owner;
  std::vector<Person> stakeholders;
};

// Makes a product with `items` backlog items and `stakeholders` guests who came by link.
Result<Product> set_up_product(const ServerProcess& server, std::size_t items,
                               std::size_t stakeholders);

// Every event of `actor`, or of all actors if that is 0, in the log from `from` on, as `who` may
// see it: read over a connection of its own, to the head there was when it was made.
struct LoggedOperation {
  std::uint64_t seq = 0;
  std::uint32_t actor = 0;
  std::uint32_t counter = 0;
  auto operator<=>(const LoggedOperation&) const = default;
};
Result<std::vector<LoggedOperation>> read_log(const ServerProcess& server, const Person& who,
                                              std::uint64_t from);

}  // namespace reviewd::load
