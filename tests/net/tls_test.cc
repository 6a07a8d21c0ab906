// TLS on the real port: coming in, live, certificates that are replaced, and ones that cannot be.

#include <gtest/gtest.h>

#include <fstream>

#include "net/running_server.h"
#include "net/test_certificate.h"

namespace reviewd::net {
namespace {

using testing::add_item;
using testing::CertificateFiles;
using testing::LiveClient;
using testing::RawSocket;
using testing::RunningServer;
using testing::scratch_path;
using testing::write_certificate;

constexpr char kHealth[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

class Tls : public ::testing::Test {
 protected:
  static std::unique_ptr<TlsCertificate> load(const CertificateFiles& files) {
    auto loaded = TlsCertificate::load(files.chain, files.key);
    if (!loaded) throw std::runtime_error(loaded.error().text);
    return *std::move(loaded);
  }

  const std::string stem_ = scratch_path("server");
  const std::unique_ptr<TlsCertificate> certificate_ = load(write_certificate(stem_, "first"));
  RunningServer server_{{}, {}, {.certificate = certificate_.get()}};
};

std::string why_not(const std::string& chain, const std::string& key) {
  const auto loaded = TlsCertificate::load(chain, key);
  return loaded ? "it was loaded" : loaded.error().text;
}

void write(const std::string& path, std::string_view text) { std::ofstream(path) << text; }

std::string read(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(Tls, RequestsAreAnsweredOneAfterAnother) {
  RawSocket socket = RawSocket::tls(server_.port());
  for (int i = 0; i < 3; ++i) {
    socket.send(kHealth);
    const auto reply = socket.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
  }
}

TEST_F(Tls, ALastAnswerEndsInOrder) {
  RawSocket socket = RawSocket::tls(server_.port());
  socket.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(socket.read_reply()->status, 200);
  EXPECT_TRUE(socket.at_end());
}

TEST_F(Tls, ALiveConnectionSubmitsSeesEventsAndIsClosedInOrder) {
  LiveClient owner(RawSocket::tls(server_.port()), server_, server_.owner());
  owner.hello();
  // Longer than a TLS record and than any buffer on the way.
  for (int i = 0; i < 20; ++i) owner.submit(add_item(std::string(900, 'x')));
  while (owner.until(v1::ServerFrame::kAcked).acked().counter() < 20) {
  }
  LiveClient late(RawSocket::tls(server_.port()), server_, server_.owner());
  late.resume(owner.welcome().history(), 0);
  EXPECT_GT(late.until(v1::ServerFrame::kEvents).ByteSizeLong(), 16'384u);

  server_.on_thread([&] { server_.rooms().shut_down(1'500); });
  EXPECT_EQ(owner.closed(), 4002);
  EXPECT_TRUE(owner.socket().at_end());
  EXPECT_EQ(late.closed(), 4002);
}

TEST_F(Tls, AFreshCertificateIsForThoseWhoComeAndDisturbsNobody) {
  RawSocket before = RawSocket::tls(server_.port());
  EXPECT_EQ(before.certificate_name(), "first");
  write_certificate(stem_, "second");

  ASSERT_TRUE(server_.on_thread([&] { return certificate_->reload(); }));

  EXPECT_EQ(RawSocket::tls(server_.port()).certificate_name(), "second");
  before.send(kHealth);
  EXPECT_EQ(before.read_reply()->status, 200);
}

TEST_F(Tls, ACertificateThatCannotBeReadLeavesTheOldOne) {
  write(stem_ + ".key", "nonsense");
  const auto reloaded = server_.on_thread([&] { return certificate_->reload(); });
  ASSERT_FALSE(reloaded);
  EXPECT_NE(reloaded.error().text.find("no private key"), std::string::npos);
  EXPECT_EQ(RawSocket::tls(server_.port()).certificate_name(), "first");
}

TEST_F(Tls, G12OldVersionsAndOtherProtocolsAreRefused) {
  EXPECT_TRUE(RawSocket::tls(server_.port(), {.version_max = 0x0303}).has_tls()) << "TLS 1.2";
  EXPECT_FALSE(RawSocket::tls(server_.port(), {.version_max = 0x0302}).has_tls()) << "TLS 1.1";
  EXPECT_TRUE(RawSocket::tls(server_.port(), {.protocols = "\x02h2\x08http/1.1"}).has_tls());
  EXPECT_FALSE(RawSocket::tls(server_.port(), {.protocols = "\x04smtp"}).has_tls());
}

TEST_F(Tls, G12PlainHttpIsNotSpokenOnThePort) {
  RawSocket socket = RawSocket::tcp(server_.port());
  socket.send(kHealth);
  EXPECT_FALSE(socket.read_reply());
  EXPECT_EQ(RawSocket::tls(server_.port()).certificate_name(), "first") << "others are served";
}

TEST(TlsHandshake, G12OneThatNeverEndsIsCutOff) {
  const CertificateFiles files = write_certificate(scratch_path("server"), "first");
  const auto certificate = TlsCertificate::load(files.chain, files.key);
  ASSERT_TRUE(certificate);
  const RunningServer server({}, {},
                             {.timeouts = {.handshake = std::chrono::milliseconds(50)},
                              .certificate = certificate->get()});
  RawSocket silent = RawSocket::tcp(server.port());
  RawSocket stuck = RawSocket::tcp(server.port());
  stuck.send("\x16\x03\x01\x02");  // the beginning of a client's hello

  EXPECT_FALSE(silent.read_reply());
  EXPECT_FALSE(stuck.read_reply());
}

TEST(TlsFiles, WhatIsWrongWithThemIsSaidInOneSentence) {
  const CertificateFiles good = write_certificate(scratch_path("good"), "good");
  const CertificateFiles other = write_certificate(scratch_path("other"), "other");
  const std::string nowhere = scratch_path("nowhere");
  const std::string text = scratch_path("text");
  write(text, "This is no certificate.\n");
  const std::string cut = scratch_path("cut");
  const std::string whole = read(good.chain);
  write(cut, whole + whole.substr(0, whole.size() / 2));

  EXPECT_EQ(why_not(nowhere, good.key),
            "cannot read the certificate " + nowhere + ": No such file or directory");
  EXPECT_EQ(why_not(good.chain, nowhere),
            "cannot read the key " + nowhere + ": No such file or directory");
  EXPECT_EQ(why_not(text, good.key), text + " holds no certificate in PEM form");
  EXPECT_EQ(why_not(good.chain, text), text + " holds no private key in PEM form");
  EXPECT_EQ(why_not(good.chain, other.key),
            "the key in " + other.key + " does not belong to the certificate in " + good.chain);
  EXPECT_EQ(why_not(cut, good.key), "a certificate in " + cut + " is damaged");
  EXPECT_EQ(why_not(good.chain, good.key), "it was loaded");
}

TEST(TlsFiles, AKeyWithAPassphraseIsRefusedAndNobodyIsAskedForIt) {
  const CertificateFiles good = write_certificate(scratch_path("good"), "good");
  testing::write_encrypted_key(good.key);
  EXPECT_EQ(why_not(good.chain, good.key),
            "the key in " + good.key + " has a passphrase: give one without");
}

}  // namespace
}  // namespace reviewd::net
