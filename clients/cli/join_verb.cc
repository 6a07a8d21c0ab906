// reviewctl join: uses an invite link and keeps the credential, as a browser would.
#include <iostream>

#include "cli/invite_link.h"
#include "cli/json_answer.h"
#include "cli/verbs.h"

namespace reviewd::cli {

namespace {

namespace json = boost::json;

struct Options {
  std::string link;
  std::string name;
};

// Where to send the request: what the command line names, or the link's own address.
Attempt<sdk::Endpoint> place_of(const InviteLink& link, const ServerOptions& server) {
  if (!server.url.empty() || server.socket.empty() == server.data.empty()) {
    const auto endpoint = sdk::Endpoint::parse(server.url.empty() ? link.page : server.url);
    if (!endpoint) return give_up(ExitCode::kUsage, endpoint.error().text);
    return *endpoint;
  }
  return administration(server);
}

Attempt<void> join(const Options& options, const ServerOptions& server) {
  const auto link = parse_invite_link(options.link);
  if (!link)
    return give_up(ExitCode::kUsage,
                   "that is no invite link: it looks like http://host/j/{product}#{secret}");
  const auto endpoint = place_of(*link, server);
  if (!endpoint) return std::unexpected(endpoint.error());
  const auto path = credentials_path();
  if (!path) return std::unexpected(path.error());
  if (const auto readable = read_credentials(*path); !readable)
    return std::unexpected(readable.error());

  const std::string key =
      json::serialize(json::object{{"product", link->product}, {"secret", link->secret}});
  const auto invite = ask(*endpoint, {.method = "POST", .target = "/v1/invite", .body = key});
  if (!invite) return std::unexpected(invite.error());
  const json::object request{
      {"product", link->product}, {"secret", link->secret}, {"name", options.name}};
  const auto answer =
      ask(*endpoint, {.method = "POST", .target = "/v1/join", .body = json::serialize(request)});
  if (!answer) return std::unexpected(answer.error());
  const Credential credential{.server = endpoint->to_string(),
                              .product = link->product,
                              .product_name = field(*invite, "product_name"),
                              .handle = field(*answer, "handle"),
                              .name = options.name,
                              .role = field(*answer, "role"),
                              .token = field(*answer, "token"),
                              .page = link->page};
  if (auto saved = save_credential(*path, credential); !saved) return saved;
  std::cout << "joined   " << credential.handle << "  " << printable(options.name) << " ("
            << credential.role << ") in " << printable(credential.product_name) << "\n";
  return {};
}

}  // namespace

void add_join(CLI::App& app, Invocation& run) {
  auto options = std::make_shared<Options>();
  CLI::App* const verb =
      app.add_subcommand("join", "Use an invite link; keeps the credential for --as");
  verb->add_option("link", options->link, "The link")->required();
  verb->add_option("--name", options->name, "Name to be seen by")->required();
  verb->callback([options, &run] { run.finish(join(*options, run.server)); });
}

}  // namespace reviewd::cli
