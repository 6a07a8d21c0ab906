// reviewctl: talks to a running server, as its administrator (product, verify) or as a participant.
#include <csignal>
#include <iostream>

#include "cli/verbs.h"
#include "reviewd_version.h"

namespace reviewd::cli {

namespace {

constexpr char kFooter[] =
    "Exit codes: 0 done, 1 failed here, 2 wrong usage, 3 bad input file, 4 no server answers,\n"
    "5 no credential or not allowed, 6 refused by the server, 7 verify has found damage.\n"
    "Credentials are in ${XDG_CONFIG_HOME:-~/.config}/reviewd/credentials.json (0600).";

void add_server_options(CLI::App& app, ServerOptions& server) {
  auto* socket =
      app.add_option("--socket", server.socket, "Unix socket of the server")->type_name("PATH");
  auto* data = app.add_option("--data", server.data, "Data folder of the server, for its socket")
                   ->type_name("DIR");
  auto* url = app.add_option("--url", server.url, "Address of the server, http://host:port")
                  ->type_name("URL");
  socket->excludes(data)->excludes(url);
  data->excludes(url);
  app.add_option("--as", server.as, "Handle to act as, or its beginning")->type_name("HANDLE");
  app.add_option("--product", server.product, "Product, or the beginning of its id")
      ->type_name("ID");
}

int run(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a server that goes away is an error of one write, not our end
  CLI::App app("Works with a reviewd server: products, backlogs, invites, the event log.",
               "reviewctl");
  app.footer(kFooter);
  app.set_version_flag(
      "--version",
      std::string(kVersion) + (*kRevision != '\0' ? " (" + std::string(kRevision) + ")" : ""));
  app.require_subcommand(1);
  app.fallthrough();

  Invocation invocation;
  add_server_options(app, invocation.server);
  CLI::App* const product = app.add_subcommand("product", "Products of a server");
  product->require_subcommand(1);
  product->fallthrough();
  add_product_create(*product, invocation);
  add_product_list(*product, invocation);
  add_product_restore_access(*product, invocation);
  add_join(app, invocation);
  add_import(app, invocation);
  add_invite(app, invocation);
  add_events(app, invocation);
  add_export(app, invocation);
  add_verify(app, invocation);

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    std::cerr << "reviewctl: " << error.what() << " (reviewctl --help lists everything)\n";
    return static_cast<int>(ExitCode::kUsage);
  }
  return static_cast<int>(invocation.exit_code);
}

}  // namespace

void Invocation::finish(const Attempt<void>& result) {
  if (result) return;
  std::cout.flush();
  std::cerr << "reviewctl: " << result.error().text << "\n";
  exit_code = result.error().exit_code;
}

}  // namespace reviewd::cli

int main(int argc, char** argv) {
  try {
    return reviewd::cli::run(argc, argv);
  } catch (const std::exception& error) {  // out of memory, or a defect: still one sentence
    std::cerr << "reviewctl: " << error.what() << "\n";
    return static_cast<int>(reviewd::cli::ExitCode::kFailed);
  }
}
