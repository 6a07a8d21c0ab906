#include "store/sample_records.h"

#include <gtest/gtest.h>

#include <future>

namespace reviewd::store {

void set_text(v1::Text* text, std::string_view plain, std::uint32_t owner) {
  const Digest drawn = sha256({"salt", plain, std::to_string(owner)});
  text->set_plain(std::string(plain));
  text->set_salt(std::string(as_bytes(drawn).substr(0, 16)));
  text->set_owner(owner);
  const Digest hash = sha256({text->salt(), text->plain()});
  text->set_hash(std::string(as_bytes(hash)));
}

v1::Record RecordMaker::start() {
  position_ = reviewd::next(position_);
  v1::Record record;
  record.set_position(value(position_));
  record.set_first_seq(value(seq_) + 1);
  record.set_time_ms(1'700'000'000'000);
  return record;
}

v1::Record RecordMaker::next(const std::string& tag, ParticipantId author) {
  v1::Record record = start();
  v1::Event* item = record.add_events();
  item->set_seq(value(seq_) + 1);
  item->set_author(value(author));
  v1::AddedItem* added = item->mutable_items_added()->add_items();
  set_text(added->mutable_title(), "item " + tag, 0);
  set_text(added->add_labels(), "label", 0);
  v1::Event* feedback = record.add_events();
  feedback->set_seq(value(seq_) + 2);
  feedback->set_author(value(author));
  set_text(feedback->mutable_feedback_given()->mutable_text(), tag, value(author));
  seq_ = Seq{value(seq_) + 2};

  v1::SealedEntry* sealed = record.add_sealed();
  sealed->set_after_events(1);
  sealed->mutable_hidden_ballot()->set_voter(value(author));
  sealed->mutable_hidden_ballot()->set_selection(v1::CONSENT_YES);
  v1::OutcomeEntry* outcome = record.add_outcomes();
  outcome->set_after_events(2);
  outcome->set_actor(5);
  outcome->set_counter(static_cast<std::uint32_t>(value(position_)));
  outcome->set_mac(std::string(32, 'm'));
  outcome->mutable_outcome()->set_kind(v1::OUTCOME_KIND_APPLIED);
  return record;
}

v1::Record RecordMaker::next_without_events(std::uint32_t counter) {
  v1::Record record = start();
  record.add_sealed()->mutable_actors_leased()->set_open_actor(counter);
  record.add_outcomes()->set_counter(counter);
  return record;
}

engine::AppendStatus append_now(engine::EventLog& log, ProductId product, v1::Record record,
                                std::vector<engine::BoxChange> boxes) {
  std::promise<engine::AppendStatus> answer;
  const Position expected{record.position()};
  log.append(product, expected, std::move(record), std::move(boxes),
             [&answer](engine::AppendStatus status) { answer.set_value(status); });
  return answer.get_future().get();
}

Result<std::vector<v1::Record>> read_all(engine::EventLog& log, ProductId product, Position from) {
  std::vector<v1::Record> records;
  const auto read = log.read(product, from, [&](v1::Record&& record) {
    records.push_back(std::move(record));
    return true;
  });
  if (!read) return std::unexpected(read.error());
  return records;
}

std::vector<std::string> read_tags(engine::EventLog& log, ProductId product, Position from) {
  const auto records = read_all(log, product, from);
  EXPECT_TRUE(records.has_value()) << (records ? "" : records.error().text);
  std::vector<std::string> tags;
  if (!records) return tags;
  for (const v1::Record& record : *records) {
    for (const v1::Event& event : record.events()) {
      if (event.has_feedback_given()) tags.push_back(event.feedback_given().text().plain());
    }
  }
  return tags;
}

}  // namespace reviewd::store
