#include <array>

#include "app/demo_content.h"

namespace reviewd::app {
namespace {

// Lists of labels must outlive the table: each is a constant of its own.
using Labels = std::initializer_list<std::string_view>;
constexpr Labels kBooking{"booking"};
constexpr Labels kBookingMobile{"booking", "mobile"};
constexpr Labels kWorkshop{"workshop"};
constexpr Labels kWorkshopBooking{"workshop", "booking"};
constexpr Labels kMembers{"members"};
constexpr Labels kMembersPrivacy{"members", "privacy"};
constexpr Labels kParts{"parts"};
constexpr Labels kPartsMoney{"parts", "money"};
constexpr Labels kMoney{"money"};
constexpr Labels kLearning{"learning"};
constexpr Labels kAccess{"accessibility"};
constexpr Labels kQuality{"quality"};
constexpr Labels kNone{};

constexpr std::array kItems{
    DemoItem{
        "WH-118", "Waiting list for full Saturdays", 5, kBooking,
        "When every stand is taken, a member can join a waiting list for that day. If a booking is "
        "cancelled, the first on the list gets two hours to say yes before the next one is asked."},
    DemoItem{"WH-131", "Remind members by text message the evening before", 3, kBooking,
             "One in six bookings is a no-show. A short message at 18:00 with a cancel link."},
    DemoItem{
        "WH-107", "Cancel or move a booking from the confirmation mail", 3, kBookingMobile,
        "Without signing in: the link in the mail is enough, and it ends when the slot begins."},
    DemoItem{"WH-142", "Mechanic marks a stand as out of order", 2, kWorkshop,
             "Bookings on that stand are listed at once, so that somebody can call the members."},
    DemoItem{"WH-126", "Say what is wrong with the bike while booking", 5, kBooking,
             "Puncture, brakes, gears, wheel, other. The mechanic prepares tools and parts by it."},
    DemoItem{"WH-139", "Show which parts a common repair needs", 8, kParts,
             "From the list of repairs, with what is on the shelf right now."},
    DemoItem{"WH-112", "Children's workshop: book for a group", 8, kWorkshopBooking,
             "A school books four stands and two mechanics for a morning. Needs the head "
             "mechanic's yes."},
    DemoItem{
        "WH-150", "Large print and high contrast for the stand display", 2, kAccess,
        "The display hangs three metres up. Members over sixty asked for it twice this spring."},
    DemoItem{"WH-133", "Take a deposit for borrowed tools", 5, kMoney,
             "Torque wrenches walk away. Ten euros, given back when the tool is hung up again."},
    DemoItem{"WH-121", "Volunteer shifts: swap with somebody", 5, kWorkshop,
             "Two mechanics agree on a swap, the coordinator sees it and can object until the day "
             "before."},
    DemoItem{"WH-145", "Bookings in the member's own calendar", 3, kBookingMobile,
             "A private calendar address per member that can be withdrawn."},
    DemoItem{"WH-115", "Sell second-hand parts with a price tag code", 8, kPartsMoney,
             "Print a code, scan it at the till, the shelf count goes down by one."},
    DemoItem{"WH-128", "Tell a member when their ordered part is in", 3, kParts, ""},
    DemoItem{"WH-147", "Opening hours that differ on holidays", 2, kBooking,
             "Easter Monday had eleven bookings and a locked door."},
    DemoItem{"WH-136", "Delete a member's data on request", 5, kMembersPrivacy,
             "Bookings stay in the statistics without a name. Done within a day, with a note for "
             "the board."},
    DemoItem{"WH-119", "First repair course: sign up and pay", 8, kLearning,
             "Eight places on the first Thursday of each month. Half price for members."},
    DemoItem{"WH-152", "Book a cargo-bike stand that is wide enough", 3, kBooking,
             "Two of nine stands are wide enough. Today people find out when they arrive."},
    DemoItem{"WH-110", "Monthly report for the city's grant", 5, kMoney,
             "Repairs, visitors, hours given by volunteers, bikes kept out of the scrap."},
    DemoItem{"WH-124", "Sign in with a link instead of a password", 5, kMembers,
             "Half of the questions at the desk are forgotten passwords."},
    DemoItem{"WH-141", "Keep the queue at the door fair", 5, kWorkshop,
             "Walk-ins take a number at the screen and see how long it will be."},
    DemoItem{"WH-129", "Photo of the damage with the booking", 5, kBookingMobile, ""},
    DemoItem{"WH-148", "Stand display keeps working without network", 8, kQuality,
             "The cellar loses its connection whenever the tram passes."},
    DemoItem{"WH-116", "Warn when a common part runs low", 3, kParts,
             "Inner tubes 28 inch ran out on three Saturdays in April."},
    DemoItem{"WH-134", "Membership card on the phone", 3, kMembers, ""},
    DemoItem{"WH-122", "Badge for volunteers with ten shifts", 1, kWorkshop, ""},
    DemoItem{"WH-144", "Book in Polish, Turkish and Arabic", 8, kAccess,
             "The three languages most asked for at the desk after the city's own."},
    DemoItem{"WH-113", "Donate a bike: arrange the handover", 5, kNone,
             "Name, place, a photo, a time. The van driver gets a route for the week."},
    DemoItem{"WH-137", "Price list that the board can edit", 3, kMoney, ""},
    DemoItem{"WH-155", "Stop double bookings across the two locations", 5, kBooking,
             "A member can hold two open bookings at most, in both workshops together."},
    DemoItem{"WH-125", "Repair history of a bike by frame number", 8, kWorkshop,
             "Helps to see that the same wheel was trued three times."},
    DemoItem{"WH-149", "Undo at the till", 2, kMoney, "Within five minutes, with a reason."},
    DemoItem{"WH-117", "Tool library: which tool is where", 8, kWorkshop, ""},
    DemoItem{"WH-140", "Evening tariff for volunteers' own bikes", 1, kMoney, ""},
    DemoItem{"WH-127", "Ask for feedback after a repair", 3, kMembers,
             "Two taps, three days later, never twice a month."},
    DemoItem{"WH-153", "Test bookings must not reach the statistics", 2, kQuality, ""},
    DemoItem{
        "WH-111", "Safety check list before a bike leaves", 5, kWorkshop,
        "Brakes, headset, quick releases, lights. Signed by the mechanic, kept for two years."},
    DemoItem{"WH-135", "Export members for the yearly assembly", 2, kMembersPrivacy, ""},
    DemoItem{"WH-146", "Faster start page on old phones", 3, kQuality,
             "Eleven seconds on the coordinator's own phone."},
    DemoItem{"WH-120", "Backups that somebody has restored once", 3, kQuality, ""},
    DemoItem{"WH-156", "Lend e-bike chargers by the hour", 3, kNone, ""},
    DemoItem{
        "WH-157", "Partner workshops in the next town", 13, kNone,
        "They asked whether they could use the same system. Nobody has thought it through yet."},
    DemoItem{"WH-158", "Repair café once a quarter", 3, kLearning, ""},
    DemoItem{"WH-159", "Show carbon saved by repairs", 5, kNone,
             "The city's press office would like a number."},
    DemoItem{"WH-160", "Parking for trailers in the yard", 1, kNone, ""},
};

}  // namespace

std::span<const DemoItem> demo_items() { return kItems; }

}  // namespace reviewd::app
