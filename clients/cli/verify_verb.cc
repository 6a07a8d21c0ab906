// reviewctl verify: asks the running server to check everything it has stored.
#include <iostream>

#include "cli/json_answer.h"
#include "cli/offline/verify_folder.h"
#include "cli/verbs.h"

namespace reviewd::cli {

namespace {

struct Options {
  bool offline = false;
};

Attempt<void> verify(const Options& options, const ServerOptions& server) {
  if (options.offline) {
    if (server.data.empty()) return give_up(ExitCode::kUsage, "--offline needs --data DIR");
    const auto socket = administration(server);
    if (socket && sdk::http_call(*socket, {.target = "/v1/admin/products"})) {
      return give_up(ExitCode::kUsage, "a server is running on " + server.data +
                                           ": leave out --offline, it will check");
    }
    return verify_folder(server.data);
  }
  const auto endpoint = administration(server);
  if (!endpoint) return std::unexpected(endpoint.error());
  const auto answer = ask(*endpoint, {.method = "POST",
                                      .target = "/v1/admin/verify",
                                      .body = "{}",
                                      .timeout = std::chrono::hours(1)});
  if (!answer) return std::unexpected(answer.error());
  for (const auto& member : *answer) {
    if (!member.value().is_structured())
      std::cout << std::string_view(member.key()) << "  " << printable(field(*answer, member.key()))
                << "\n";
  }
  const boost::json::object& problem = part(*answer, "first_problem");
  if (field(*answer, "ok") == "true") return {};
  return give_up(ExitCode::kDamaged, "damage found: " + printable(field(problem, "what")));
}

}  // namespace

void add_verify(CLI::App& app, Invocation& run) {
  auto options = std::make_shared<Options>();
  CLI::App* const verb =
      app.add_subcommand("verify", "Check every stored record: chain, checksums, texts, snapshots");
  verb->add_flag("--offline", options->offline,
                 "Open the data folder itself; no server may be running on it");
  verb->callback([options, &run] { run.finish(verify(*options, run.server)); });
}

}  // namespace reviewd::cli
