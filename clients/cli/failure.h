// How a verb ends badly: one sentence and an exit code that scripts can rely on.

#pragma once

#include <expected>
#include <string>

#include "base/result.h"

namespace reviewd::cli {

// Published in README.md and in `reviewctl --help`; numbers are never given a new meaning.
enum class ExitCode : int {
  kDone = 0,
  kFailed = 1,       // something on this side: a file that cannot be written, a full disk
  kUsage = 2,        // the command line makes no sense
  kBadInput = 3,     // the file to import is not one, or has bad rows
  kUnreachable = 4,  // no server answers
  kNotAllowed = 5,   // no credential, signed out, or not this role's business
  kRefused = 6,      // the server said no for another reason
  kDamaged = 7,      // verify has found damage
};

struct Failure {
  ExitCode exit_code = ExitCode::kFailed;
  std::string text;  // one sentence for a person, without a line end

  // What the server, or the attempt to reach it, came to.
  static Failure from(const Error& error);
};

template <class T>
using Attempt = std::expected<T, Failure>;

inline std::unexpected<Failure> give_up(ExitCode code, std::string text) {
  return std::unexpected(Failure{code, std::move(text)});
}

}  // namespace reviewd::cli
