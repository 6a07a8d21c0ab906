#include "net/raw_socket.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cctype>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace reviewd::testing {
namespace {

// Against a server that hangs: a test fails instead of waiting for ever.
void give_up_after(int descriptor) {
  const timeval limit{.tv_sec = 20, .tv_usec = 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

void check(bool good, const char* what) {
  if (!good) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

std::uint16_t Frame::close_code() const {
  if (opcode != 8 || payload.size() < 2) return 0;
  return static_cast<std::uint16_t>(static_cast<unsigned char>(payload[0]) << 8 |
                                    static_cast<unsigned char>(payload[1]));
}

RawSocket RawSocket::tcp(std::uint16_t port, const std::string& from) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  check(descriptor >= 0, "socket");
  RawSocket socket(descriptor);
  give_up_after(descriptor);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = ::inet_addr(from.c_str());
  check(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0, "bind");
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  check(::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0,
        "connect");
  return socket;
}

RawSocket RawSocket::tls(std::uint16_t port, const TlsWishes& wishes, const std::string& from) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL.
  RawSocket socket = tcp(port, from);
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                  SSL_CTX_free);
  SSL_CTX_set_security_level(context.get(), 0);  // else this side would not even offer TLS 1.1
  SSL_CTX_set_max_proto_version(context.get(), wishes.version_max);
  std::unique_ptr<ssl_st, EndTls> tls(SSL_new(context.get()));
  if (!wishes.protocols.empty()) {
    SSL_set_alpn_protos(tls.get(), reinterpret_cast<const unsigned char*>(wishes.protocols.data()),
                        static_cast<unsigned>(wishes.protocols.size()));
  }
  SSL_set_tlsext_host_name(tls.get(), "localhost");
  SSL_set_fd(tls.get(), socket.descriptor_);
  if (SSL_connect(tls.get()) == 1) socket.tls_ = std::move(tls);
  ERR_clear_error();
  return socket;
}

void RawSocket::EndTls::operator()(ssl_st* tls) const { SSL_free(tls); }

std::string RawSocket::certificate_name() const {
  if (!tls_) return {};
  char name[256] = {};
  X509_NAME_get_text_by_NID(X509_get_subject_name(SSL_get0_peer_certificate(tls_.get())),
                            NID_commonName, name, sizeof(name));
  return name;
}

RawSocket RawSocket::local(const std::string& path) {
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  check(descriptor >= 0, "socket");
  RawSocket socket(descriptor);
  give_up_after(descriptor);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  check(::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0,
        "connect");
  return socket;
}

RawSocket::RawSocket(RawSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      tls_(std::move(other.tls_)),
      buffer_(std::move(other.buffer_)),
      pings_(other.pings_) {}

RawSocket::~RawSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void RawSocket::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = tls_ ? SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                              : ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // The server may have heard enough: what it says is read next.
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

// As recv(): 0 at an orderly end, negative when there is none.
long RawSocket::receive(char* to, std::size_t size) {
  if (!tls_) return ::recv(descriptor_, to, size, 0);
  const int got = SSL_read(tls_.get(), to, static_cast<int>(size));
  if (got > 0) return got;
  const bool orderly = SSL_get_error(tls_.get(), got) == SSL_ERROR_ZERO_RETURN;
  ERR_clear_error();
  return orderly ? 0 : -1;
}

bool RawSocket::more() {
  char piece[16384];
  const long got = receive(piece, sizeof(piece));
  if (got <= 0) return false;
  buffer_.append(piece, static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> RawSocket::take(std::size_t size) {
  while (buffer_.size() < size) {
    if (!more()) return std::nullopt;
  }
  std::string out = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return out;
}

void RawSocket::finish() {
  if (tls_) SSL_shutdown(tls_.get());
  ::shutdown(descriptor_, SHUT_WR);
}

bool RawSocket::at_end() {
  char byte;
  return buffer_.empty() && receive(&byte, 1) == 0;
}

std::optional<HttpReply> RawSocket::read_reply() {
  std::size_t end;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!more()) return std::nullopt;
  }
  const std::string head = *take(end + 4);
  HttpReply reply;
  reply.status = std::stoi(head.substr(head.find(' ') + 1));
  for (std::size_t at = head.find("\r\n") + 2; at < end;) {
    const std::size_t line_end = head.find("\r\n", at);
    const std::size_t colon = head.find(':', at);
    reply.headers[lower(head.substr(at, colon - at))] =
        head.substr(colon + 2, line_end - colon - 2);
    at = line_end + 2;
  }
  if (const auto length = reply.headers.find("content-length"); length != reply.headers.end()) {
    const auto body = take(std::stoul(length->second));
    if (!body) return std::nullopt;
    reply.body = *body;
  }
  return reply;
}

std::optional<Frame> RawSocket::read_frame() {
  for (;;) {
    const auto head = take(2);
    if (!head) return std::nullopt;
    std::uint64_t size = static_cast<unsigned char>((*head)[1]) & 0x7f;
    if (size >= 126) {
      const auto length = take(size == 126 ? 2 : 8);
      if (!length) return std::nullopt;
      size = 0;
      for (const char c : *length) size = size << 8 | static_cast<unsigned char>(c);
    }
    auto payload = take(size);
    if (!payload) return std::nullopt;
    const int opcode = (*head)[0] & 0x0f;
    if (opcode != 9) return Frame{.opcode = opcode, .payload = *std::move(payload)};
    ++pings_;
  }
}

void RawSocket::send_frame(int opcode, std::string_view payload, bool masked, bool last) {
  std::string out(1, static_cast<char>((last ? 0x80 : 0) | opcode));
  const int mask_bit = masked ? 0x80 : 0;
  if (payload.size() < 126) {
    out += static_cast<char>(mask_bit | static_cast<int>(payload.size()));
  } else {
    // RFC 6455, 5.2: the shortest length that holds it.
    const bool two = payload.size() < 65'536;
    out += static_cast<char>(mask_bit | (two ? 126 : 127));
    for (int shift = two ? 8 : 56; shift >= 0; shift -= 8)
      out += static_cast<char>(payload.size() >> shift);
  }
  const char mask[4] = {1, 2, 3, 4};
  if (masked) out.append(mask, 4);
  for (std::size_t i = 0; i < payload.size(); ++i) {
    out += masked ? static_cast<char>(payload[i] ^ mask[i % 4]) : payload[i];
  }
  send(out);
}

HttpReply request(std::uint16_t port, std::string_view method, std::string_view target,
                  std::string_view headers, std::string_view body) {
  RawSocket socket = RawSocket::tcp(port);
  std::string bytes =
      std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n";
  bytes += headers;
  if (!body.empty()) bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  bytes += "Connection: close\r\n\r\n";
  socket.send(bytes + std::string(body));
  return socket.read_reply().value_or(HttpReply{});
}

}  // namespace reviewd::testing
