#include "domain/poll_form.h"

namespace reviewd::domain {

Poll poll_from(const v1::PollOpened& opened, const State& state) {
  const IncrementId increment = IncrementId::from(opened.increment());
  Poll poll{.review = increment.none() ? ReviewId::from(opened.review())
                                       : state.increments.at(increment).review,
            .increment = increment,
            .question = Text::from(opened.question()),
            .kind = opened.kind(),
            .secrecy = opened.secrecy(),
            .results = opened.results(),
            .deadline = static_cast<TimeMs>(opened.deadline_ms()),
            .dots = opened.dots(),
            .dots_per_option = opened.dots_per_option(),
            .quorum = opened.quorum(),
            .again = PollId::from(opened.again())};
  for (const std::uint32_t voter : opened.electorate())
    poll.electorate.insert(ParticipantId{voter});
  for (const int role : opened.roles()) poll.roles.insert(static_cast<v1::Role>(role));
  for (const v1::Id& group : opened.groups()) poll.groups.insert(GroupId::from(group));
  for (const v1::PollOption& option : opened.options()) {
    PollOption& row = poll.options.emplace_back();
    row.item = ItemId::from(option.item());
    if (row.item.none()) row.text = Text::from(option.text());
  }
  return poll;
}

void poll_to(PollId id, const Poll& poll, v1::PollOpened* out) {
  id.to(out->mutable_poll());
  if (poll.increment.none()) {
    poll.review.to(out->mutable_review());
  } else {
    poll.increment.to(out->mutable_increment());
  }
  poll.question.to(out->mutable_question());
  out->set_kind(poll.kind);
  out->set_secrecy(poll.secrecy);
  out->set_results(poll.results);
  for (const ParticipantId voter : poll.electorate) out->add_electorate(value(voter));
  out->set_deadline_ms(value(poll.deadline));
  for (const PollOption& option : poll.options) {
    v1::PollOption& row = *out->add_options();
    if (option.item.none()) {
      option.text.to(row.mutable_text());
    } else {
      option.item.to(row.mutable_item());
    }
  }
  out->set_dots(poll.dots);
  out->set_dots_per_option(poll.dots_per_option);
  out->set_quorum(poll.quorum);
  for (const v1::Role role : poll.roles) out->add_roles(role);
  for (const GroupId group : poll.groups) group.to(out->add_groups());
  if (!poll.again.none()) poll.again.to(out->mutable_again());
}

void ballots_to(const Poll& poll, google::protobuf::RepeatedPtrField<v1::Ballot>* out) {
  for (const auto& [voter, selection] : poll.ballots) {
    v1::Ballot& ballot = *out->Add();
    ballot.set_voter(value(voter));
    put_selection(poll.kind, selection, &ballot);
  }
}

void ballots_from(const google::protobuf::RepeatedPtrField<v1::Ballot>& in, Poll& poll) {
  for (const v1::Ballot& ballot : in)
    poll.ballots[ParticipantId{ballot.voter()}] = get_selection(poll.kind, ballot);
}

}  // namespace reviewd::domain
