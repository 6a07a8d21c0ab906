// Idle connections: memory that each takes in the server, and the processor time of doing nothing.
#include <algorithm>

#include "generator/product_setup.h"
#include "generator/watchers.h"
#include "scenarios/scenario.h"

namespace reviewd::load {

bool run_idle(const Settings& settings, const Report& report) {
  constexpr std::uint64_t kOwnFiles = 100;  // of generator and server beside their connections
  const std::size_t most = settings.files > kOwnFiles ? settings.files - kOwnFiles : 0;
  const std::size_t count = std::min<std::size_t>(settings.subscribers, most);
  if (count < settings.subscribers) {
    report.say("the system allows " + std::to_string(settings.files) +
               " open files: " + std::to_string(count) + " connections");
  }
  ServerProcess server(settings.server);
  if (const auto started = server.start(); !started) return give_up(report, started.error().text);
  const auto product = set_up_product(server, settings.items, 1 + count / 500);
  if (!product) return give_up(report, product.error().text);

  // A warm-up wave: the allocator's first growth is not the connections' doing.
  {
    Watchers warm({.endpoint = server.tcp(),
                   .people = product->stakeholders,
                   .count = std::min<std::size_t>(100, count)});
    if (!warm.connect(60 * kSecond)) return give_up(report, warm.problem());
  }
  const std::uint64_t before = server.usage().resident_bytes;
  Watchers watchers({.endpoint = server.tcp(),
                     .people = product->stakeholders,
                     .count = count,
                     .per_source = 5'000});
  if (!watchers.connect(120 * kSecond)) return give_up(report, watchers.problem());
  const Nanoseconds quiet =
      static_cast<Nanoseconds>(settings.seconds * static_cast<double>(kSecond));
  const double cpu_before = server.usage().cpu_seconds;
  watchers.run_until(now_ns() + quiet, [&] { return !watchers.problem().empty(); });
  const double cpu = server.usage().cpu_seconds - cpu_before;
  const std::uint64_t after = server.usage().resident_bytes;
  if (!watchers.problem().empty()) return give_up(report, watchers.problem());

  const double each =
      (static_cast<double>(after) - static_cast<double>(before)) / static_cast<double>(count);
  report.say(std::to_string(count) + " idle connections: server RSS " +
             fixed(static_cast<double>(before) / 1e6, 1) + " MB before, " +
             fixed(static_cast<double>(after) / 1e6, 1) +
             " MB with them: " + fixed(each / 1024, 2) + " KiB each; " +
             fixed(cpu / settings.seconds * 100, 1) + " % of a core while idle");
  Figures figures;
  figures.add("scenario", std::string("idle"))
      .add("connections", std::uint64_t{count})
      .add("bytes_per_connection", each);
  figures.add("resident_before", before)
      .add("resident_after", after)
      .add("idle_cpu_share", cpu / settings.seconds);
  return report.keep(figures) || give_up(report, "the JSON file cannot be written");
}

}  // namespace reviewd::load
