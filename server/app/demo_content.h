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
inline constexpr std::string_view kDemoVision =
    "Nobody in town gives up cycling because a repair is too hard to get";
// Where the product goes next, and how far it has come.
inline constexpr std::string_view kDemoProductGoal = "Most repairs are booked without a phone call";
inline constexpr std::string_view kDemoMeasure = "repairs booked online, in per cent";
inline constexpr double kDemoMeasureBefore = 10;
inline constexpr double kDemoMeasureNow = 35;
inline constexpr double kDemoMeasureTarget = 80;
inline constexpr std::uint32_t kDemoItemsDone = 6;
inline constexpr std::uint32_t kDemoPointsDone = 23;
inline constexpr std::string_view kDemoEnvironment =
    "The city pays half of every repair from January on: the co-op expects twice as many members.";
inline constexpr std::string_view kDemoAction = "Ask the wholesaler for a price by the dozen";
inline constexpr std::string_view kDemoQuestion =
    "Shall we put online booking in front of all members?";

// In backlog order, top first. The last kDemoNotYetOrdered have no place in the order yet.
std::span<const DemoItem> demo_items();
inline constexpr std::size_t kDemoNotYetOrdered = 5;

std::span<const DemoIncrement> demo_increments();
std::span<const DemoFeedback> demo_feedback();

}  // namespace reviewd::app
