// reviewd-order: replays a trace through reviewd's own rules and prints a JSON line for each of
// three ways to look at them (README.md says what is in the time).
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <set>

#include "domain/apply.h"
#include "domain/decide.h"
#include "rows.h"

namespace reviewd::order {
namespace {

using domain::State;

constexpr ParticipantId kOwner{1};

State product_of(const Trace& trace) {
  State state;
  state.participants.emplace(kOwner, domain::Participant{.role = v1::ROLE_PRODUCT_OWNER});
  state.product_owner = kOwner;
  for (std::uint32_t author = 1; author <= trace.authors; ++author)
    state.actors.emplace(ActorId{actor_of(author)}, domain::Actor{.participant = kOwner});
  for (std::uint32_t number = 1; number <= trace.items; ++number) {
    const domain::Slot slot = first_slot(number);
    state.backlog.items.emplace(item_of(number),
                                domain::Item{.slot = slot.id, .placed_by = {.seq = Seq{1}}});
    state.backlog.order.append(slot);
  }
  state.seq = Seq{1};
  return state;
}

// Decides an operation and applies what comes of it; the event as the log would get it.
v1::Event take(State& state, const v1::Operation& operation) {
  domain::Draw draw{Entropy{}};
  const domain::Author author{.participant = kOwner,
                              .role = v1::ROLE_PRODUCT_OWNER,
                              .actor = static_cast<ActorId>(operation.actor())};
  const domain::Order::Decided known = decided;
  auto decision = domain::decide(
      operation,
      {.state = state, .author = author, .now = TimeMs{1}, .draw = draw, .decided = known});
  if (!decision) throw std::runtime_error(decision.error().text);
  v1::Event event = std::move(decision->events.front());
  event.set_seq(value(next(state.seq)));
  event.set_actor(operation.actor());
  event.set_counter(operation.counter());
  event.set_author(value(kOwner));
  domain::apply(state, event);
  return event;
}

std::vector<std::uint32_t> items_of(const State& state) {
  std::vector<std::uint32_t> items;
  state.backlog.order.each(v1::ZONE_ORDERED, [&](const domain::Slot& slot) {
    if (slot.live) items.push_back(number_of(slot.item));
  });
  return items;
}

struct Times {
  std::vector<double> seconds;      // of the clock
  std::vector<double> cpu_seconds;  // of this thread
};

double cpu_now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

template <class Work>
void time(Times& times, Work work) {
  const double cpu = cpu_now();
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  times.seconds.push_back(passed.count());
  times.cpu_seconds.push_back(cpu_now() - cpu);
}

struct Replay {
  std::vector<v1::Operation> operations;
  std::vector<std::string> bytes;  // the same
  std::vector<std::uint32_t> items;
  Times resolver;
  Times decided;
  Times from_bytes;

  // All ways must come to the same order.
  void agree(std::vector<std::uint32_t> got) {
    if (items.empty())
      items = std::move(got);
    else if (items != got)
      throw std::runtime_error("two replays of one trace end differently");
  }
};

Replay replay(const Trace& trace, int repetitions) {
  Replay replay{.operations = say_all(trace)};
  for (const v1::Operation& operation : replay.operations)
    replay.bytes.push_back(operation.SerializeAsString());
  for (int i = 0; i < repetitions; ++i) {
    Rows rows(trace.items);
    time(replay.resolver, [&] {
      for (const v1::Operation& operation : replay.operations) rows.take(operation);
    });
    replay.agree(rows.items());

    State state = product_of(trace);
    time(replay.decided, [&] {
      for (const v1::Operation& operation : replay.operations) take(state, operation);
    });
    replay.agree(items_of(state));

    State again = product_of(trace);
    std::string event;
    time(replay.from_bytes, [&] {
      for (const std::string& bytes : replay.bytes) {
        v1::Operation operation;
        if (!operation.ParseFromString(bytes)) throw std::runtime_error("unreadable operation");
        take(again, operation).SerializeToString(&event);
      }
    });
    replay.agree(items_of(again));
  }
  return replay;
}

void print(const Trace& trace, const Replay& replay, const char* what, const char* how,
           Times times) {
  std::ranges::sort(times.seconds);
  std::size_t bytes = 0;
  for (const std::string& operation : replay.bytes) bytes += operation.size();
  const std::size_t moves = replay.operations.size();
  const std::size_t distinct = std::set(replay.items.begin(), replay.items.end()).size();
  std::cout << R"({"trace":")" << trace.name << R"(","what":")" << what << R"(","how":")" << how
            << R"(","version":"","peer":false,"moves":)" << moves << R"(,"moves_in_trace":)"
            << moves << R"(,"repetitions":)" << times.seconds.size() << R"(,"best_seconds":)"
            << times.seconds.front() << R"(,"median_seconds":)"
            << times.seconds[times.seconds.size() / 2] << R"(,"best_cpu_seconds":)"
            << std::ranges::min(times.cpu_seconds) << R"(,"bytes_per_move":)" << bytes / moves
            << R"(,"missing":)" << trace.items - distinct << R"(,"repeated":)"
            << replay.items.size() - distinct << "}\n";
}

int run(int argc, char** argv) {
  std::string path;
  std::string order;
  int repetitions = 21;
  CLI::App app("Replays a trace of moves through reviewd's rules.", "reviewd-order");
  app.add_option("trace", path, "A trace")->required()->check(CLI::ExistingFile);
  app.add_option("--repetitions", repetitions, "How often")->check(CLI::Range(1, 10'000));
  app.add_option("--order", order, "File for the items as they stand at the end, top to bottom");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  const auto trace = read_trace(path);
  if (!trace) throw std::runtime_error(trace.error());
  const Replay replayed = replay(*trace, repetitions);
  print(*trace, replayed, "reviewd, resolver", "rule P; C++", replayed.resolver);
  print(*trace, replayed, "reviewd, decide + apply", "all rules of a move; C++", replayed.decided);
  print(*trace, replayed, "reviewd, bytes to bytes", "operation to event; C++",
        replayed.from_bytes);
  if (order.empty()) return 0;
  std::ofstream file(order);
  for (const std::uint32_t item : replayed.items) file << item << "\n";
  return file.flush().good() ? 0 : 1;
}

}  // namespace
}  // namespace reviewd::order

int main(int argc, char** argv) {
  try {
    return reviewd::order::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "reviewd-order: " << error.what() << "\n";
    return 1;
  }
}
