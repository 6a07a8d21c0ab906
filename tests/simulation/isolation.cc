#include "simulation/isolation.h"

#include <algorithm>

#include "counterexample/isolated.h"

namespace reviewd::simulation {
namespace {

// Six lines; the last one is the rest.
std::string encode(const Course& course) {
  return std::to_string(course.operations) + "\n" + std::to_string(course.events) + "\n" +
         std::to_string(course.overridden) + "\n" + std::to_string(course.at_step) + "\n" +
         course.broken_rule + "\n" + course.how;
}

std::string next_line(std::string& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string line = text.substr(0, end);
  text.erase(0, end + 1);
  return line;
}

Course decode(std::string text) {
  Course course;
  course.operations = std::stoul(next_line(text));
  course.events = std::stoul(next_line(text));
  course.overridden = std::stoul(next_line(text));
  course.at_step = std::stoul(next_line(text));
  course.broken_rule = next_line(text);
  course.how = std::move(text);
  return course;
}

}  // namespace

Course run_isolated(const History& history) {
  const auto ending = counterexample::run_isolated([&history] { return encode(run(history)); });
  if (ending.alive) return decode(ending.answer);
  Course course{.broken_rule = "alive", .how = ending.answer};
  course.at_step = history.steps.size();
  return course;
}

counterexample::Steps shrink(const History& history, const Course& course) {
  const auto fails = [&](const counterexample::Steps& kept) {
    return run_isolated(only(history, kept)).broken_rule == course.broken_rule;
  };
  return counterexample::minimal(std::min(course.at_step + 1, history.steps.size()), fails);
}

}  // namespace reviewd::simulation
