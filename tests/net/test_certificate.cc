#include "net/test_certificate.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace reviewd::testing {
namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using File = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

void add_names(X509* certificate, const std::string& name) {
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_EXTENSION* hosts =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
  X509_add_ext(certificate, hosts, -1);
  X509_EXTENSION_free(hosts);
}

File open(const std::string& path) {
  File file(std::fopen(path.c_str(), "w"), std::fclose);
  if (!file) throw std::runtime_error("cannot write " + path);
  return file;
}

}  // namespace

CertificateFiles write_certificate(const std::string& stem, const std::string& name) {
  const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const Certificate certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 24 * 3600);
  X509_set_pubkey(certificate.get(), key.get());
  add_names(certificate.get(), name);
  if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0) {
    throw std::runtime_error("cannot sign a certificate");
  }
  const CertificateFiles files{.chain = stem + ".crt", .key = stem + ".key"};
  PEM_write_X509(open(files.chain).get(), certificate.get());
  PEM_write_PrivateKey(open(files.key).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return files;
}

void write_encrypted_key(const std::string& path) {
  const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const unsigned char passphrase[] = "swordfish";
  PEM_write_PrivateKey(open(path).get(), key.get(), EVP_aes_128_cbc(), passphrase,
                       sizeof(passphrase) - 1, nullptr, nullptr);
}

std::string scratch_path(const std::string& name) {
  static std::atomic<int> count{0};
  return ::testing::TempDir() + "reviewd-" + std::to_string(::getpid()) + "-" +
         std::to_string(++count) + "-" + name;
}

}  // namespace reviewd::testing
