// Attacks, each so many times, on a server of its own: every attempt must get an answer of the
// documented kind, what is refused must leave nothing behind, and an honest person who is connected
// all the while must be served after each.
#include <algorithm>

#include "generator/footprint.h"
#include "scenarios/attack_list.h"
#include "scenarios/scenario.h"

namespace reviewd::load {

namespace {

// Growth of the store that is none: the bystander's own operation, and what a database does for
// itself.
constexpr std::int64_t kFolderNoiseBytes = 64 * 1024;
// What one logged answer may cost: its record, its key, and copies that a compaction will remove.
constexpr std::int64_t kLoggedBytesMax = 4 * 1024;
// Memory that refused attempts may leave behind: the tables of addresses, the allocator's pools.
constexpr std::int64_t kMemoryNoiseBytes = 32 * 1024 * 1024;
// What the server may say on its own output about one attack.
constexpr std::int64_t kMessagesBytesMax = 4 * 1024;

struct Seen {
  Footprint before;
  Footprint after;
  LiveAnswers answers;
  std::uint64_t logged = 0;
  Nanoseconds bystander = 0;

  static std::int64_t growth(std::uint64_t from, std::uint64_t to) {
    return static_cast<std::int64_t>(to) - static_cast<std::int64_t>(from);
  }
  std::int64_t folder() const { return growth(before.folder_bytes, after.folder_bytes); }
  std::int64_t memory() const { return growth(before.resident_bytes, after.resident_bytes); }
  std::int64_t messages() const { return growth(before.messages_bytes, after.messages_bytes); }
};

std::string kinds(const LiveAnswers& answers) {
  std::string text;
  for (const auto& [kind, times] : answers.by_kind)
    text += (text.empty() ? "" : "; ") + kind + " " + std::to_string(times);
  if (answers.cut_off > 0) text += "; sessions renewed " + std::to_string(answers.cut_off);
  return text;
}

// What is wrong with it; empty: nothing.
std::string verdict(const Attack& attack, const Seen& seen, std::size_t times) {
  if (!seen.answers.problem.empty()) return seen.answers.problem;
  if (seen.answers.attempts != times) {
    return std::to_string(seen.answers.attempts) + " of " + std::to_string(times) +
           " attempts were answered";
  }
  for (const auto& [kind, count] : seen.answers.by_kind) {
    if (!attack.answers.contains(kind)) return "an attempt was answered with " + kind;
  }
  if (seen.folder() > kFolderNoiseBytes + static_cast<std::int64_t>(seen.logged) * kLoggedBytesMax)
    return "the store grew by " + std::to_string(seen.folder()) + " bytes";
  if (attack.logged.empty() && seen.memory() > kMemoryNoiseBytes)
    return "memory grew by " + std::to_string(seen.memory()) + " bytes";
  if (seen.messages() > kMessagesBytesMax) return "the server's messages grow with the attempts";
  return {};
}

Seen make(const Attack& attack, AttackStage& stage, std::size_t times) {
  const Attack::Flood flood = attack.prepare(stage);
  if (!stage.problem().empty()) return {};
  Seen seen{.before = settled_footprint(stage.server()), .answers = flood(times)};
  for (const std::string& kind : attack.logged) seen.logged += seen.answers.of(kind);
  seen.bystander = stage.serve_bystander();
  seen.after = settled_footprint(stage.server());
  return seen;
}

std::string mib(std::uint64_t bytes) { return fixed(static_cast<double>(bytes) / (1 << 20), 1); }
std::string kib(std::uint64_t bytes) { return fixed(static_cast<double>(bytes) / 1024, 1); }

std::string each(std::int64_t bytes, std::uint64_t times) {
  return times == 0 ? "-" : fixed(static_cast<double>(bytes) / static_cast<double>(times), 2);
}

void show(const Report& report, const Attack& attack, const Seen& seen) {
  const auto cell = [](const std::string& text) { return " " + text + " |"; };
  report.say("|" + cell(attack.name) + cell(std::to_string(seen.answers.attempts)) +
             cell(kinds(seen.answers)) + cell(fixed(to_ms(seen.answers.took) / 1000, 1)) +
             cell(mib(seen.before.resident_bytes)) + cell(mib(seen.after.resident_bytes)) +
             cell(kib(seen.before.folder_bytes)) + cell(kib(seen.after.folder_bytes)) +
             cell(each(seen.folder(), seen.answers.attempts)) +
             cell(each(seen.folder(), seen.logged)) + cell(fixed(to_ms(seen.bystander), 1)));
}

bool keep(const Report& report, const Attack& attack, const Seen& seen) {
  Figures figures;
  figures.add("scenario", std::string("attacks"))
      .add("attack", attack.name)
      .add("attempts", seen.answers.attempts)
      .add("answers", kinds(seen.answers))
      .add("logged", seen.logged)
      .add("seconds", to_ms(seen.answers.took) / 1000)
      .add("resident_bytes_before", seen.before.resident_bytes)
      .add("resident_bytes_after", seen.after.resident_bytes)
      .add("folder_bytes_before", seen.before.folder_bytes)
      .add("folder_bytes_after", seen.after.folder_bytes)
      .add("bystander_ack_ms", to_ms(seen.bystander));
  return report.keep(figures);
}

bool run_on(AttackStage& stage, std::vector<Attack> attacks, const Settings& settings,
            const Report& report) {
  std::erase_if(attacks, [&](const Attack& attack) {
    return attack.name.find(settings.attack) == std::string::npos;
  });
  if (attacks.empty()) return true;
  stage.set_up();
  if (!stage.problem().empty()) return give_up(report, stage.problem());
  report.say("");
  report.say("Server: " + stage.server().command());
  report.say("");
  report.say(
      "| attack | attempts | answers | s | memory before MiB | after | store before KiB | after | "
      "log bytes an attempt | a logged one | bystander ack ms |");
  report.say("|---|---|---|---|---|---|---|---|---|---|---|");
  for (const Attack& attack : attacks) {
    const Seen seen = make(attack, stage, settings.times);
    if (stage.problem().empty()) show(report, attack, seen);
    std::string wrong = verdict(attack, seen, settings.times);
    if (!stage.problem().empty()) wrong = stage.problem();
    if (!wrong.empty()) return give_up(report, attack.name + ": " + wrong);
    if (!keep(report, attack, seen)) return give_up(report, "the JSON file cannot be written");
  }
  return true;
}

}  // namespace

bool run_attacks(const Settings& settings, const Report& report) {
  std::vector<Attack> attacks = attacks_on_the_door();
  std::ranges::move(attacks_in_the_meeting(), std::back_inserter(attacks));
  std::ranges::move(attacks_by_numbers(), std::back_inserter(attacks));
  AttackStage ordinary(settings.server, ServerProcess::Rates::kDefault);
  if (!run_on(ordinary, std::move(attacks), settings, report)) return false;
  AttackStage raised(settings.server, ServerProcess::Rates::kRaised);
  return run_on(raised, attacks_beyond_the_rate(), settings, report);
}

}  // namespace reviewd::load
