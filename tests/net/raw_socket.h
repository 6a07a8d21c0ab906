// A client made of bytes: plain blocking sockets, HTTP and WebSocket written by hand, so that tests
// can also say things that no library would let them say.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

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

class RawSocket {
 public:
  static RawSocket tcp(std::uint16_t port);
  static RawSocket local(const std::string& path);
  RawSocket(RawSocket&& other) noexcept;
  RawSocket& operator=(RawSocket&&) = delete;
  ~RawSocket();

  void send(std::string_view bytes);
  // nullopt when the connection ended first.
  std::optional<HttpReply> read_reply();
  // The next frame that is not a ping; nullopt when the connection ended, or was reset.
  std::optional<Frame> read_frame();
  void send_frame(int opcode, std::string_view payload, bool masked = true, bool last = true);
  // Says that nothing more is coming from here.
  void finish();
  // Whether the other side has said that nothing more is coming (an orderly end, no reset).
  bool at_end();

 private:
  explicit RawSocket(int descriptor) : descriptor_(descriptor) {}
  bool more();
  std::optional<std::string> take(std::size_t size);

  int descriptor_;
  std::string buffer_;
};

// One request on a connection of its own. `headers` are whole lines, each with its line end.
HttpReply request(std::uint16_t port, std::string_view method, std::string_view target,
                  std::string_view headers = "", std::string_view body = "");

}  // namespace reviewd::testing
