#include <array>

#include "app/demo_content.h"

namespace reviewd::app {
namespace {

using Criteria = std::initializer_list<DemoCriterion>;
constexpr Criteria kBookingCriteria{
    {"A member picks day, hour and stand in under a minute", true},
    {"Two people cannot get the same stand", true},
    {"The confirmation mail arrives within a minute", true},
    {"Works with a keyboard alone and with a screen reader", false}};
constexpr Criteria kBoardCriteria{
    {"All nine stands of a day fit on one screen", true},
    {"A change at the desk shows on the board within five seconds", true},
    {"Readable from three metres", true}};
constexpr Criteria kNoShowCriteria{{"A stand is free again fifteen minutes after a no-show", true},
                                   {"The member hears why, and how to book again", true}};
constexpr Criteria kHoursCriteria{
    {"The coordinator changes the hours without calling a developer", true},
    {"Bookings outside the new hours are listed before saving", false},
    {"Both locations have hours of their own", false}};

constexpr std::array kIncrements{
    DemoIncrement{
        "WH-126", "Book a stand online",
        "Choose a day, see which stands are free, say what is wrong with the bike, done. Forty "
        "members have tried it for two weeks: 61 bookings, one phone call.",
        "Priya Raman", true, kBookingCriteria},
    DemoIncrement{
        "WH-142", "Day board for the mechanic on shift",
        "One screen above the workbench: who comes when, with which bike and which trouble.",
        "Samir Haddad", true, kBoardCriteria},
    DemoIncrement{"", "Release a stand after a no-show",
                  "After fifteen minutes the stand is offered to the queue at the door.",
                  "Priya Raman", true, kNoShowCriteria},
    DemoIncrement{
        "WH-147", "Opening hours by location",
        "Started, not finished: one location can be edited, the warning for bookings outside the "
        "new hours is missing.",
        "Samir Haddad", false, kHoursCriteria},
};

constexpr std::array kFeedback{
    DemoFeedback{0, v1::FEEDBACK_KIND_PRAISE,
                 "The desk phone was silent on Saturday for the first time in years.", false},
    DemoFeedback{0, v1::FEEDBACK_KIND_CONCERN,
                 "Older members will be left out if the phone line goes away with it.", true},
    DemoFeedback{1, v1::FEEDBACK_KIND_IDEA,
                 "Show the parts that today's repairs need next to each stand.", false},
    DemoFeedback{2, v1::FEEDBACK_KIND_QUESTION,
                 "What happens when the tram is late and I am twenty minutes away?", false},
    DemoFeedback{
        0, v1::FEEDBACK_KIND_ENVIRONMENT,
        "The city pays its mobility grant again next year, for workshops with online booking.",
        false},
};

}  // namespace

std::span<const DemoIncrement> demo_increments() { return kIncrements; }
std::span<const DemoFeedback> demo_feedback() { return kFeedback; }

}  // namespace reviewd::app
