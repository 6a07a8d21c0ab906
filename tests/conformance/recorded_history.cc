#include "conformance/recorded_history.h"

namespace reviewd::domain {
namespace {

std::string name(const naive::Id& id) {
  return std::to_string(id[0]) + "." + std::to_string(id[1]) + "." + std::to_string(id[2]);
}

}  // namespace

std::uint32_t digest_of(const std::string& text) {
  std::uint32_t hash = 2166136261U;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
  return hash;
}

std::uint32_t RecordedHistory::digest_of_slots(const naive::Model& model) {
  std::string text;
  for (const naive::Slot& slot : model.slots()) {
    const bool live = model.slot_of(slot.item) == slot.id && !model.alias(slot.item);
    text += name(slot.id) + "<" + name(slot.anchor) + (live ? "=" + name(slot.item) : "") + " ";
  }
  return digest_of(text);
}

std::uint32_t RecordedHistory::digest_of_rows(const naive::Model& model) {
  std::string text;
  for (const naive::Id& item : model.items())
    text += name(item) + (model.archived(item) ? "!" : "") + " ";
  return digest_of(text);
}

void RecordedHistory::on_made(const Person& person) {
  if (person.actor != actor()) return;
  std::uint64_t base = 0;
  ClientStep& step = steps_.emplace_back();
  step.made = to_proto(person.in_flight.back());
  step.predicted = digest_of_rows(view(person, base));
}

void RecordedHistory::on_seen(const Person& person, std::size_t before) {
  if (person.actor != actor()) return;
  const naive::Model server = decided(person.seen);
  std::uint64_t base = 0;
  ClientStep& step = steps_.emplace_back();
  step.seq = server.seq() + kSeqBefore;
  for (std::size_t i = before; i < person.seen; ++i) {
    if (history()[i].actor == actor()) step.settled.push_back(history()[i].counter);
  }
  step.confirmed = digest_of_slots(server);
  step.predicted = digest_of_rows(view(person, base));
}

}  // namespace reviewd::domain
