// Which server a verb talks to, and as whom.

#pragma once

#include <string>
#include <vector>

#include "cli/credentials.h"
#include "cli/failure.h"
#include "sdk/endpoint.h"

namespace reviewd::cli {

// What the command line says. Everything may be empty.
struct ServerOptions {
  std::string socket;   // --socket PATH
  std::string url;      // --url URL
  std::string data;     // --data DIR: its socket
  std::string as;       // --as: a handle, or the beginning of one
  std::string product;  // --product: an id, or the beginning of one
};

inline constexpr char kDataFolder[] = "reviewd-data";  // what the server uses when told nothing
inline constexpr char kSocketName[] = "reviewd.sock";  // inside its data folder

// Somebody to act as, and where.
struct Participant {
  sdk::Endpoint endpoint;
  Credential credential;
};

// For administrators: the socket, which only the server's own user may open. --socket, --data, or
// the data folder that a server started here would use.
Attempt<sdk::Endpoint> administration(const ServerOptions& options);

// The one credential that fits `options`, and the server that it, or the command line, names. Fails
// when none fits or several do, and names those.
Attempt<Participant> choose_participant(const ServerOptions& options,
                                        const std::vector<Credential>& known);

// The same with the caller's own file.
Attempt<Participant> participant(const ServerOptions& options);

}  // namespace reviewd::cli
