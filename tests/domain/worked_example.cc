#include "domain/worked_example.h"

namespace reviewd::domain {
namespace {

using Operations = std::vector<v1::Operation>;

// S11: F to the top of what is there, then the rest, so that the list reads backwards.
Operations reverse_by_moves(Tab& tab) {
  Operations all;
  for (const char* name : {"A", "B", "C", "D", "E", "F"}) all.push_back(tab.to_top({name}));
  return all;
}

}  // namespace

std::vector<WorkedExample> worked_examples() {
  return {
      {"S1", [](Tab& t) { return Operations{t.to_end({"A"})}; },
       [](Tab& t) { return Operations{t.below({"A"}, "B")}; }, "B A C D E F"},
      {"S2", [](Tab& t) { return Operations{t.to_end({"A"})}; },
       [](Tab& t) { return Operations{t.to_end({"B"})}; }, "C D E F A B"},
      {"S3", [](Tab& t) { return Operations{t.to_end({"A", "B"})}; },
       [](Tab& t) { return Operations{t.to_end({"C", "D"})}; }, "E F A B C D"},
      {"S4", [](Tab& t) { return Operations{t.below({"A"}, "D")}; },
       [](Tab& t) { return Operations{t.archive("D")}; }, "B C A E F"},
      {"S5", [](Tab& t) { return Operations{t.to_end({"A"})}; },
       [](Tab& t) { return Operations{t.archive("A")}; }, "B C D E F"},
      {"S6", [](Tab& t) { return Operations{t.to_end({"A"})}; },
       [](Tab& t) { return Operations{t.edit("A", "A*")}; }, "B C D E F A*"},
      {"S7", [](Tab& t) { return Operations{t.below({"A"}, "C")}; },
       [](Tab& t) { return Operations{t.to_end({"C"})}; }, "B A D E F C"},
      {"S8", [](Tab& t) { return Operations{t.to_end({"C"})}; },
       [](Tab& t) { return Operations{t.below({"A"}, "C")}; }, "B A D E F C"},
      {"S9", [](Tab& t) { return Operations{t.edit("A", "A*")}; },
       [](Tab& t) { return Operations{t.archive("A")}; }, "B C D E F"},
      {"S10",
       [](Tab& t) { return Operations{t.insert_below("X1", "A"), t.insert_below("X2", "A")}; },
       [](Tab& t) { return Operations{t.insert_below("Y1", "A"), t.insert_below("Y2", "A")}; },
       "A X2 X1 Y2 Y1 B C D E F"},
      {"S11", reverse_by_moves, [](Tab& t) { return Operations{t.to_top({"F"})}; }, "F E D C B A"},
      {"S12", [](Tab& t) { return Operations{t.to_top({"B", "C", "D"})}; },
       [](Tab& t) { return Operations{t.to_end({"C"})}; }, "B D A E F C"},
      {"S13", [](Tab& t) { return Operations{t.to_end({"B", "C"})}; },
       [](Tab& t) { return Operations{t.insert_below("X", "B")}; }, "A X D E F B C"},
      {"S14",
       [](Tab& t) { return Operations{t.to_end({"A"}), t.below({"B"}, "A"), t.to_top({"A"})}; },
       [](Tab& t) { return Operations{t.to_top({"C"})}; }, "C A D E F B"},
      {"S15", [](Tab& t) { return Operations{t.below({"A"}, "B")}; },
       [](Tab& t) { return Operations{t.to_top({"B"})}; }, "B A C D E F"},
      {"S16", [](Tab& t) { return Operations{t.below({"E"}, "B")}; },
       [](Tab& t) { return Operations{t.below({"F"}, "B")}; }, "A B E F C D"},
      {"S17", [](Tab& t) { return Operations{t.insert_below("X", "B")}; },
       [](Tab& t) { return Operations{t.archive("B"), t.insert_below("Y", "A")}; },
       "A Y X C D E F"},
      {"S18",
       [](Tab& t) { return Operations{t.insert_below("X1", "A"), t.insert_below("X2", "X1")}; },
       [](Tab& t) { return Operations{t.insert_below("Y1", "A"), t.insert_below("Y2", "Y1")}; },
       "A X1 X2 Y1 Y2 B C D E F"},
      {"S19", [](Tab& t) { return Operations{t.sort({"F", "E", "D", "C", "B", "A"})}; },
       [](Tab& t) { return Operations{t.insert_below("X", "B")}; }, "F E X D C B A"},
  };
}

}  // namespace reviewd::domain
