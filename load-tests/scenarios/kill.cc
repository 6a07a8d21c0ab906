// kill -9 at a random moment under load, again and again. After each restart the log must hold
// everything that was acknowledged, exactly once, and everything that anybody has seen.
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <random>
#include <set>

#include "generator/product_setup.h"
#include "scenarios/scenario.h"
#include "sdk/backlog.h"
#include "sdk/connection.h"

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
    const auto rows = backlog_.rows(v1::ZONE_ORDERED);
    const sdk::BacklogRow& item = *rows[random_() % rows.size()];
    const sdk::BacklogRow& below = *rows[random_() % rows.size()];
    if (item.item == below.item) return;
    v1::Operation operation;
    item.item.to(operation.mutable_move_items()->add_items());
    *operation.mutable_move_items()->mutable_place()->mutable_gap() = backlog_.below(below);
    if (const auto id = connection_->submit(std::move(operation)); !id)
      told_.problem = "the publisher: " + id.error().text;
  }

  void on_snapshot(const sdk::RowSnapshot& snapshot) override {
    if (const auto loaded = backlog_.load(snapshot); !loaded) told_.problem = loaded.error().text;
  }
  void on_event(const v1::Event& event) override {
    told_.see(event);
    own_.insert({event.actor(), event.counter()});
    if (const auto applied = backlog_.apply(event); !applied) told_.problem = applied.error().text;
  }
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
  sdk::Backlog backlog_;
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

}  // namespace

bool run_kill(const Settings& settings, const Report& report) {
  ServerProcess server(settings.server);
  if (const auto started = server.start(); !started) return give_up(report, started.error().text);
  const auto product = set_up_product(server, settings.items, 1);
  if (!product) return give_up(report, product.error().text);
  Told told;
  asio::io_context context(1);
  Moving moving(context, told, settings.ops.front(), settings.seed);
  sdk::Connection publisher(context, options_for(server, product->owner, false), moving);
  Crowd crowd;
  for (std::size_t i = 0; i < std::min(settings.subscribers, kWatchersMax); ++i) {
    crowd.watching.push_back(std::make_unique<Watching>(told));
    crowd.connections.push_back(std::make_unique<sdk::Connection>(
        context, options_for(server, product->stakeholders.front(), true), *crowd.watching.back()));
    crowd.connections.back()->start();
  }
  publisher.start();
  const auto all_here = [&] { return moving.caught_up && crowd.caught_up(); };
  if (!run_until(context, now_ns() + kPatience, told, all_here))
    return give_up(report, "nobody could connect: " + told.problem);
  const auto first = read_log(server, product->owner, 1);
  if (!first) return give_up(report, first.error().text);
  const std::uint64_t from = first->back().seq + 1;
  moving.start(publisher);

  std::mt19937_64 random(settings.seed);
  std::uint64_t unanswered = 0;
  const Nanoseconds began = now_ns();
  for (std::size_t cycle = 1; cycle <= settings.cycles; ++cycle) {
    const Nanoseconds life = static_cast<Nanoseconds>(random() % 300) * kMillisecond;
    run_until(context, now_ns() + life, told, [] { return false; });
    server.kill();
    unanswered += publisher.unanswered();
    if (const auto started = server.start(); !started)
      return give_up(report, "cycle " + std::to_string(cycle) + ": " + started.error().text);
    if (!run_until(context, now_ns() + kPatience, told, all_here)) {
      return give_up(report, "cycle " + std::to_string(cycle) + ": " +
                                 (told.problem.empty() ? "not everybody came back" : told.problem));
    }
    const bool last = cycle == settings.cycles;
    if (last) moving.hold();
    if (last && !run_until(context, now_ns() + kPatience, told,
                           [&] { return publisher.unanswered() == 0; }))
      return give_up(report, "the rest was never answered: " + told.problem);
    if (!last && cycle % 10 != 0)
      continue;  // reading everything back takes longer the longer the log is
    const auto log = read_log(server, product->owner, from);
    if (!log) return give_up(report, log.error().text);
    if (const std::string wrong = check(told, *log, from); !wrong.empty())
      return give_up(report, "cycle " + std::to_string(cycle) + ": " + wrong);
  }
  const double seconds = static_cast<double>(now_ns() - began) / static_cast<double>(kSecond);
  report.say(std::to_string(settings.cycles) + " times kill -9 in " + fixed(seconds, 0) +
             " s: " + std::to_string(told.acknowledged.size()) +
             " operations acknowledged, all in the log exactly once; " +
             std::to_string(told.seen.size()) + " events seen, all in the log; " +
             std::to_string(unanswered) + " operations were in flight at a kill");
  Figures figures;
  figures.add("scenario", std::string("kill"))
      .add("cycles", std::uint64_t{settings.cycles})
      .add("acknowledged", std::uint64_t{told.acknowledged.size()});
  figures.add("seen", std::uint64_t{told.seen.size()})
      .add("in_flight_at_kill", unanswered)
      .add("without_event", moving.without_event)
      .add("seconds", seconds);
  return report.keep(figures) || give_up(report, "the JSON file cannot be written");
}

}  // namespace reviewd::load
