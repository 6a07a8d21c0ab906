// When to come back after a connection has ended: docs/PROTOCOL.md, "Close codes". Pure: randomness
// is an input.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace reviewd::sdk {

class Backoff {
 public:
  using Ms = std::chrono::milliseconds;
  static constexpr Ms kFirst{250};
  static constexpr Ms kLongest{15'000};

  // How long to wait before the next attempt; nothing: stay away. `jitter` is drawn from [0, 1).
  //
  // 4002 names its own pause, which is kept plus up to half of it, so that a room full of people
  // does not come back in one moment. Anything else waits twice as long each time, between half
  // of that and all of it.
  std::optional<Ms> after(std::uint16_t close_code, std::string_view reason, double jitter);

  // The connection has worked: the next failure is the first again.
  void reset() { attempts_ = 0; }

 private:
  unsigned attempts_ = 0;
};

}  // namespace reviewd::sdk
