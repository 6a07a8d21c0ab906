#include "cli/event_line.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <string_view>

namespace reviewd::cli {

namespace {

std::string name(const v1::Id& id) {
  return std::to_string(id.actor()) + "." + std::to_string(id.counter()) + "." +
         std::to_string(id.k());
}

std::string shown(const v1::Text& text) {
  if (text.erased()) return "(erased)";
  std::string out = "\"";
  unsigned char before = 0;
  for (const char c : text.plain()) {
    const auto byte = static_cast<unsigned char>(c);
    if (out.size() > kShownBytes && (byte & 0xc0) != 0x80) {  // never inside a character
      out += "..";
      break;
    }
    const bool c1 =
        before == 0xc2 && byte >= 0x80 && byte < 0xa0;  // the second set of control characters
    if (c1) {
      out.back() = ' ';
    } else {
      out += byte < 0x20 || byte == 0x7f ? ' ' : c;
    }
    before = byte;
  }
  return out + "\"";
}

std::string time_of(const v1::Event& event) {
  const std::time_t seconds = event.time_ms() / 1000;
  std::tm parts{};
  std::array<char, 40> text{};
  gmtime_r(&seconds, &parts);
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts);
  std::string ms = std::to_string(event.time_ms() % 1000);
  return std::string(text.data(), length) + "." +
         std::string(3 - std::min<std::size_t>(3, ms.size()), '0') + ms + "Z";
}

std::string counted(int n, std::string_view what) {
  return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s");
}

std::string beside(bool has_left, const v1::Id& left) {
  const bool top = !has_left || (left.actor() == 0 && left.counter() == 0 && left.k() == 0);
  return top ? " at the top" : " right of slot " + name(left);
}

// What became of the order as a whole, and of items in it.
std::string order_words(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kItemSplit:
      return "split " + name(event.item_split().item()) + ", the other part is " +
             shown(event.item_split().second().title());
    case v1::Event::kItemMerged:
      return "merged " + name(event.item_merged().item()) + " into " +
             name(event.item_merged().into());
    case v1::Event::kItemsSorted:
      return "sorted " + counted(event.items_sorted().items_size(), "item");
    case v1::Event::kItemsReturned: {
      const auto& returned = event.items_returned();
      return std::string(returned.redo() ? "did again" : "took back") + " operation " +
             std::to_string(returned.of_actor()) + "." + std::to_string(returned.of_counter()) +
             " for " + counted(returned.items_size(), "item");
    }
    case v1::Event::kOrderProposed:
      return "proposed " + counted(event.order_proposed().moves_size(), "move") + ": " +
             shown(event.order_proposed().comment());
    case v1::Event::kProposalApplied:
      return "applied the proposal " + name(event.proposal_applied().proposal());
    case v1::Event::kProposalRejected:
      return "rejected the proposal " + name(event.proposal_rejected().proposal());
    default:
      return event.stale_policy_set().policy() == v1::STALE_POLICY_APPLY
                 ? "had offline changes applied"
                 : "had offline changes yield";
  }
}

std::string item_words(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kItemsAdded: {
      const auto& added = event.items_added();
      std::string words = "added " + counted(added.items_size(), "item");
      if (added.items_size() > 0) words += ", first " + shown(added.items(0).title());
      return words + beside(added.has_left(), added.left());
    }
    case v1::Event::kItemsMoved: {
      const auto& moved = event.items_moved();
      std::string words = "moved";
      constexpr int kNamed = 5;
      for (int i = 0; i < moved.items_size() && i < kNamed; ++i)
        words += " " + name(moved.items(i).item());
      if (moved.items_size() > kNamed)
        words += " and " + std::to_string(moved.items_size() - kNamed) + " more";
      return words + beside(moved.has_left(), moved.left());
    }
    case v1::Event::kItemEdited: {
      const auto& edited = event.item_edited();
      const std::string value = edited.field() == v1::ITEM_FIELD_ESTIMATE
                                    ? std::to_string(edited.number())
                                    : shown(edited.text());
      return "edited " + name(edited.item()) + ": " +
             v1::ItemField_Name(edited.field()).substr(11) +
             (edited.remove() ? " without " : " = ") + value;
    }
    case v1::Event::kItemArchived: return "archived " + name(event.item_archived().item());
    default: return "restored " + name(event.item_restored().item());
  }
}

std::string person(std::uint32_t participant) { return "p" + std::to_string(participant); }

std::string people_words(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kProductCreated:
      return "created the product " + shown(event.product_created().name());
    case v1::Event::kParticipantJoined:
      return person(event.participant_joined().participant()) +
             " joined: " + shown(event.participant_joined().name()) + " as " +
             v1::Role_Name(event.participant_joined().role()).substr(5);
    case v1::Event::kInviteCreated:
      return "made an invite for " + v1::Role_Name(event.invite_created().role()).substr(5);
    case v1::Event::kInviteRevoked: return "revoked an invite";
    case v1::Event::kParticipantRemoved:
      return "removed " + person(event.participant_removed().participant());
    case v1::Event::kParticipantMuted:
      return (event.participant_muted().muted() ? "muted " : "unmuted ") +
             person(event.participant_muted().participant());
    case v1::Event::kRoleChanged:
      return "made " + person(event.role_changed().participant()) + " " +
             v1::Role_Name(event.role_changed().role()).substr(5);
    case v1::Event::kProductOwnerChanged:
      return "handed the product over to " + person(event.product_owner_changed().to());
    case v1::Event::kAccessRestored:
      return "the administrator let " + person(event.access_restored().participant()) + " back in";
    default: return "did something that this version does not know";
  }
}

std::string meeting_words(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kReviewPlanned:
      return "planned the review " + shown(event.review_planned().title());
    case v1::Event::kReviewOpened: return "opened the review";
    case v1::Event::kReviewClosed: return "closed the review";
    case v1::Event::kIncrementAdded:
      return "added the increment " + shown(event.increment_added().title());
    case v1::Event::kIncrementAssessed:
      return "assessed an increment: " +
             v1::Assessment_Name(event.increment_assessed().assessment()).substr(11);
    case v1::Event::kPollOpened:
      return "opened the poll " + shown(event.poll_opened().question()) + " for " +
             counted(event.poll_opened().electorate_size(), "voter");
    case v1::Event::kPollClosed:
      return event.poll_closed().by_deadline() ? "a poll closed: its time was up" : "closed a poll";
    case v1::Event::kPollRevealed: return "revealed a poll";
    case v1::Event::kBallotCast: return "voted";
    case v1::Event::kFeedbackGiven: return "gave feedback " + shown(event.feedback_given().text());
    case v1::Event::kFeedbackRetracted: return "took feedback back";
    case v1::Event::kDefinitionOfDoneSet:
      return "set the Definition of Done: " +
             counted(event.definition_of_done_set().checks_size(), "check");
    case v1::Event::kIncrementChecked:
      return std::string(event.increment_checked().met() ? "checked " : "unchecked ") +
             (event.increment_checked().list() == v1::CHECK_LIST_DEFINITION_OF_DONE
                  ? "the Definition of Done"
                  : "a criterion") +
             " of an increment";
    default: return people_words(event);
  }
}

bool about_items(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kItemsAdded:
    case v1::Event::kItemsMoved:
    case v1::Event::kItemEdited:
    case v1::Event::kItemArchived:
    case v1::Event::kItemRestored: return true;
    default: return false;
  }
}

bool about_order(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kItemSplit:
    case v1::Event::kItemMerged:
    case v1::Event::kItemsSorted:
    case v1::Event::kItemsReturned:
    case v1::Event::kOrderProposed:
    case v1::Event::kProposalApplied:
    case v1::Event::kProposalRejected:
    case v1::Event::kStalePolicySet: return true;
    default: return false;
  }
}

}  // namespace

std::string to_line(const v1::Event& event) {
  std::string line = std::to_string(event.seq()) + "  " + time_of(event) + "  p" +
                     std::to_string(event.author()) + "  ";
  line += about_items(event)   ? item_words(event)
          : about_order(event) ? order_words(event)
                               : meeting_words(event);
  if (event.has_reason() && !event.reason().plain().empty())
    line += "  because " + shown(event.reason());
  return line;
}

}  // namespace reviewd::cli
