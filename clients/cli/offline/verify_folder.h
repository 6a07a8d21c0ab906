// Checks a data folder that no server is running on.

#pragma once

#include <string>

#include "cli/failure.h"

namespace reviewd::cli {

// Opens `folder` without changing it and reads everything. Prints what was checked. Damage is
// ExitCode::kDamaged.
Attempt<void> verify_folder(const std::string& folder);

}  // namespace reviewd::cli
