#include "cli/failure.h"

namespace reviewd::cli {

Failure Failure::from(const Error& error) {
  switch (error.code) {
    case v1::ERROR_CODE_UNSPECIFIED: return {ExitCode::kUnreachable, error.text};
    case v1::ERROR_CODE_UNAUTHENTICATED:
    case v1::ERROR_CODE_FORBIDDEN: return {ExitCode::kNotAllowed, error.text};
    default: return {ExitCode::kRefused, error.text};
  }
}

}  // namespace reviewd::cli
