// Submit to durable acknowledgement of one client on an idle server, beside what the disk itself
// takes: an append of the same bytes to a growing file and fdatasync, in turns, so that both see
// the same machine.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <random>

#include "generator/product_setup.h"
#include "scenarios/scenario.h"
#include "sdk/connection.h"
#include "sdk/replica.h"
#include "sdk/rows.h"

namespace reviewd::load {

namespace {

constexpr std::size_t kWarmUp = 50;

class OneByOne final : public sdk::Follower {
 public:
  sdk::Replica replica;
  bool caught_up = false;
  bool answered = false;
  std::string problem;
  std::size_t event_bytes = 0;

 private:
  void on_snapshot(const sdk::RowSnapshot& snapshot) override {
    if (const auto loaded = replica.load(snapshot); !loaded) problem = loaded.error().text;
  }
  void on_event(const v1::Event& event) override {
    event_bytes = event.ByteSizeLong();
    if (const auto applied = replica.apply(event); !applied) problem = applied.error().text;
  }
  void on_redacted(Seq /*from*/, Seq to) override { replica.skip(to); }
  void on_caught_up(Seq /*seq*/) override { caught_up = true; }
  void on_outcome(const sdk::Settled& settled) override {
    answered = true;
    if (settled.outcome.kind() == v1::OUTCOME_KIND_REJECTED)
      problem = settled.outcome.error().text();
  }
  void on_end(const std::optional<Error>& error) override {
    problem = error ? error->text : "the connection ended";
  }
};

v1::Operation move_top_to(const domain::State& state, std::mt19937_64& random) {
  const auto rows = sdk::rows(state, v1::ZONE_ORDERED);
  const ItemId below = rows[1 + random() % (rows.size() - 1)];
  v1::Operation operation;
  rows.front().to(operation.mutable_move_items()->add_items());
  *operation.mutable_move_items()->mutable_place()->mutable_gap() = sdk::gap_below(state, below);
  return operation;
}

// Runs the connection until `flag` is set.
bool wait_for(boost::asio::io_context& context, const bool& flag, const OneByOne& client) {
  const Nanoseconds until = now_ns() + 10 * kSecond;
  while (!flag && client.problem.empty() && now_ns() < until)
    context.run_one_for(std::chrono::milliseconds(100));
  return flag && client.problem.empty();
}

struct Times {
  Histogram acks;
  Histogram syncs;
};

// One operation, one append, in turns. Empty: done; else what went wrong.
std::string measure(boost::asio::io_context& context, sdk::Connection& connection, OneByOne& client,
                    int file, const Settings& settings, Times& times) {
  std::mt19937_64 random(settings.seed);
  const Nanoseconds until =
      now_ns() + static_cast<Nanoseconds>(settings.seconds * static_cast<double>(kSecond));
  for (std::size_t i = 0; now_ns() < until; ++i) {
    v1::Operation operation = move_top_to(client.replica.confirmed(), random);
    client.answered = false;
    const Nanoseconds sent = now_ns();
    if (const auto id = connection.submit(std::move(operation)); !id) return id.error().text;
    if (!wait_for(context, client.answered, client)) return "no outcome: " + client.problem;
    const Nanoseconds acknowledged = now_ns();
    const std::string bytes(std::max<std::size_t>(client.event_bytes, 1), 'x');
    const Nanoseconds begin = now_ns();
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written != static_cast<ssize_t>(bytes.size()) || ::fdatasync(file) != 0) {
      return "the disk refuses an append";
    }
    if (i < kWarmUp) continue;
    times.acks.add(acknowledged - sent);
    times.syncs.add(now_ns() - begin);
  }
  return times.acks.count() == 0 ? "too short for a figure" : "";
}

void print_row(const Report& report, const std::string& name, const Histogram& times) {
  const auto ms = [&](double share) { return fixed(to_ms(times.quantile(share)), 3); };
  report.row({{name, 22},
              {std::to_string(times.count()), 7},
              {ms(0.5), 8},
              {ms(0.9), 8},
              {ms(0.99), 8},
              {fixed(to_ms(times.max()), 3), 8}});
}

}  // namespace

bool run_ack(const Settings& settings, const Report& report) {
  ServerProcess server(settings.server);
  if (const auto started = server.start(); !started) return give_up(report, started.error().text);
  const auto product = set_up_product(server, settings.items, 0);
  if (!product) return give_up(report, product.error().text);
  boost::asio::io_context context(1);
  OneByOne client;
  sdk::Connection connection(context,
                             {.endpoint = server.tcp(),
                              .product = product->owner.product,
                              .handle = product->owner.handle,
                              .token = product->owner.token,
                              .reconnect = false},
                             client);
  connection.start();
  if (!wait_for(context, client.caught_up, client)) {
    return give_up(report, "no connection: " + client.problem);
  }
  const int file = ::open((server.folder() + "/growing").c_str(),
                          O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return give_up(report, "cannot write beside the data folder");
  Times times;
  const std::string wrong = measure(context, connection, client, file, settings, times);
  ::close(file);
  if (!wrong.empty()) return give_up(report, wrong);

  const double ratio = static_cast<double>(times.acks.quantile(0.5)) /
                       static_cast<double>(times.syncs.quantile(0.5));
  report.row({{"", 22}, {"n", 7}, {"p50 ms", 8}, {"p90", 8}, {"p99", 8}, {"max", 8}});
  print_row(report, "submit to ack", times.acks);
  print_row(report, "append + fdatasync", times.syncs);
  report.say("ratio of the medians: " + fixed(ratio, 2));
  Figures figures;
  figures.add("scenario", std::string("ack")).add("operations", times.acks.count());
  figures.add_times("ack", times.acks).add_times("sync", times.syncs).add("ratio_p50", ratio);
  return report.keep(figures) || give_up(report, "the JSON file cannot be written");
}

}  // namespace reviewd::load
