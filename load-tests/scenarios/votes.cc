// A vote burst: everybody joins within a few seconds and votes within two. From the tap, by an open
// schedule, to the acknowledged ballot; then the poll is closed and must have counted each once.
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>

#include "generator/histogram.h"
#include "generator/product_setup.h"
#include "scenarios/scenario.h"
#include "sdk/connection.h"

namespace reviewd::load {

namespace {

constexpr Nanoseconds kPatience = 60 * kSecond;
constexpr Nanoseconds kVotingTime = 2 * kSecond;

class Voter final : public sdk::Follower {
 public:
  Voter(boost::asio::io_context& context, const ServerProcess& server, const Person& who)
      : connection_(context,
                    {.endpoint = server.tcp(),
                     .product = who.product,
                     .handle = who.handle,
                     .token = who.token,
                     .reconnect = false},
                    *this) {
    connection_.start();
  }

  bool here() const { return caught_up_; }
  bool answered() const { return answered_; }
  bool accepted() const { return accepted_; }
  Nanoseconds answered_at() const { return answered_at_; }
  const std::string& problem() const { return problem_; }
  const std::optional<v1::Tally>& tally() const { return tally_; }
  // Of the last operation that this voter's actor was acknowledged.
  const v1::Id& made() const { return made_; }

  void submit(v1::Operation operation) {
    answered_ = false;
    const auto sent = connection_.submit(std::move(operation));
    if (!sent) problem_ = sent.error().text;
  }

 private:
  void on_caught_up(Seq /*seq*/) override { caught_up_ = true; }
  void on_event(const v1::Event& event) override {
    if (event.has_poll_closed()) tally_ = event.poll_closed().tally();
  }
  void on_outcome(const sdk::Settled& settled) override {
    answered_ = true;
    answered_at_ = now_ns();
    accepted_ = settled.outcome.kind() == v1::OUTCOME_KIND_APPLIED;
    made_.set_actor(settled.id.actor);
    made_.set_counter(settled.id.counter);
    if (!accepted_ && problem_.empty()) problem_ = settled.outcome.error().text();
  }
  void on_end(const std::optional<Error>& error) override {
    if (problem_.empty()) problem_ = error ? error->text : "the connection ended";
  }

  bool caught_up_ = false;
  bool answered_ = false;
  bool accepted_ = false;
  Nanoseconds answered_at_ = 0;
  v1::Id made_;
  std::optional<v1::Tally> tally_;
  std::string problem_;
  sdk::Connection connection_;
};

using Voters = std::vector<std::unique_ptr<Voter>>;

template <class Done>
bool run_until(boost::asio::io_context& context, const Done& done) {
  const Nanoseconds until = now_ns() + kPatience;
  while (!done() && now_ns() < until) context.run_one_for(std::chrono::milliseconds(20));
  return done();
}

// One operation of the owner's; the id of what it made.
Result<v1::Id> ask(boost::asio::io_context& context, Voter& owner, v1::Operation operation) {
  owner.submit(std::move(operation));
  if (!run_until(context, [&] { return owner.answered() || !owner.problem().empty(); }) ||
      !owner.accepted()) {
    return fail(v1::ERROR_CODE_UNSPECIFIED, "the meeting cannot be held: " + owner.problem());
  }
  return owner.made();
}

// A review with an increment and a poll on it that everybody may vote in.
Result<v1::Id> open_poll(boost::asio::io_context& context, Voter& owner) {
  v1::Operation plan;
  plan.mutable_plan_review()->set_title("Review");
  const auto review = ask(context, owner, plan);
  if (!review) return review;
  v1::Operation open;
  *open.mutable_open_review()->mutable_review() = *review;
  if (auto opened = ask(context, owner, open); !opened) return opened;
  v1::Operation add;
  *add.mutable_add_increment()->mutable_review() = *review;
  add.mutable_add_increment()->set_title("Increment");
  const auto increment = ask(context, owner, add);
  if (!increment) return increment;
  v1::Operation poll;
  *poll.mutable_open_poll()->mutable_increment() = *increment;
  poll.mutable_open_poll()->set_question("Does it meet the Sprint Goal?");
  poll.mutable_open_poll()->set_kind(v1::POLL_KIND_CONSENT);
  poll.mutable_open_poll()->set_secrecy(v1::SECRECY_NAMED);
  poll.mutable_open_poll()->set_results(v1::RESULTS_LIVE);
  return ask(context, owner, poll);
}

// Voter i taps at start + i / n of the voting time, whatever became of the others.
Histogram vote(boost::asio::io_context& context, Voters& voters, const v1::Id& poll) {
  const Nanoseconds start = now_ns();
  const auto due = [&](std::size_t i) {
    return start +
           kVotingTime * static_cast<Nanoseconds>(i) / static_cast<Nanoseconds>(voters.size());
  };
  for (std::size_t i = 0; i < voters.size(); ++i) {
    while (now_ns() < due(i)) context.run_one_for(std::chrono::milliseconds(1));
    v1::Operation cast;
    *cast.mutable_cast_ballot()->mutable_poll() = poll;
    cast.mutable_cast_ballot()->set_consent(i % 3 == 0 ? v1::CONSENT_NO : v1::CONSENT_YES);
    voters[i]->submit(std::move(cast));
  }
  run_until(context, [&] {
    return std::ranges::all_of(
        voters, [](const auto& voter) { return voter->answered() || !voter->problem().empty(); });
  });
  Histogram times;
  for (std::size_t i = 0; i < voters.size(); ++i) {
    if (voters[i]->accepted()) times.add(voters[i]->answered_at() - due(i));
  }
  return times;
}

std::string first_problem(const Voters& voters) {
  for (const auto& voter : voters) {
    if (!voter->problem().empty()) return voter->problem();
  }
  return "somebody did not get through in time";
}

}  // namespace

bool run_votes(const Settings& settings, const Report& report) {
  ServerProcess server(settings.server);
  if (const auto started = server.start(); !started) return give_up(report, started.error().text);
  const Nanoseconds first_join = now_ns();
  const auto product = set_up_product(server, settings.items, settings.subscribers);
  if (!product) return give_up(report, product.error().text);
  boost::asio::io_context context(1);
  Voter owner(context, server, product->owner);
  Voters voters;
  for (const Person& who : product->stakeholders) {
    voters.push_back(std::make_unique<Voter>(context, server, who));
  }
  const bool all_here = run_until(context, [&] {
    return owner.here() && std::ranges::all_of(voters, [](const auto& v) { return v->here(); });
  });
  if (!all_here) return give_up(report, first_problem(voters));
  const double joined_s = static_cast<double>(now_ns() - first_join) / kSecond;

  const auto poll = open_poll(context, owner);
  if (!poll) return give_up(report, poll.error().text);
  const double cpu_before = server.usage().cpu_seconds;
  const Histogram times = vote(context, voters, *poll);
  const double cpu = server.usage().cpu_seconds - cpu_before;
  v1::Operation close;
  *close.mutable_close_poll()->mutable_poll() = *poll;
  if (const auto closed = ask(context, owner, close); !closed)
    return give_up(report, closed.error().text);
  run_until(context, [&] { return owner.tally().has_value(); });
  const std::uint32_t counted = owner.tally() ? owner.tally()->ballots() : 0;

  report.row({{"voters", 8},
              {"joined s", 9},
              {"acked", 8},
              {"counted", 8},
              {"p50 ms", 9},
              {"p99 ms", 9},
              {"max ms", 9},
              {"server cpu s", 12}});
  report.row({{std::to_string(voters.size()), 8},
              {fixed(joined_s, 2), 9},
              {std::to_string(times.count()), 8},
              {std::to_string(counted), 8},
              {fixed(to_ms(times.quantile(0.5)), 2), 9},
              {fixed(to_ms(times.quantile(0.99)), 2), 9},
              {fixed(to_ms(times.max()), 2), 9},
              {fixed(cpu, 2), 12}});
  Figures figures;
  figures.add("scenario", std::string("votes"))
      .add("voters", std::uint64_t{voters.size()})
      .add("counted", std::uint64_t{counted})
      .add("joined_seconds", joined_s)
      .add_times("tap_to_ack", times)
      .add("server_cpu_seconds", cpu);
  if (!report.keep(figures)) return give_up(report, "the JSON file cannot be written");
  if (times.count() != voters.size()) return give_up(report, first_problem(voters));
  return counted == voters.size() || give_up(report, "not every acknowledged ballot was counted");
}

}  // namespace reviewd::load
