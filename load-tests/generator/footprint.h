// What a server takes up on the machine: memory, and the files of its store.

#pragma once

#include <cstdint>

#include "generator/server_process.h"

namespace reviewd::load {

struct Footprint {
  std::uint64_t resident_bytes = 0;
  std::uint64_t folder_bytes = 0;    // all files of the data folder
  std::uint64_t messages_bytes = 0;  // what the server has said on its standard output and error
};

Footprint footprint(const ServerProcess& server);

// The same once the server has nothing left to do: for half a second no file has changed its size
// and hardly any processor time was used. After ten seconds as it is then.
Footprint settled_footprint(const ServerProcess& server);

}  // namespace reviewd::load
