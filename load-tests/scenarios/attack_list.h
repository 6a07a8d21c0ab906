// The attacks: what each is made with, and which answers are right. docs/PROTOCOL.md and
// docs/LIMITS.md are the measure.

#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "generator/live_flood.h"
#include "scenarios/attack_stage.h"

namespace reviewd::load {

struct Attack {
  // So many attempts; everything that they need is there already.
  using Flood = std::function<LiveAnswers(std::size_t times)>;

  std::string name;
  std::set<std::string> answers;  // the right kinds; each attempt gets one of them
  std::set<std::string> logged;   // those among them that the log keeps
  std::function<Flood(AttackStage&)> prepare;
};

// Over HTTP, and frames before anybody said hello.
std::vector<Attack> attacks_on_the_door();
// By somebody who is in.
std::vector<Attack> attacks_in_the_meeting();
// People coming in, as many as a product takes. Last, for it is full then.
std::vector<Attack> attacks_by_numbers();
// On a server with the rate of one person's operations raised, so that they are decided.
std::vector<Attack> attacks_beyond_the_rate();

}  // namespace reviewd::load
