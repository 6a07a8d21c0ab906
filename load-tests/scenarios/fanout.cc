// Fan-out: every subscriber must get every event exactly once and in order, and the time from when
// an operation was due until each subscriber has it is what counts.
#include <algorithm>
#include <set>

#include "generator/mover.h"
#include "generator/product_setup.h"
#include "generator/watchers.h"
#include "scenarios/scenario.h"

namespace reviewd::load {

namespace {

constexpr Nanoseconds kConnectPatience = 60 * kSecond;
constexpr Nanoseconds kDrainPatience = 30 * kSecond;
constexpr std::size_t kConnectionsPerPerson = 50;

struct Stage {
  double rate = 0;
  MoverResult moved;
  Histogram latency;
  std::uint64_t delivered = 0;
  std::uint64_t expected = 0;
  double server_cpu = 0;
  double own_cpu = 0;
  double wall = 0;
  std::uint64_t frames = 0;
  std::uint64_t bytes = 0;
  std::uint64_t resident = 0;
  std::string problem;
};

// Latency of each delivery: arrival of its frame minus when the operation of that event was due.
void count_latency(const std::vector<Arrival>& arrivals, Stage& stage) {
  const std::uint64_t first = stage.moved.seq_before + 1;
  std::vector<Nanoseconds> due_by_seq;
  for (std::size_t k = 0; k < stage.moved.seq.size(); ++k) {
    if (stage.moved.seq[k] < first) continue;
    const auto index = static_cast<std::size_t>(stage.moved.seq[k] - first);
    if (index >= due_by_seq.size()) due_by_seq.resize(index + 1, 0);
    due_by_seq[index] = stage.moved.due[k];
  }
  for (const Arrival& arrival : arrivals) {
    for (std::uint64_t seq = arrival.from; seq < arrival.from + arrival.count; ++seq) {
      if (seq < first || seq - first >= due_by_seq.size() || due_by_seq[seq - first] == 0) continue;
      stage.latency.add(arrival.at - due_by_seq[seq - first]);
      ++stage.delivered;
    }
  }
}

Stage run_stage(const ServerProcess& server, Watchers& watchers, Mover& mover, double rate,
                double seconds, std::size_t subscribers) {
  Stage stage{.rate = rate};
  watchers.take_arrivals();
  const std::uint64_t frames_before = watchers.frames();
  const std::uint64_t bytes_before = watchers.bytes();
  const double server_before = server.usage().cpu_seconds;
  const double own_before = own_usage().cpu_seconds;
  const Nanoseconds began = now_ns();

  mover.start(rate, seconds);
  const Nanoseconds until =
      began + static_cast<Nanoseconds>(seconds * static_cast<double>(kSecond)) + kDrainPatience;
  watchers.run_until(until, [&] {
    return !watchers.problem().empty() || (mover.finished() && watchers.all_at(mover.last_seq()));
  });
  stage.wall = static_cast<double>(now_ns() - began) / static_cast<double>(kSecond);
  stage.server_cpu = server.usage().cpu_seconds - server_before;
  stage.own_cpu = own_usage().cpu_seconds - own_before;
  stage.resident = server.usage().resident_bytes;
  stage.frames = watchers.frames() - frames_before;
  stage.bytes = watchers.bytes() - bytes_before;
  stage.moved = mover.result();
  count_latency(watchers.take_arrivals(), stage);

  const auto events = static_cast<std::uint64_t>(std::count_if(
      stage.moved.seq.begin(), stage.moved.seq.end(), [](std::uint64_t seq) { return seq != 0; }));
  stage.expected = events * subscribers;
  if (!watchers.problem().empty()) stage.problem = watchers.problem();
  if (!stage.moved.problem.empty()) stage.problem = "publisher: " + stage.moved.problem;
  if (stage.moved.refused != 0) {
    stage.problem = std::to_string(stage.moved.refused) +
                    " operations were refused: " + stage.moved.first_refusal;
  }
  if (stage.problem.empty() && !mover.finished())
    stage.problem = "not every operation was answered in time";
  if (stage.problem.empty() && stage.delivered != stage.expected)
    stage.problem = "not everything was delivered";
  return stage;
}

// Everything acknowledged is in the log, once.
std::string check_log(const ServerProcess& server, const Person& owner, const MoverResult& moved) {
  const auto log = read_log(server, owner, moved.seq_before + 1);
  if (!log) return "the log cannot be read back: " + log.error().text;
  std::multiset<std::pair<std::uint32_t, std::uint32_t>> logged;
  for (const LoggedOperation& one : *log) logged.insert({one.actor, one.counter});
  std::size_t without_event = 0;
  for (const sdk::OperationId& id : moved.acknowledged) {
    const std::size_t times = logged.count({id.actor, id.counter});
    if (times > 1)
      return "operation " + std::to_string(id.counter) + " is in the log " + std::to_string(times) +
             " times";
    if (times == 0) ++without_event;
  }
  const auto noops =
      static_cast<std::size_t>(std::count(moved.seq.begin(), moved.seq.end(), std::uint64_t{0}));
  if (without_event > noops)
    return std::to_string(without_event) + " acknowledged operations are not in the log";
  return {};
}

void print_heading(const Report& report) {
  report.row({{"ops/s", 6},
              {"delivered/expected", 23},
              {"deliv/s", 10},
              {"p50", 8},
              {"p90", 8},
              {"p99", 8},
              {"p99.9", 8},
              {"max ms", 8},
              {"ack p50", 8},
              {"late p99", 8},
              {"server cpu s", 12},
              {"own cpu s", 9},
              {"RSS MB", 7},
              {"in log", 7}});
}

void print_stage(const Report& report, const Stage& stage, bool in_log) {
  const auto ms = [](const Histogram& h, double share) {
    return fixed(to_ms(h.quantile(share)), 2);
  };
  report.row({{fixed(stage.rate, 0), 6},
              {std::to_string(stage.delivered) + "/" + std::to_string(stage.expected), 23},
              {fixed(static_cast<double>(stage.delivered) / stage.wall, 0), 10},
              {ms(stage.latency, 0.5), 8},
              {ms(stage.latency, 0.9), 8},
              {ms(stage.latency, 0.99), 8},
              {ms(stage.latency, 0.999), 8},
              {fixed(to_ms(stage.latency.max()), 2), 8},
              {ms(stage.moved.ack, 0.5), 8},
              {ms(stage.moved.lateness, 0.99), 8},
              {fixed(stage.server_cpu, 2), 12},
              {fixed(stage.own_cpu, 2), 9},
              {fixed(static_cast<double>(stage.resident) / 1e6, 1), 7},
              {in_log ? "yes" : "NO", 7}});
}

Figures figures_of(const Settings& settings, const Stage& stage, bool in_log) {
  Figures figures;
  figures.add("scenario", std::string("fanout"))
      .add("subscribers", std::uint64_t{settings.subscribers})
      .add("ops_per_second", stage.rate);
  figures.add("seconds", settings.seconds)
      .add("delivered", stage.delivered)
      .add("expected", stage.expected);
  figures.add_times("latency", stage.latency)
      .add_times("ack", stage.moved.ack)
      .add_times("lateness", stage.moved.lateness);
  figures.add("server_cpu_seconds", stage.server_cpu)
      .add("own_cpu_seconds", stage.own_cpu)
      .add("wall_seconds", stage.wall);
  figures.add("frames", stage.frames)
      .add("bytes", stage.bytes)
      .add("server_resident_bytes", stage.resident);
  figures.add_flag("acknowledged_in_log", in_log).add("problem", stage.problem);
  return figures;
}

}  // namespace

bool run_fanout(const Settings& settings, const Report& report) {
  ServerProcess server(settings.server);
  if (const auto started = server.start(); !started) return give_up(report, started.error().text);
  const auto product =
      set_up_product(server, settings.items, 1 + settings.subscribers / kConnectionsPerPerson);
  if (!product) return give_up(report, product.error().text);
  const std::uint64_t before = server.usage().resident_bytes;
  Watchers watchers(
      {.endpoint = server.tcp(), .people = product->stakeholders, .count = settings.subscribers});
  if (!watchers.connect(kConnectPatience)) return give_up(report, watchers.problem());
  const std::uint64_t after = server.usage().resident_bytes;
  Mover mover(server.tcp(), product->owner, settings.seed);
  if (!mover.connect(kConnectPatience)) return give_up(report, mover.problem());
  report.say(std::to_string(settings.subscribers) + " subscribers, " +
             std::to_string(settings.items) + " items, " + fixed(settings.seconds, 0) +
             " s each, durable: nothing is delivered before its sync");
  const double per_connection = (static_cast<double>(after) - static_cast<double>(before)) /
                                static_cast<double>(std::max<std::size_t>(1, settings.subscribers));
  report.say("server RSS " + fixed(static_cast<double>(before) / 1e6, 1) + " MB before, " +
             fixed(static_cast<double>(after) / 1e6, 1) +
             " MB with all connected: " + fixed(per_connection / 1024, 1) + " KiB a connection");

  print_heading(report);
  bool good = true;
  for (const double rate : settings.ops) {
    Stage stage = run_stage(server, watchers, mover, rate, settings.seconds, settings.subscribers);
    const std::string lost =
        stage.problem.empty() ? check_log(server, product->owner, stage.moved) : std::string();
    if (!lost.empty()) stage.problem = lost;
    print_stage(report, stage, stage.problem.empty());
    Figures figures = figures_of(settings, stage, lost.empty());
    figures.add("resident_bytes_per_connection", per_connection);
    if (!report.keep(figures)) return give_up(report, "the JSON file cannot be written");
    if (!stage.problem.empty()) good = give_up(report, stage.problem);
    if (!watchers.problem().empty() || !mover.problem().empty()) return false;
  }
  if (!server.stop()) return give_up(report, "the server did not end by itself within 10 s");
  return good;
}

}  // namespace reviewd::load
