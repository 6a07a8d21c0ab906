// Expected failures are values: Result<T> is a T or an Error that a client can be told.
//
// Error carries a number of the published table (proto/reviewd/v1/error.proto) and one sentence
// that names what was wrong, where, and how to put it right.

#pragma once

#include <expected>
#include <string>
#include <utility>

#include "reviewd/v1/error.pb.h"

namespace reviewd {

struct Error {
  v1::ErrorCode code = v1::ERROR_CODE_BAD_REQUEST;
  std::string text;
  // For a conflict or a superseded operation: the event that stands. 0 is none.
  std::uint64_t by_seq = 0;
  // Advice "after": how long to wait. 0 is the code's default.
  std::uint32_t after_ms = 0;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(v1::ErrorCode code, std::string text, std::uint64_t by_seq = 0) {
  return std::unexpected(Error{.code = code, .text = std::move(text), .by_seq = by_seq});
}

}  // namespace reviewd
