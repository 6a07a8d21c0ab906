#include "net/tls_certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <boost/asio/ssl/context.hpp>
#include <cstring>
#include <string_view>
#include <utility>

namespace reviewd::net {
namespace {

namespace ssl = boost::asio::ssl;

// TLS 1.2 without forward secrecy, CBC or SHA-1. TLS 1.3 has nothing of these.
constexpr char kCiphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20";

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;
using Certificate = std::unique_ptr<X509, FreeCertificate>;
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

std::unexpected<Error> refuse(std::string text) {
  ERR_clear_error();  // Whoever asks OpenSSL next should not hear of this.
  return fail(v1::ERROR_CODE_STORAGE, std::move(text));
}

Result<Bio> open(const std::string& path, const char* what) {
  errno = 0;
  Bio bio(BIO_new_file(path.c_str(), "r"));
  if (bio) return bio;
  return refuse("cannot read the " + std::string(what) + " " + path + ": " + std::strerror(errno));
}

// Otherwise the library would ask at the terminal.
int no_passphrase(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

// The server's certificate, then those of whoever signed it.
Result<void> read_chain(SSL_CTX* context, const std::string& path) {
  const auto bio = open(path, "certificate");
  if (!bio) return std::unexpected(bio.error());
  const Certificate own(PEM_read_bio_X509_AUX(bio->get(), nullptr, nullptr, nullptr));
  if (!own) return refuse(path + " holds no certificate in PEM form");
  if (SSL_CTX_use_certificate(context, own.get()) != 1) {
    return refuse("the certificate in " + path +
                  " cannot be used: " + ERR_reason_error_string(ERR_peek_last_error()));
  }
  for (;;) {  // Ends: each turn reads on in the file.
    const Certificate next(PEM_read_bio_X509(bio->get(), nullptr, nullptr, nullptr));
    if (!next) break;
    SSL_CTX_add1_chain_cert(context, next.get());
  }
  // The end of the file is told as "no start line"; anything else is damage.
  if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) {
    return refuse("a certificate in " + path + " is damaged");
  }
  ERR_clear_error();
  return {};
}

Result<void> read_key(SSL_CTX* context, const std::string& path, const std::string& chain_path) {
  const auto bio = open(path, "key");
  if (!bio) return std::unexpected(bio.error());
  bool passphrase = false;
  const Key key(PEM_read_bio_PrivateKey(bio->get(), nullptr, no_passphrase, &passphrase));
  if (passphrase) return refuse("the key in " + path + " has a passphrase: give one without");
  if (!key) return refuse(path + " holds no private key in PEM form");
  if (X509_check_private_key(SSL_CTX_get0_certificate(context), key.get()) != 1) {
    return refuse("the key in " + path + " does not belong to the certificate in " + chain_path);
  }
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1) {
    return refuse("the key in " + path +
                  " cannot be used: " + ERR_reason_error_string(ERR_peek_last_error()));
  }
  return {};
}

// HTTP/1.1 is all that is spoken here. Who offers other protocols only is told so, which keeps
// servers of other protocols from being confused with this one.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
  static constexpr unsigned char kOurs[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  const int found =
      SSL_select_next_proto(&chosen, out_size, kOurs, sizeof(kOurs) - 1, offered, offered_size);
  if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

void set_options(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context, kCiphers);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  // Who comes back brings a ticket; nothing is remembered here for those who do not.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
}

}  // namespace

Result<std::unique_ptr<TlsCertificate>> TlsCertificate::load(std::string chain_file,
                                                             std::string key_file) {
  std::unique_ptr<TlsCertificate> made(
      new TlsCertificate(std::move(chain_file), std::move(key_file)));
  if (auto ok = made->reload(); !ok) return std::unexpected(ok.error());
  return made;
}

Result<void> TlsCertificate::reload() {
  auto fresh = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* const context = fresh->native_handle();
  set_options(context);
  if (auto ok = read_chain(context, chain_file_); !ok) return ok;
  if (auto ok = read_key(context, key_file_, chain_file_); !ok) return ok;
  context_ = std::move(fresh);
  return {};
}

}  // namespace reviewd::net
