#include "generator/live_flood.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "generator/flood_tab.h"

namespace reviewd::load {

namespace {

constexpr int kStuckMs = 15'000;  // nobody has been answered anything for so long

}  // namespace

LiveAnswers run(const LiveFlood& flood) {
  LiveAnswers answers;
  const Nanoseconds began = now_ns();
  Nanoseconds reported = began;
  std::vector<std::unique_ptr<FloodTab>> tabs;
  for (const Person& who : flood.tabs)
    tabs.push_back(std::make_unique<FloodTab>(flood.endpoint, who, flood.sealed));
  std::vector<pollfd> waits(tabs.size());
  std::size_t given = 0;
  while (answers.attempts < flood.times && answers.problem.empty()) {
    for (const auto& tab : tabs) {
      if (!tab->ready() || given == flood.times) continue;
      std::vector<v1::Operation> operations;
      while (operations.size() < flood.batch && given < flood.times)
        operations.push_back(flood.operation(given++));
      tab->submit(std::move(operations));
      if (flood.sent) flood.sent(given);
    }
    if (now_ns() - reported >= kSecond) {
      reported = now_ns();
      for (const auto& tab : tabs) tab->send_applied();
    }
    for (std::size_t i = 0; i < tabs.size(); ++i) waits[i] = tabs[i]->wanted();
    if (::poll(waits.data(), waits.size(), kStuckMs) == 0) answers.problem = "no answer in time";
    for (std::size_t i = 0; i < tabs.size(); ++i) {
      if (waits[i].revents != 0) tabs[i]->serve(waits[i].revents, answers);
    }
  }
  answers.took = now_ns() - began;
  for (const auto& tab : tabs) answers.cut_off += tab->cut_off();
  return answers;
}

}  // namespace reviewd::load
