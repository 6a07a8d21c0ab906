// One TCP connection to a server on this machine, without waiting: what poll() says is carried out,
// what cannot be sent yet is kept.

#pragma once

#include <poll.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace reviewd::load {

class Line {
 public:
  // Begins to connect, from the address 127.0.0.1 + `source`.
  Line(std::uint16_t port, std::uint32_t source);
  // Resets the connection: a flood would run out of ports if each waited out its time.
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void send(std::string_view bytes);
  // What to ask poll() for.
  pollfd wanted() const;
  // Reads and writes what can be; false once nothing more will come.
  bool serve(short ready);

  // Received and not taken yet.
  std::string received;

 private:
  bool flush();

  int socket_ = -1;
  bool connected_ = false;
  bool broken_ = false;
  std::string unsent_;
};

}  // namespace reviewd::load
