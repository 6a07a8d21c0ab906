// The built page as it lies in the binary. The definition is written by the build
// (embed_page.cmake); without a built page the list is empty.

#pragma once

#include <vector>

#include "net/page.h"

namespace reviewd::app {

// Ascending by path.
std::vector<net::PageFile> page_files();

}  // namespace reviewd::app
