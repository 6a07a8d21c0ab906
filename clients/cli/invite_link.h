// Invite links: https://host/j/{product}#{secret}.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reviewd/v1/meeting.pb.h"

namespace reviewd::cli {

struct InviteLink {
  std::string page;     // "http://127.0.0.1:8080"
  std::string product;  // 16 hex digits
  std::string secret;   // 32 hex digits
};

// Nothing when `text` is no such link.
std::optional<InviteLink> parse_invite_link(std::string_view text);
std::string to_string(const InviteLink& link);

// "scrum_master", "Scrum-Master", "SM" and the like.
std::optional<v1::Role> parse_role(std::string_view text);

}  // namespace reviewd::cli
