#include "simulation/simulation.h"

#include <array>
#include <deque>
#include <memory>
#include <vector>

#include "simulation/failure.h"
#include "simulation/tab.h"

namespace reviewd::simulation {

namespace {

using Duration = VirtualTime::Duration;

constexpr std::size_t kCheckEvery = 64;
constexpr int kDrainSecondsMax = 600;

struct Role {
  const char* person;
  v1::Role role;
  std::uint32_t tabs;
};
constexpr std::array kPeople{
    Role{"olive", v1::ROLE_PRODUCT_OWNER, 2}, Role{"mira", v1::ROLE_SCRUM_MASTER, 1},
    Role{"dev", v1::ROLE_DEVELOPER, 1},       Role{"sten", v1::ROLE_STAKEHOLDER, 1},
    Role{"stella", v1::ROLE_STAKEHOLDER, 1},  Role{"otto", v1::ROLE_OBSERVER, 1}};

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed)
      : server_(time_, seed, oracle_),
        around_{.time = time_, .server = server_, .oracle = oracle_, .seed = seed} {}

  void begin();
  void take(const Step& step);
  void drain();
  Course course() const;

 private:
  void pass(Duration span) {
    time_.pass(span, [] {});
  }
  void crash(Prng& random, bool restore);
  void fail_append(Prng& random);
  void partition(Prng& random);

  VirtualTime time_;
  Oracle oracle_;
  Server server_;
  Surroundings around_;
  std::deque<Person> people_;
  std::vector<std::unique_ptr<Tab>> tabs_;
  std::size_t steps_ = 0;
};

void Simulation::begin() {
  server_.start();
  engine::FoundProduct found{.name = "Bicycle co-op",
                             .owner_name = kPeople[0].person,
                             .owner_handle = kPeople[0].person,
                             .owner_token_hash = sha256(kPeople[0].person)};
  for (const Role& person : kPeople) {
    if (person.role != v1::ROLE_PRODUCT_OWNER) {
      found.invites.push_back(
          {.role = person.role, .secret_hash = sha256(person.person), .uses_max = 1});
    }
  }
  require(server_.command(std::move(found)).has_value(), "setup", "cannot found the product");
  std::uint64_t stream = 0;
  for (const Role& role : kPeople) {
    Person& person = people_.emplace_back(
        Person{.name = role.person, .handle = role.person, .secret = role.person});
    if (role.role == v1::ROLE_PRODUCT_OWNER) {
      person.participant = oracle_.state().product_owner;
    } else {
      const auto joined = server_.command(engine::Join{.secret_hash = sha256(role.person),
                                                       .name = role.person,
                                                       .handle = role.person,
                                                       .token_hash = sha256(role.person)});
      require(joined.has_value(), "setup", "cannot join");
      person.participant = std::get<engine::Joined>(*joined).participant;
    }
    for (std::uint32_t tab = 0; tab < role.tabs; ++tab) {
      tabs_.push_back(std::make_unique<Tab>(
          around_, person, tab_name(static_cast<std::uint32_t>(tabs_.size())), ++stream));
    }
  }
  pass(Duration(1'000'000));
}

void Simulation::crash(Prng& random, bool restore) {
  for (const auto& tab : tabs_) tab->server_gone();
  server_.crash(random.below(4));
  if (restore) server_.restore();
  time_.after(Duration(random.between(1'000, 3'000'000)), [this] { server_.start(); });
}

void Simulation::fail_append(Prng& random) {
  switch (random.below(3)) {
    case 0: return server_.fail_next_append(engine::AppendStatus::kFailed, false);
    case 1: return server_.fail_next_append(engine::AppendStatus::kAmbiguous, false);
    default: return server_.fail_next_append(engine::AppendStatus::kAmbiguous, true);
  }
}

void Simulation::partition(Prng& random) {
  const Duration span(random.between(100'000, 45'000'000));
  for (const auto& tab : tabs_) {
    if (random.one_in(2)) continue;
    tab->hold_up(span);
    tab->unreachable(true);
    time_.after(span, [&tab = *tab] { tab.unreachable(false); });
  }
}

void Simulation::take(const Step& step) {
  Prng random(step.random);
  pass(Duration(1'000LL * step.after_ms));
  Tab& tab = *tabs_[step.tab];
  switch (step.what) {
    case What::kOperate: tab.operate(random, random.one_in(5) ? random.between(2, 6) : 1); break;
    case What::kCut: tab.cut(random); break;
    case What::kHalfOpen: tab.half_open(random); break;
    case What::kHoldUp: tab.hold_up(Duration(random.between(10'000, 5'000'000))); break;
    case What::kPartition: partition(random); break;
    case What::kGoOffline: tab.go_offline(); break;
    case What::kGoOnline: tab.go_online(); break;
    case What::kResend: tab.resend(); break;
    case What::kReload: tab.reload(); break;
    case What::kCrash: crash(random, false); break;
    case What::kRestore: crash(random, true); break;
    case What::kFailAppend: fail_append(random); break;
    case What::kSlowDisk: server_.slow_disk(Duration(random.between(10'000, 400'000))); break;
    case What::kSnapshot:
      if (server_.up()) server_.runner()->save_snapshot();
      break;
  }
  if (++steps_ % kCheckEvery == 0) oracle_.check_state();
}

// Everything is well again and nobody does anything: in the end all agree.
void Simulation::drain() {
  for (const auto& tab : tabs_) {
    tab->unreachable(false);
    tab->go_online();
  }
  const auto settled = [&] {
    for (const auto& tab : tabs_) {
      if (!tab->settled()) return false;
    }
    return server_.up() && server_.runner()->appends_done();
  };
  for (int second = 0; second < kDrainSecondsMax && !settled(); ++second) pass(Duration(1'000'000));
  for (const auto& tab : tabs_) require(tab->settled(), "drain", tab->what_is_open());
  for (const auto& tab : tabs_) tab->check_settled();
  oracle_.check_state();
  oracle_.check_replay(server_.log(), Server::kProduct);
  server_.runner()->save_snapshot();
}

Course Simulation::course() const {
  Course course{.operations = oracle_.operations(), .events = value(oracle_.head())};
  for (const auto& tab : tabs_) course.overridden += tab->overridden();
  return course;
}

}  // namespace

std::string tab_name(std::uint32_t tab) {
  std::uint32_t first = 0;
  for (const Role& role : kPeople) {
    if (tab < first + role.tabs)
      return role.tabs == 1 ? role.person : role.person + (" " + std::to_string(tab - first + 1));
    first += role.tabs;
  }
  return "nobody";
}

Course run(const History& history) {
  Simulation simulation(history.seed);
  std::size_t at = 0;
  try {
    simulation.begin();
    for (; at < history.steps.size(); ++at) {
      if (at >= kStepsMin && simulation.course().operations >= kOperationsMin) break;
      simulation.take(history.steps[at]);
    }
    simulation.drain();
    return simulation.course();
  } catch (const Broken& broken) {
    Course course = simulation.course();
    course.broken_rule = broken.rule;
    course.how = broken.what();
    course.at_step = at;
    return course;
  }
}

}  // namespace reviewd::simulation
