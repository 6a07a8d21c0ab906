// `reviewd --demo`: a product to try things with, made by real operations of made-up people, and
// links to come in as each of them.

#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "net/asio_types.h"
#include "net/rooms.h"

namespace reviewd::app {

struct DemoLink {
  std::string role;
  std::string url;
};

// Makes the demo product if the server has no product at all, and remembers in `data_folder` (a
// file of its own, 0600) how to come in as its Product Owner. Then draws fresh links for the other
// roles. No links when the folder holds other products only. Errors: what went wrong, for the
// operator.
net::Awaitable<Result<std::vector<DemoLink>>> prepare_demo(net::Rooms& rooms,
                                                           std::string data_folder,
                                                           std::string public_url);

}  // namespace reviewd::app
