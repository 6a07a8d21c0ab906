// The vision, the Product Goals and the action items of a product, in the form that snapshots have
// them in, and back.

#pragma once

#include "domain/state.h"
#include "reviewd/v1/goal.pb.h"

namespace reviewd::domain {

void save_goal(GoalId id, const ProductGoal& goal, v1::GoalView* out);
void load_goal(const v1::GoalView& row, State& state);

void save_action(ActionId id, const Action& action, v1::ActionView* out);
void load_action(const v1::ActionView& row, State& state);

}  // namespace reviewd::domain
