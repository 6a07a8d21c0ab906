// The server's certificate and key, from files that may be replaced while it runs.
//
// Threads: one at a time. Lifetime: connections keep what they began with, so reload() and the end
// of this object do not touch them.

#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace boost::asio::ssl {
class context;
}

namespace reviewd::net {

class TlsCertificate {
 public:
  // Reads a chain (the server's own certificate first) and the key that belongs to it, both PEM.
  // Errors: storage, one sentence for the operator (a file that cannot be read, is no PEM, needs a
  // passphrase; a key of another certificate).
  static Result<std::unique_ptr<TlsCertificate>> load(std::string chain_file, std::string key_file);

  // Reads the same files again, for connections that begin from now on. Errors: as above; then the
  // old certificate stays.
  Result<void> reload();

  // TLS 1.2 and 1.3, forward secrecy only, no renegotiation. Never null.
  std::shared_ptr<boost::asio::ssl::context> context() const { return context_; }

 private:
  TlsCertificate(std::string chain_file, std::string key_file)
      : chain_file_(std::move(chain_file)), key_file_(std::move(key_file)) {}

  std::string chain_file_;
  std::string key_file_;
  std::shared_ptr<boost::asio::ssl::context> context_;
};

}  // namespace reviewd::net
