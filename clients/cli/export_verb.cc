// reviewctl export: the backlog in order, as the participant may see it.
#include <fstream>
#include <iostream>

#include "cli/failure.h"
#include "cli/verbs.h"
#include "sdk/http.h"

namespace reviewd::cli {

namespace {

struct Options {
  std::string format = "csv";
  std::string output;
};

Attempt<void> export_backlog(const Options& options, const ServerOptions& server) {
  const auto who = participant(server);
  if (!who) return std::unexpected(who.error());
  const auto body = sdk::http_call(
      who->endpoint, {.target = "/v1/products/" + who->credential.product + "/export?as=" +
                                who->credential.handle + "&format=" + options.format,
                      .bearer = who->credential.token});
  if (!body) return std::unexpected(Failure::from(body.error()));
  if (options.output.empty()) {
    std::cout << *body << std::flush;
    if (!std::cout) return give_up(ExitCode::kFailed, "not everything could be written");
    return {};
  }
  std::ofstream file(options.output, std::ios::binary | std::ios::trunc);
  file << *body << std::flush;
  if (!file) return give_up(ExitCode::kFailed, "cannot write " + options.output);
  return {};
}

}  // namespace

void add_export(CLI::App& app, Invocation& run) {
  auto options = std::make_shared<Options>();
  CLI::App* const verb = app.add_subcommand("export", "Write the backlog in order");
  verb->add_option("--format", options->format, "csv or json")
      ->check(CLI::IsMember({"csv", "json"}))
      ->capture_default_str();
  verb->add_option("--output,-o", options->output, "File to write instead of standard output")
      ->type_name("FILE");
  verb->callback([options, &run] { run.finish(export_backlog(*options, run.server)); });
}

}  // namespace reviewd::cli
