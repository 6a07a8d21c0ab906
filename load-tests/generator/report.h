// Figures for people (a table) and for machines (one JSON object a line).

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "generator/histogram.h"

namespace reviewd::load {

// One line of figures, in the order they were added.
class Figures {
 public:
  using Value = std::variant<std::string, double, std::int64_t, bool>;

  Figures& add(std::string name, std::string value);
  Figures& add(std::string name, double value);
  Figures& add(std::string name, std::int64_t value);
  Figures& add(std::string name, std::uint64_t value) {
    return add(std::move(name), static_cast<std::int64_t>(value));
  }
  Figures& add_flag(std::string name, bool value);
  // name_p50_ms, name_p90_ms, name_p99_ms, name_p999_ms, name_max_ms
  Figures& add_times(const std::string& name, const Histogram& times);

  std::string to_json() const;

 private:
  std::vector<std::pair<std::string, Value>> values_;
};

// Where the figures go.
class Report {
 public:
  // Lines are appended to `json_path`; empty: nowhere.
  explicit Report(std::string json_path) : json_path_(std::move(json_path)) {}

  // Says on standard output.
  void say(const std::string& line) const;
  // A row of cells, each right-aligned to its width.
  void row(const std::vector<std::pair<std::string, int>>& cells) const;
  // False when the file cannot be written.
  bool keep(const Figures& figures) const;

 private:
  std::string json_path_;
};

// "12.3"
std::string fixed(double value, int digits);

}  // namespace reviewd::load
