// Certificates for tests: self-signed, made on the spot, for localhost and 127.0.0.1.

#pragma once

#include <string>

namespace reviewd::testing {

struct CertificateFiles {
  std::string chain;
  std::string key;
};

// Writes `stem`.crt and `stem`.key, over whatever is there. `name` is what tells this certificate
// from another one (RawSocket::certificate_name()).
CertificateFiles write_certificate(const std::string& stem, const std::string& name);

// A new key in `path`, encrypted under a passphrase.
void write_encrypted_key(const std::string& path);

// A path that no other test of this run uses.
std::string scratch_path(const std::string& name);

}  // namespace reviewd::testing
