#include "cli/server_choice.h"

#include <filesystem>
#include <optional>

namespace reviewd::cli {

namespace {

constexpr std::size_t kListedMax = 10;

sdk::Endpoint socket_at(const std::filesystem::path& path) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(path, error);
  return sdk::Endpoint::unix_socket((error ? path : absolute).lexically_normal().string());
}

bool names_place(const ServerOptions& options) {
  return !options.socket.empty() || !options.url.empty() || !options.data.empty();
}

Attempt<sdk::Endpoint> named_place(const ServerOptions& options) {
  if (!options.url.empty()) {
    auto endpoint = sdk::Endpoint::parse(options.url);
    if (!endpoint) return give_up(ExitCode::kUsage, endpoint.error().text);
    return *endpoint;
  }
  if (!options.socket.empty()) return socket_at(options.socket);
  return socket_at(std::filesystem::path(options.data) / kSocketName);
}

std::string listed(const std::vector<const Credential*>& credentials) {
  std::string text;
  for (std::size_t i = 0; i < credentials.size() && i < kListedMax; ++i) {
    const Credential& one = *credentials[i];
    text += "\n  --as " + one.handle + "  " + one.name + " (" + one.role + ") in \"" +
            one.product_name + "\" at " + one.server;
  }
  if (credentials.size() > kListedMax)
    text += "\n  .. " + std::to_string(credentials.size() - kListedMax) + " more";
  return text;
}

}  // namespace

Attempt<sdk::Endpoint> administration(const ServerOptions& options) {
  if (!options.url.empty()) {
    return give_up(
        ExitCode::kUsage,
        "administration goes through the server's socket: use --socket or --data, not --url");
  }
  if (names_place(options)) return named_place(options);
  return socket_at(std::filesystem::path(kDataFolder) / kSocketName);
}

Attempt<Participant> choose_participant(const ServerOptions& options,
                                        const std::vector<Credential>& known) {
  std::vector<const Credential*> fitting;
  for (const Credential& one : known) {
    if (one.handle.starts_with(options.as) && one.product.starts_with(options.product))
      fitting.push_back(&one);
  }
  std::optional<sdk::Endpoint> place;
  if (names_place(options)) {
    auto named = named_place(options);
    if (!named) return std::unexpected(named.error());
    place = *named;
    // Those made at this very address come first; any may be valid there under another name of it.
    std::vector<const Credential*> here;
    for (const Credential* one : fitting) {
      if (one->server == place->to_string()) here.push_back(one);
    }
    if (!here.empty()) fitting = std::move(here);
  }
  if (fitting.empty()) {
    return give_up(
        ExitCode::kNotAllowed,
        known.empty()
            ? "there is no credential yet: `reviewctl product create` or `reviewctl join` makes one"
            : "no credential fits --as, --product and the server that were named");
  }
  if (fitting.size() > 1) {
    return give_up(ExitCode::kUsage, "several credentials fit; choose one:" + listed(fitting));
  }
  if (!place) {
    const auto parsed = sdk::Endpoint::parse(fitting.front()->server);
    if (!parsed)
      return give_up(ExitCode::kFailed, "the credential's server: " + parsed.error().text);
    place = *parsed;
  }
  return Participant{*place, *fitting.front()};
}

Attempt<Participant> participant(const ServerOptions& options) {
  const auto path = credentials_path();
  if (!path) return std::unexpected(path.error());
  const auto known = read_credentials(*path);
  if (!known) return std::unexpected(known.error());
  return choose_participant(options, *known);
}

}  // namespace reviewd::cli
