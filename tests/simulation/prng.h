// Random numbers of a simulation: the same on every machine and with every library, which the
// distributions of <random> are not. splitmix64 (Steele, Lea, Flood 2014).

#pragma once

#include <cstdint>

namespace reviewd::simulation {

class Prng {
 public:
  explicit Prng(std::uint64_t seed) : state_(seed) {}
  // A stream of its own for each of the things of one seed.
  Prng(std::uint64_t seed, std::uint64_t stream) : state_(seed) {
    state_ = next() ^ (stream * 0xd1342543de82ef95ULL);
    next();
  }

  std::uint64_t next() {
    std::uint64_t x = state_ += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
  }

  // 0 to n - 1; n is small, so the bias of the remainder does not matter here.
  std::uint32_t below(std::size_t n) {
    return n == 0 ? 0 : static_cast<std::uint32_t>((next() >> 16) % n);
  }
  std::uint32_t between(std::uint32_t low, std::uint32_t high) {
    return low + below(high - low + 1);
  }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

}  // namespace reviewd::simulation
