// reviewctl events: the event log as the participant may see it, one line an event.
#include <google/protobuf/util/json_util.h>

#include <iostream>

#include "cli/event_line.h"
#include "cli/participant_session.h"
#include "cli/verbs.h"

namespace reviewd::cli {

namespace {

struct Options {
  bool follow = false;
  bool json = false;
  std::uint64_t from = 0;  // 0: the oldest, or with --follow the next
};

void print(const v1::Event& event, bool as_json) {
  if (!as_json) {
    std::cout << to_line(event) << "\n";
    return;
  }
  std::string line;
  const auto status = google::protobuf::util::MessageToJsonString(event, &line);
  std::cout << (status.ok() ? line : "{}") << "\n";
}

// The first event to ask for. Where the log stands is said in a Welcome only, and so is its
// history.
Attempt<sdk::ResumePoint> starting_point(const Participant& who, const Options& options) {
  ParticipantSession session(who);
  if (auto opened = session.open({.watch_only = true}); !opened)
    return std::unexpected(opened.error());
  const v1::Welcome& welcome = session.welcome();
  std::uint64_t from = options.from;
  if (from == 0) from = options.follow ? welcome.head() + 1 : welcome.floor();
  if (from < welcome.floor()) {
    return give_up(ExitCode::kRefused,
                   "the oldest event that is still served is " + std::to_string(welcome.floor()));
  }
  if (from > welcome.head() + 1) {
    return give_up(ExitCode::kUsage, "the log ends at event " + std::to_string(welcome.head()));
  }
  return sdk::ResumePoint{welcome.history(), static_cast<Seq>(from - 1)};
}

Attempt<void> events(const Options& options, const ServerOptions& server) {
  const auto who = participant(server);
  if (!who) return std::unexpected(who.error());
  auto start = starting_point(*who, options);
  if (!start) return std::unexpected(start.error());

  ParticipantSession session(*who);
  session.heard = [&](const v1::Event& event) { print(event, options.json); };
  if (auto opened = session.open({.watch_only = true, .resume = std::move(*start)}); !opened)
    return opened;
  if (session.welcome().mode() != v1::RESUME_MODE_TAIL) {
    return give_up(ExitCode::kRefused, "the server no longer serves these events");
  }
  if (auto caught_up = session.catch_up(); !caught_up) return caught_up;
  std::cout.flush();
  if (!options.follow) return {};
  // Ends with the reader of our output, or by a signal.
  session.heard = [&](const v1::Event& event) {
    print(event, options.json);
    std::cout.flush();
  };
  return session.run_until([] { return !std::cout.good(); });
}

}  // namespace

void add_events(CLI::App& app, Invocation& run) {
  auto options = std::make_shared<Options>();
  CLI::App* const verb = app.add_subcommand("events", "Print the event log, one event a line");
  verb->add_flag("--follow,-f", options->follow,
                 "Go on with new events as they come; starts with those");
  verb->add_flag("--json", options->json, "One JSON object a line");
  verb->add_option("--from", options->from, "First sequence number")->type_name("SEQ");
  verb->callback([options, &run] { run.finish(events(*options, run.server)); });
}

}  // namespace reviewd::cli
