// The caller's own file of session tokens: ${XDG_CONFIG_HOME:-~/.config}/reviewd/credentials.json,
// readable by its owner only. `product create` and `join` write it, everything that acts as a
// participant reads it.

#pragma once

#include <string>
#include <vector>

#include "cli/failure.h"

namespace reviewd::cli {

struct Credential {
  std::string server;  // an address that sdk::Endpoint::parse reads
  std::string product;
  std::string product_name;
  std::string handle;
  std::string name;
  std::string role;  // "PRODUCT_OWNER", ..
  std::string token;
  std::string page;  // public address of the server's page, for links; "http://127.0.0.1:8080"
};

// Where the file is, by the environment. Fails when neither XDG_CONFIG_HOME nor HOME is set.
Attempt<std::string> credentials_path();

// Every credential in the file; none when it does not exist. Refuses a file that others may read or
// write, or that belongs to somebody else: its tokens are not secret any more.
Attempt<std::vector<Credential>> read_credentials(const std::string& path);

// Adds `credential`, replacing one of the same handle. The file is written new and renamed into
// place, 0600, its folder 0700 if it has to be made.
Attempt<void> save_credential(const std::string& path, const Credential& credential);

}  // namespace reviewd::cli
