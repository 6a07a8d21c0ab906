// A client made of bytes: plain blocking sockets, HTTP and WebSocket written by hand, so that tests
// can also say things that no library would let them say.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct ssl_st;  // OpenSSL's connection

namespace reviewd::testing {

struct HttpReply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

struct Frame {
  int opcode = -1;  // 1 text, 2 binary, 8 close, 9 ping, 10 pong
  std::string payload;
  std::uint16_t close_code() const;
  std::string close_reason() const { return payload.size() > 2 ? payload.substr(2) : ""; }
};

// What a client says when TLS begins.
struct TlsWishes {
  int version_max = 0;    // 0x0303 is TLS 1.2; 0: whatever the library has
  std::string protocols;  // each with its length in front
};

class RawSocket {
 public:
  // `from` is the address to come from, any of 127.0.0.0/8.
  static RawSocket tcp(std::uint16_t port, const std::string& from = "127.0.0.1");
  // With TLS on top; whose certificate it is does not matter.
  static RawSocket tls(std::uint16_t port, const TlsWishes& wishes = {},
                       const std::string& from = "127.0.0.1");
  static RawSocket local(const std::string& path);
  RawSocket(RawSocket&& other) noexcept;
  RawSocket& operator=(RawSocket&&) = delete;
  ~RawSocket();

  void send(std::string_view bytes);
  // nullopt when the connection ended first.
  std::optional<HttpReply> read_reply();
  // The next frame that is not a ping; nullopt when the connection ended, or was reset.
  std::optional<Frame> read_frame();
  // Pings are left unanswered, but counted.
  int pings() const { return pings_; }
  void send_frame(int opcode, std::string_view payload, bool masked = true, bool last = true);
  // Says that nothing more is coming from here.
  void finish();
  // Whether the other side has said that nothing more is coming (an orderly end, no reset).
  bool at_end();
  // Whether the handshake came to its end.
  bool has_tls() const { return tls_ != nullptr; }
  // The common name in the server's certificate.
  std::string certificate_name() const;

 private:
  explicit RawSocket(int descriptor) : descriptor_(descriptor) {}
  bool more();
  std::optional<std::string> take(std::size_t size);

  struct EndTls {
    void operator()(ssl_st* tls) const;
  };

  long receive(char* to, std::size_t size);

  int descriptor_;
  std::unique_ptr<ssl_st, EndTls> tls_;
  std::string buffer_;
  int pings_ = 0;
};

// One request on a connection of its own. `headers` are whole lines, each with its line end.
HttpReply request(std::uint16_t port, std::string_view method, std::string_view target,
                  std::string_view headers = "", std::string_view body = "");

}  // namespace reviewd::testing
