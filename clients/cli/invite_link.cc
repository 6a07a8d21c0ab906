#include "cli/invite_link.h"

#include <algorithm>
#include <array>
#include <utility>

namespace reviewd::cli {

namespace {

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

std::optional<InviteLink> parse_invite_link(std::string_view text) {
  constexpr std::string_view kPath = "/j/";
  const std::size_t path = text.rfind(kPath);
  const std::size_t hash = text.rfind('#');
  if (path == std::string_view::npos || hash == std::string_view::npos || hash < path)
    return std::nullopt;
  const std::size_t begin = path + kPath.size();
  InviteLink link{.page = std::string(text.substr(0, path)),
                  .product = std::string(text.substr(begin, hash - begin)),
                  .secret = std::string(text.substr(hash + 1))};
  if (link.page.empty() || !is_hex(link.product, 16) || !is_hex(link.secret, 32))
    return std::nullopt;
  return link;
}

std::string to_string(const InviteLink& link) {
  return link.page + "/j/" + link.product + "#" + link.secret;
}

std::optional<v1::Role> parse_role(std::string_view text) {
  std::string folded;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') folded += static_cast<char>(c - 'A' + 'a');
    if (c >= 'a' && c <= 'z') folded += c;
  }
  constexpr std::array<std::pair<std::string_view, v1::Role>, 9> kRoles{
      {{"productowner", v1::ROLE_PRODUCT_OWNER},
       {"po", v1::ROLE_PRODUCT_OWNER},
       {"scrummaster", v1::ROLE_SCRUM_MASTER},
       {"sm", v1::ROLE_SCRUM_MASTER},
       {"developer", v1::ROLE_DEVELOPER},
       {"dev", v1::ROLE_DEVELOPER},
       {"stakeholder", v1::ROLE_STAKEHOLDER},
       {"guest", v1::ROLE_STAKEHOLDER},
       {"observer", v1::ROLE_OBSERVER}}};
  for (const auto& [name, role] : kRoles) {
    if (name == folded) return role;
  }
  return std::nullopt;
}

}  // namespace reviewd::cli
