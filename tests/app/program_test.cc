// What an operator can get wrong at the start, and what a running server does when told.

#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "app/server_program.h"
#include "net/raw_socket.h"
#include "net/test_certificate.h"

namespace reviewd::testing {
namespace {

constexpr char kHealth[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

// The one line that a server says which does not start.
std::string refusal(std::vector<std::string> arguments) {
  ServerProgram server(std::move(arguments));
  EXPECT_EQ(server.wait_for_end(), 1);
  return server.complaints();
}

TEST(Program, ATlsCertificateThatCannotBeUsedIsOneSentenceAndTheEnd) {
  const CertificateFiles one = write_certificate(scratch_path("one"), "one");
  const CertificateFiles two = write_certificate(scratch_path("two"), "two");
  EXPECT_EQ(refusal({"--tls-certificate", "missing.crt", "--tls-key", one.key}),
            "reviewd: cannot read the certificate missing.crt: No such file or directory\n");
  EXPECT_EQ(refusal({"--tls-certificate", one.chain, "--tls-key", two.key}),
            "reviewd: the key in " + two.key + " does not belong to the certificate in " +
                one.chain + "\n");
  EXPECT_EQ(refusal({"--tls-certificate", one.chain}),
            "reviewd: --tls-certificate and --tls-key belong together: give both\n");
  EXPECT_EQ(refusal({"--tls-certificate", one.chain, "--tls-key", one.key, "--public-url",
                     "http://review.example.org"}),
            "reviewd: with --tls-certificate the --public-url begins with https://, not "
            "http://review.example.org\n");
}

TEST(Program, AProxyThatIsNoAddressIsNamed) {
  EXPECT_NE(refusal({"--trusted-proxies", "127.0.0.1,proxy"}).find("not proxy\n"),
            std::string::npos);
}

TEST(Program, G12WithoutTlsItListensBeyondThisMachineOnlyWhenToldTo) {
  EXPECT_NE(refusal({"--listen", "0.0.0.0:0"}).find("--tls-certificate"), std::string::npos);

  const CertificateFiles files = write_certificate(scratch_path("server"), "first");
  ServerProgram server(
      {"--listen", "0.0.0.0:0", "--tls-certificate", files.chain, "--tls-key", files.key});
  EXPECT_TRUE(server.wait_until_ready().starts_with("https://"));
}

TEST(Program, AHangupReadsTheCertificateAgainAndKeepsConnections) {
  const std::string stem = scratch_path("server");
  const CertificateFiles files = write_certificate(stem, "first");
  ServerProgram server({"--tls-certificate", files.chain, "--tls-key", files.key});
  EXPECT_TRUE(server.wait_until_ready().starts_with("https://127.0.0.1:"));
  RawSocket before = RawSocket::tls(server.port());
  EXPECT_EQ(before.certificate_name(), "first");

  write_certificate(stem, "second");
  server.signal(SIGHUP);
  while (RawSocket::tls(server.port()).certificate_name() != "second") std::this_thread::yield();

  before.send(kHealth);
  EXPECT_EQ(before.read_reply()->status, 200);
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait_for_end(), 0);
}

}  // namespace
}  // namespace reviewd::testing
