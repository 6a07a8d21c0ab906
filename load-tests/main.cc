// reviewd-load: starts a server of its own and measures it. Only ever 127.0.0.1.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <map>

#include "reviewd_version.h"
#include "scenarios/scenario.h"

namespace reviewd::load {

namespace {

using Scenario = bool (*)(const Settings&, const Report&);

const std::map<std::string, Scenario> kScenarios{
    {"fanout", run_fanout}, {"join", run_join}, {"idle", run_idle},      {"ack", run_ack},
    {"votes", run_votes},   {"kill", run_kill}, {"attacks", run_attacks}};

int run(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  Settings settings{.server = server_beside_us()};
  std::string scenario = "fanout";
  std::string json;
  std::string ops;
  CLI::App app("Measures a reviewd server that it starts itself, on this machine.", "reviewd-load");
  app.add_option("--scenario", scenario, "fanout, join, idle, ack, votes, kill or attacks")
      ->check(CLI::IsMember(kScenarios))
      ->capture_default_str();
  app.add_option("--subscribers,--connections", settings.subscribers, "Connections that watch")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  app.add_option("--ops", settings.ops, "Operations a second, one stage each")
      ->delimiter(',')
      ->check(CLI::Range(0.1, 1e6))
      ->capture_default_str();
  app.add_option("--seconds", settings.seconds, "Length of a stage, or of the measurement")
      ->check(CLI::Range(0.1, 3600.0))
      ->capture_default_str();
  app.add_option("--items", settings.items, "Items in the backlog")
      ->check(CLI::Range(2, 100'000))
      ->capture_default_str();
  app.add_option("--cycles", settings.cycles, "kill: how often")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  app.add_option("--times", settings.times, "attacks: attempts of each")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  app.add_option("--attack", settings.attack, "attacks: those with this in their name only")
      ->type_name("TEXT");
  app.add_option("--seed", settings.seed, "Of everything random")->capture_default_str();
  app.add_option("--server", settings.server, "The server's binary")
      ->type_name("PATH")
      ->check(CLI::ExistingFile);
  app.add_option("--json", json, "File to append one JSON line a figure to")->type_name("FILE");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  if (settings.server.empty()) {
    std::cerr << "reviewd-load: there is no server beside this program; build it, or name it with "
                 "--server\n";
    return 2;
  }
  settings.files = raise_file_limit();
  const Report report(json);
  report.say("reviewd-load " + std::string(kVersion) + " " + kRevision + ", scenario " + scenario +
             ", server " + settings.server);
  return kScenarios.at(scenario)(settings, report) ? 0 : 1;
}

}  // namespace

}  // namespace reviewd::load

int main(int argc, char** argv) {
  try {
    return reviewd::load::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "reviewd-load: " << error.what() << "\n";
    return 1;
  }
}
