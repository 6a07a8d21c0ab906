// kill -9 at a random moment under load, again and again. After each restart the log must hold
// everything that was acknowledged, exactly once, and everything that anybody has seen.
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <random>
#include <set>

#include "generator/product_setup.h"
#include "scenarios/scenario.h"
#include "sdk/connection.h"
#include "sdk/replica.h"
#include "sdk/rows.h"

namespace reviewd::load {

namespace asio = boost::asio;

namespace {

using Operation =
    std::pair<std::uint32_t, std::uint32_t>;  // actor and counter; (0, 0) is the server's
constexpr Nanoseconds kPatience = 30 * kSecond;
constexpr std::size_t kWatchersMax = 16;

// What people were told, over all lives of the server.
struct Told {
  std::map<std::uint64_t, Operation> seen;  // by sequence number
  std::set<Operation> acknowledged;         // with an event
  std::string problem;

  void see(const v1::Event& event) {
    const Operation operation{event.actor(), event.counter()};
    const auto [known, fresh] = seen.try_emplace(event.seq(), operation);
    if (!fresh && known->second != operation)
      problem = "event " + std::to_string(event.seq()) + " was shown as two different ones";
  }
};

class Watching final : public sdk::Follower {
 public:
  explicit Watching(Told& told) : told_(told) {}
  bool caught_up = false;

 private:
  void on_event(const v1::Event& event) override { told_.see(event); }
  void on_caught_up(Seq /*seq*/) override { caught_up = true; }
  void on_lost(std::string_view /*why*/, std::chrono::milliseconds /*pause*/) override {
    caught_up = false;
  }
  void on_end(const std::optional<Error>& error) override {
    if (error) told_.problem = "a subscriber: " + error->text;
  }
  Told& told_;
};

// Moves items at a steady rate while the server is there; what is unanswered when it dies is sent
// again.
class Moving final : public sdk::Follower {
 public:
  Moving(asio::io_context& context, Told& told, double rate, std::uint64_t seed)
      : told_(told),
        timer_(context),
        interval_(std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / rate))),
        random_(seed) {}

  bool caught_up = false;
  std::uint64_t answered = 0;
  std::uint64_t without_event = 0;

  void start(sdk::Connection& connection) {
    connection_ = &connection;
    tick();
  }
  void hold() { timer_.cancel(); }

 private:
  void tick() {
    timer_.expires_after(interval_);
    timer_.async_wait([this](boost::system::error_code error) {
      if (error) return;
      if (caught_up && connection_->unanswered() < kUnansweredMax) move();
      tick();
    });
  }
  void move() {
    const auto rows = sdk::rows(replica_.confirmed(), v1::ZONE_ORDERED);
    const ItemId item = rows[random_() % rows.size()];
    const ItemId below = rows[random_() % rows.size()];
    if (item == below) return;
    v1::Operation operation;
    item.to(operation.mutable_move_items()->add_items());
    *operation.mutable_move_items()->mutable_place()->mutable_gap() =
        sdk::gap_below(replica_.confirmed(), below);
    if (const auto id = connection_->submit(std::move(operation)); !id)
      told_.problem = "the publisher: " + id.error().text;
  }

  void on_snapshot(const sdk::RowSnapshot& snapshot) override {
    if (const auto loaded = replica_.load(snapshot); !loaded) told_.problem = loaded.error().text;
  }
  void on_event(const v1::Event& event) override {
    told_.see(event);
    own_.insert({event.actor(), event.counter()});
    if (const auto applied = replica_.apply(event); !applied) told_.problem = applied.error().text;
  }
  void on_redacted(Seq /*from*/, Seq to) override { replica_.skip(to); }
  void on_caught_up(Seq /*seq*/) override { caught_up = true; }
  void on_outcome(const sdk::Settled& settled) override {
    ++answered;
    const Operation id{settled.id.actor, settled.id.counter};
    const bool stands = settled.outcome.kind() == v1::OUTCOME_KIND_APPLIED ||
                        settled.outcome.kind() == v1::OUTCOME_KIND_APPLIED_MODIFIED;
    if (!stands) {
      ++without_event;
      if (settled.outcome.kind() == v1::OUTCOME_KIND_REJECTED)
        told_.problem = "a move was refused: " + settled.outcome.error().text();
      return;
    }
    if (!own_.contains(id))
      told_.problem =
          "operation " + std::to_string(id.second) + " was acknowledged before its event";
    told_.acknowledged.insert(id);
  }
  void on_lost(std::string_view /*why*/, std::chrono::milliseconds /*pause*/) override {
    caught_up = false;
  }
  void on_end(const std::optional<Error>& error) override {
    if (error) told_.problem = "the publisher: " + error->text;
  }

  static constexpr std::size_t kUnansweredMax = 200;
  Told& told_;
  asio::steady_timer timer_;
  std::chrono::nanoseconds interval_;
  std::mt19937_64 random_;
  sdk::Replica replica_;
  sdk::Connection* connection_ = nullptr;
  std::set<Operation> own_;
};

// The log against what people were told.
std::string check(const Told& told, const std::vector<LoggedOperation>& log, std::uint64_t from) {
  std::map<Operation, std::size_t> times;
  std::map<std::uint64_t, Operation> logged;
  for (const LoggedOperation& one : log) {
    logged[one.seq] = {one.actor, one.counter};
    if (one.actor != 0) ++times[{one.actor, one.counter}];
  }
  for (const auto& [operation, count] : times) {
    if (count > 1)
      return "operation " + std::to_string(operation.second) + " is in the log " +
             std::to_string(count) + " times";
  }
  for (const Operation& operation : told.acknowledged) {
    if (!times.contains(operation))
      return "operation " + std::to_string(operation.second) +
             " was acknowledged and is not in the log";
  }
  for (const auto& [seq, operation] : told.seen) {
    if (seq < from) continue;
    const auto found = logged.find(seq);
    if (found == logged.end())
      return "event " + std::to_string(seq) + " was seen and is not in the log";
    if (found->second != operation)
      return "event " + std::to_string(seq) + " is another one in the log than was seen";
  }
  return {};
}

struct Crowd {
  std::vector<std::unique_ptr<Watching>> watching;
  std::vector<std::unique_ptr<sdk::Connection>> connections;

  bool caught_up() const {
    for (const auto& one : watching) {
      if (!one->caught_up) return false;
    }
    return true;
  }
};

template <class Done>
bool run_until(asio::io_context& context, Nanoseconds until, const Told& told, const Done& done) {
  while (told.problem.empty() && now_ns() < until) {
    if (done()) return true;
    context.run_one_for(std::chrono::milliseconds(5));
  }
  return false;
}

sdk::ConnectionOptions options_for(const ServerProcess& server, const Person& who,
                                   bool watch_only) {
  return {.endpoint = server.tcp(),
          .product = who.product,
          .handle = who.handle,
          .token = who.token,
          .watch_only = watch_only};
}

// Everybody of one run, over all lives of the server.
class Run {
 public:
  Run(const Settings& settings, ServerProcess& server, const Product& product)
      : server_(server),
        product_(product),
        moving_(context_, told_, settings.ops.front(), settings.seed),
        publisher_(context_, options_for(server, product.owner, false), moving_),
        random_(settings.seed) {
    for (std::size_t i = 0; i < std::min(settings.subscribers, kWatchersMax); ++i) {
      crowd_.watching.push_back(std::make_unique<Watching>(told_));
      crowd_.connections.push_back(std::make_unique<sdk::Connection>(
          context_, options_for(server, product.stakeholders.front(), true),
          *crowd_.watching.back()));
    }
  }

  // Each gives what went wrong; empty: nothing.
  std::string begin() {
    for (const auto& connection : crowd_.connections) connection->start();
    publisher_.start();
    if (!wait_for_everybody()) return "nobody could connect: " + told_.problem;
    const auto log = read_log(server_, product_.owner, 1);
    if (!log) return log.error().text;
    from_ = log->back().seq + 1;
    moving_.start(publisher_);
    return {};
  }
  std::string one_life() {
    const Nanoseconds life = static_cast<Nanoseconds>(random_() % 300) * kMillisecond;
    run_until(context_, now_ns() + life, told_, [] { return false; });
    server_.kill();
    in_flight_ += publisher_.unanswered();
    if (const auto started = server_.start(); !started) return started.error().text;
    if (wait_for_everybody()) return {};
    return told_.problem.empty() ? "not everybody came back" : told_.problem;
  }
  std::string drain() {
    moving_.hold();
    const auto nothing_left = [&] { return publisher_.unanswered() == 0; };
    if (run_until(context_, now_ns() + kPatience, told_, nothing_left)) return {};
    return "the rest was never answered: " + told_.problem;
  }
  std::string check_log() {
    const auto log = read_log(server_, product_.owner, from_);
    return log ? check(told_, *log, from_) : log.error().text;
  }

  const Told& told() const { return told_; }
  std::uint64_t in_flight() const { return in_flight_; }
  std::uint64_t without_event() const { return moving_.without_event; }

 private:
  bool wait_for_everybody() {
    return run_until(context_, now_ns() + kPatience, told_,
                     [&] { return moving_.caught_up && crowd_.caught_up(); });
  }

  ServerProcess& server_;
  const Product& product_;
  Told told_;
  asio::io_context context_{1};
  Moving moving_;
  sdk::Connection publisher_;
  Crowd crowd_;
  std::mt19937_64 random_;
  std::uint64_t from_ = 0;
  std::uint64_t in_flight_ = 0;
};

}  // namespace

bool run_kill(const Settings& settings, const Report& report) {
  ServerProcess server(settings.server);
  if (const auto started = server.start(); !started) return give_up(report, started.error().text);
  const auto product = set_up_product(server, settings.items, 1);
  if (!product) return give_up(report, product.error().text);
  Run run(settings, server, *product);
  if (const std::string wrong = run.begin(); !wrong.empty()) return give_up(report, wrong);

  const Nanoseconds began = now_ns();
  for (std::size_t cycle = 1; cycle <= settings.cycles; ++cycle) {
    std::string wrong = run.one_life();
    const bool last = cycle == settings.cycles;
    if (wrong.empty() && last) wrong = run.drain();
    // Not every time: reading everything back takes longer the longer the log is.
    if (wrong.empty() && (last || cycle % 10 == 0)) wrong = run.check_log();
    if (!wrong.empty()) return give_up(report, "kill " + std::to_string(cycle) + ": " + wrong);
  }
  const double seconds = static_cast<double>(now_ns() - began) / static_cast<double>(kSecond);
  const std::uint64_t acknowledged = run.told().acknowledged.size();
  const std::uint64_t seen = run.told().seen.size();
  report.say(std::to_string(settings.cycles) + " times kill -9 in " + fixed(seconds, 0) +
             " s: " + std::to_string(acknowledged) +
             " operations acknowledged, all in the log exactly once; " + std::to_string(seen) +
             " events seen, all in the log; " + std::to_string(run.in_flight()) +
             " operations were in flight at a kill");
  Figures figures;
  figures.add("scenario", std::string("kill")).add("cycles", std::uint64_t{settings.cycles});
  figures.add("acknowledged", acknowledged)
      .add("seen", seen)
      .add("in_flight_at_kill", run.in_flight());
  figures.add("without_event", run.without_event()).add("seconds", seconds);
  return report.keep(figures) || give_up(report, "the JSON file cannot be written");
}

}  // namespace reviewd::load
