// Whether bytes are UTF-8 at all (RFC 3629). What a text may say is the domain's business.

#pragma once

#include <string_view>

namespace reviewd {

bool is_utf8(std::string_view bytes);

}  // namespace reviewd
