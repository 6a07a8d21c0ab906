// What the demo product says: Wheelhouse, the booking system of a made-up bike-repair co-op. Data
// only; demo.cc turns it into operations.

#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "reviewd/v1/meeting.pb.h"

namespace reviewd::app {

struct DemoItem {
  std::string_view ref;
  std::string_view title;
  std::uint32_t estimate;
  std::initializer_list<std::string_view> labels;
  std::string_view description;
};

struct DemoCriterion {
  std::string_view text;
  bool met;
};

struct DemoIncrement {
  std::string_view ref;  // of the item it delivers
  std::string_view title;
  std::string_view summary;
  std::string_view presenter;
  bool done;
  std::initializer_list<DemoCriterion> criteria;
};

struct DemoFeedback {
  std::size_t increment;  // index
  v1::FeedbackKind kind;
  std::string_view text;
  bool anonymous;
};

inline constexpr std::string_view kDemoProduct = "Wheelhouse";
inline constexpr std::string_view kDemoOwner = "Mira Okafor";
inline constexpr std::string_view kDemoScrumMaster = "Jonas Lindqvist";
inline constexpr std::string_view kDemoDeveloper = "Priya Raman";
inline constexpr std::string_view kDemoStakeholder = "Tomasz Wolny";
inline constexpr std::string_view kDemoReview = "Sprint 14 Review";
inline constexpr std::uint32_t kDemoSprint = 14;
inline constexpr std::string_view kDemoGoal =
    "A member books a repair stand without phoning, and the mechanic on shift sees the day at a "
    "glance";
inline constexpr std::string_view kDemoQuestion =
    "Shall we put online booking in front of all members?";

// In backlog order, top first. The last kDemoNotYetOrdered have no place in the order yet.
std::span<const DemoItem> demo_items();
inline constexpr std::size_t kDemoNotYetOrdered = 5;

std::span<const DemoIncrement> demo_increments();
std::span<const DemoFeedback> demo_feedback();

}  // namespace reviewd::app
