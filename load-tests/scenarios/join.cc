// Joining a large backlog: how long until a client has all of it, alone and in a storm.
#include <algorithm>

#include "generator/product_setup.h"
#include "generator/watchers.h"
#include "scenarios/scenario.h"

namespace reviewd::load {

namespace {

constexpr std::size_t kAlone = 21;  // clients one after another; the median counts

struct Storm {
  Histogram times;
  std::uint64_t bytes = 0;
  std::string problem;
};

Storm join(const ServerProcess& server, const std::vector<Person>& people, std::size_t count) {
  Storm storm;
  Watchers watchers(
      {.endpoint = server.tcp(), .people = people, .count = count, .connecting_max = count});
  if (!watchers.connect(60 * kSecond)) storm.problem = watchers.problem();
  for (const Nanoseconds time : watchers.caught_up_after()) storm.times.add(time);
  storm.bytes = watchers.bytes();
  return storm;
}

}  // namespace

bool run_join(const Settings& settings, const Report& report) {
  ServerProcess server(settings.server);
  if (const auto started = server.start(); !started) return give_up(report, started.error().text);
  const auto product = set_up_product(server, settings.items, 1 + settings.subscribers / 50);
  if (!product) return give_up(report, product.error().text);

  Storm alone;
  for (std::size_t i = 0; i < kAlone; ++i) {
    const Storm one = join(server, product->stakeholders, 1);
    if (!one.problem.empty()) return give_up(report, one.problem);
    alone.times.add(one.times);
    alone.bytes = one.bytes;
  }
  const double cpu_before = server.usage().cpu_seconds;
  const Storm all = join(server, product->stakeholders, settings.subscribers);
  const double cpu = server.usage().cpu_seconds - cpu_before;
  if (!all.problem.empty()) return give_up(report, all.problem);

  report.say(std::to_string(settings.items) +
             " items; from connect to the last byte of the snapshot");
  report.row({{"clients", 8},
              {"bytes each", 11},
              {"p50 ms", 9},
              {"p99 ms", 9},
              {"max ms", 9},
              {"server cpu s", 12}});
  report.row({{"1", 8},
              {std::to_string(alone.bytes), 11},
              {fixed(to_ms(alone.times.quantile(0.5)), 2), 9},
              {fixed(to_ms(alone.times.quantile(0.99)), 2), 9},
              {fixed(to_ms(alone.times.max()), 2), 9},
              {"-", 12}});
  report.row({{std::to_string(settings.subscribers), 8},
              {std::to_string(all.bytes / settings.subscribers), 11},
              {fixed(to_ms(all.times.quantile(0.5)), 2), 9},
              {fixed(to_ms(all.times.quantile(0.99)), 2), 9},
              {fixed(to_ms(all.times.max()), 2), 9},
              {fixed(cpu, 2), 12}});
  Figures figures;
  figures.add("scenario", std::string("join"))
      .add("items", std::uint64_t{settings.items})
      .add("clients", std::uint64_t{settings.subscribers});
  figures.add("snapshot_bytes", alone.bytes)
      .add_times("alone", alone.times)
      .add_times("storm", all.times)
      .add("server_cpu_seconds", cpu);
  return report.keep(figures) || give_up(report, "the JSON file cannot be written");
}

}  // namespace reviewd::load
