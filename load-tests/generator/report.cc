#include "generator/report.h"

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>

namespace reviewd::load {

namespace json = boost::json;

Figures& Figures::add(std::string name, std::string value) {
  values_.emplace_back(std::move(name), std::move(value));
  return *this;
}

Figures& Figures::add(std::string name, double value) {
  values_.emplace_back(std::move(name), value);
  return *this;
}

Figures& Figures::add(std::string name, std::int64_t value) {
  values_.emplace_back(std::move(name), value);
  return *this;
}

Figures& Figures::add_flag(std::string name, bool value) {
  values_.emplace_back(std::move(name), value);
  return *this;
}

Figures& Figures::add_times(const std::string& name, const Histogram& times) {
  add(name + "_p50_ms", to_ms(times.quantile(0.5)));
  add(name + "_p90_ms", to_ms(times.quantile(0.9)));
  add(name + "_p99_ms", to_ms(times.quantile(0.99)));
  add(name + "_p999_ms", to_ms(times.quantile(0.999)));
  return add(name + "_max_ms", to_ms(times.max()));
}

std::string Figures::to_json() const {
  json::object object;
  for (const auto& [name, value] : values_) {
    std::visit([&, &key = name](const auto& held) { object[key] = held; }, value);
  }
  return json::serialize(object);
}

void Report::say(const std::string& line) const { std::cout << line << "\n" << std::flush; }

void Report::row(const std::vector<std::pair<std::string, int>>& cells) const {
  std::string line;
  for (const auto& [text, width] : cells) {
    const auto wanted = static_cast<std::size_t>(width);
    line += std::string(text.size() < wanted ? wanted - text.size() : 0, ' ') + text + " ";
  }
  say(line);
}

bool Report::keep(const Figures& figures) const {
  if (json_path_.empty()) return true;
  std::ofstream file(json_path_, std::ios::app);
  file << figures.to_json() << "\n" << std::flush;
  return file.good();
}

std::string fixed(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

}  // namespace reviewd::load
