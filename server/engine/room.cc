#include "engine/room.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "base/planted.h"
#include "domain/feedback_rules.h"
#include "domain/snapshot.h"
#include "engine/mine.h"
#include "engine/room_impl.h"

namespace reviewd::engine {
namespace {

// Records re-read below a snapshot, so that clients that were there before a restart get a tail.
constexpr std::uint64_t kTailRecordsMax = 20'000;

bool lets_guests_see_more(const v1::Record& record) {
  return std::ranges::any_of(record.events(), [](const v1::Event& event) {
    return event.has_review_reopened() ||
           (event.has_review_opened() && !event.review_opened().carried().empty());
  });
}

}  // namespace

void fill_envelope(domain::Decision& decision, Seq seq, TimeMs now, ParticipantId author,
                   const v1::Operation* operation, bool sealed_actor) {
  for (v1::Event& event : decision.events) {
    seq = next(seq);
    event.set_seq(value(seq));
    event.set_time_ms(value(now));
    const bool anonymous = (event.has_feedback_given() && event.feedback_given().anonymous()) ||
                           (event.has_feedback_retracted() && sealed_actor);
    if (anonymous) continue;
    event.set_author(value(author));
    if (operation != nullptr && !sealed_actor) {
      event.set_actor(operation->actor());
      event.set_counter(operation->counter());
    }
  }
  for (v1::SealedEntry& entry : decision.sealed) entry.set_time_ms(value(now));
}

void Room::Impl::begin(Step& step, const Input& input) {
  step.now = std::max(input.now, state.time);  // now never runs backwards
  step.record.set_first_seq(value(next(state.seq)));
  step.record.set_time_ms(value(step.now));
}

// Gives the decision its envelope, applies it, and adds it to the record of this step.
void Room::Impl::commit(Step& step, domain::Decision&& decision, ParticipantId author,
                        const v1::Operation* operation) {
  const auto before = static_cast<std::uint32_t>(step.record.events_size());
  const bool sealed_actor =
      operation != nullptr && state.actors.at(ActorId{operation->actor()}).sealed;
  fill_envelope(decision, state.seq, step.now, author, operation, sealed_actor);
  apply_in_order(state, decision.events, decision.sealed);
  for (const domain::BoxBallot& ballot : decision.box) put_in_box(step, ballot);
  for (const v1::Event& event : decision.events) {
    note_box(step, event);
    note_for_views(event);
    part(step, event);
  }
  for (const v1::SealedEntry& entry : decision.sealed) {
    note_for_views(entry);
    part(step, entry);
  }
  for (v1::SealedEntry& entry : decision.sealed) {
    entry.set_after_events(before + entry.after_events());
    *step.record.add_sealed() = std::move(entry);
  }
  for (v1::Event& event : decision.events) *step.record.add_events() = std::move(event);
}

// Time has its say before anybody else does (decision 4 of docs/ARCHITECTURE.md).
void Room::Impl::sequence_due(Step& step) {
  for (const PollId poll : std::exchange(lost_boxes, {}))
    commit(step, domain::void_poll_without_key(poll), ParticipantId{}, nullptr);
  while (auto due = domain::decide_due(state, step.now)) {
    commit(step, *std::move(due), ParticipantId{}, nullptr);
  }
}

void Room::Impl::send(Step& step, ConnectionId connection, v1::ServerFrame frame) {
  step.after.emplace_back(
      SendFrame{.connection = connection, .after = state.seq, .frame = std::move(frame)});
}

void Room::Impl::finish(Step& step, std::vector<Effect>& effects) {
  for (const ParticipantId participant : std::exchange(views.mine_changed, {}))
    send_mine_to_all_tabs(step, participant);
  const bool writes =
      step.record.events_size() + step.record.sealed_size() + step.record.outcomes_size() > 0;
  if (!writes) {
    if (held.empty()) {
      std::ranges::move(step.after, std::back_inserter(effects));
    } else {  // decided after a record that is not durable yet: waits for it
      std::ranges::move(step.after, std::back_inserter(held.back().effects));
    }
    return;
  }
  position = next(position);
  step.record.set_position(value(position));
  Held& hold = held.emplace_back();
  hold.position = position;
  hold.operations = std::move(step.operations);
  if (step.record.events_size() > 0) {
    for (const v1::Event& event : step.record.events()) tail.add(event);
    if (lets_guests_see_more(step.record)) start_guests_over(step);
    hold.effects.emplace_back(
        PublishEvents{.events = {step.record.events().begin(), step.record.events().end()},
                      .floor = tail.floor()});
  }
  std::ranges::move(step.after, std::back_inserter(hold.effects));
  effects.emplace_back(AppendRecord{std::move(step.record), std::move(step.boxes)});
  if (base::planted(base::Defect::kShowBeforeAppend))
    std::ranges::move(std::exchange(hold.effects, {}), std::back_inserter(effects));
  if (++records_since_snapshot >= limits.snapshot_every_records) {
    records_since_snapshot = 0;
    hold.effects.emplace_back(SaveSnapshot{make_snapshot()});
  }
}

void Room::Impl::on_append_done(const AppendDone& done, std::vector<Effect>& effects) {
  REVIEWD_ASSERT(!held.empty() && held.front().position == done.position);
  if (done.status != AppendStatus::kAppended) {
    failed = true;
    const char* why = done.status == AppendStatus::kFenced
                          ? "another server has written to this product's log"
                          : "the log could not be written";
    effects.emplace_back(RoomFailed{why});
    return;
  }
  for (const auto& [id, operations] : held.front().operations) {
    const auto connection = connections.find(id);
    if (connection != connections.end()) connection->second.in_flight -= operations;
  }
  std::ranges::move(held.front().effects, std::back_inserter(effects));
  held.pop_front();
}

v1::LogSnapshot Room::Impl::make_snapshot() const {
  v1::LogSnapshot snapshot;
  snapshot.set_history(as_bytes(history).data(), history.size());
  snapshot.set_position(value(position));
  snapshot.set_seq(value(state.seq));
  snapshot.set_time_ms(value(state.time));
  domain::save(state, snapshot.mutable_state());
  outcomes.save(snapshot.mutable_outcomes());
  return snapshot;
}

Result<void> Room::Impl::apply_record(const v1::Record& record) {
  if (record.first_seq() != value(next(state.seq))) {
    return fail(v1::ERROR_CODE_STORAGE, "record " + std::to_string(record.position()) +
                                            " begins at event " +
                                            std::to_string(record.first_seq()) + " where " +
                                            std::to_string(value(next(state.seq))) + " was due");
  }
  apply_in_order(state, record.events(), record.sealed());
  for (const v1::OutcomeEntry& entry : record.outcomes()) outcomes.add(entry);
  for (const v1::SealedEntry& entry : record.sealed()) {
    if (!entry.has_actors_ended()) continue;
    outcomes.end(ActorId{entry.actors_ended().open_actor()});
    outcomes.end(ActorId{entry.actors_ended().sealed_actor()});
  }
  position = static_cast<Position>(record.position());
  return {};
}

Result<void> Room::Impl::replay(const EventLog::Opened& opened) {
  history = opened.history;
  if (opened.snapshot) {
    state = domain::load(opened.snapshot->state());
    outcomes.load(opened.snapshot->outcomes());
    position = static_cast<Position>(opened.snapshot->position());
  }
  const std::uint64_t known = value(position);
  const std::uint64_t first = known > kTailRecordsMax ? known - kTailRecordsMax + 1 : 1;
  Result<void> result;
  std::deque<v1::Event> events;
  Seq guests_over_at{};
  const auto read = log.read(product, static_cast<Position>(first), [&](v1::Record&& record) {
    if (record.position() > known) {
      result = apply_record(record);
      if (!result) return false;
      ++records_since_snapshot;
    }
    if (lets_guests_see_more(record))
      guests_over_at = static_cast<Seq>(record.first_seq() +
                                        static_cast<std::uint64_t>(record.events_size()) - 1);
    for (v1::Event& event : *record.mutable_events()) events.push_back(std::move(event));
    while (events.size() > limits.stream_events) events.pop_front();
    return true;
  });
  if (!read) return std::unexpected(read.error());
  if (!result) return result;
  if (auto taken = take_up_boxes(opened.boxes); !taken) return taken;
  tail = TailWindow(static_cast<Seq>(value(state.seq) - events.size()), limits.stream_events,
                    limits.stream_bytes);
  for (const v1::Event& event : events) tail.add(event);
  if (guests_over_at != Seq{}) tail.guests_start_over(guests_over_at);
  for (const auto& [id, feedback] : state.feedback) {
    if (!feedback.upvotes.empty() || !feedback.merged.empty())
      views.upvotes[id] = static_cast<std::uint32_t>(domain::upvotes_of(state, id));
  }
  views.held = held_frame(state);
  opening_events.assign(std::make_move_iterator(events.begin()),
                        std::make_move_iterator(events.end()));
  return {};
}

Room::Room(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Room::~Room() = default;

Result<std::unique_ptr<Room>> Room::open(ProductId product, EventLog& log,
                                         const EventLog::Opened& opened, const RoomLimits& limits) {
  auto impl = std::make_unique<Impl>(product, log, limits, Seq{});
  if (auto replayed = impl->replay(opened); !replayed) return std::unexpected(replayed.error());
  return std::unique_ptr<Room>(new Room(std::move(impl)));
}

void Room::step(const Input& input, std::vector<Effect>& effects) {
  Impl& room = *impl_;
  if (room.failed) return;
  if (const auto* done = std::get_if<AppendDone>(&input.body))
    return room.on_append_done(*done, effects);
  Impl::Step step{.draw = domain::Draw(input.entropy)};
  room.begin(step, input);
  room.sequence_due(step);
  if (const auto* connected = std::get_if<Connected>(&input.body))
    room.on_connected(step, *connected);
  if (const auto* gone = std::get_if<Disconnected>(&input.body))
    room.on_disconnected(gone->connection);
  if (const auto* frame = std::get_if<FrameReceived>(&input.body)) room.on_frame(step, *frame);
  if (const auto* command = std::get_if<CommandReceived>(&input.body))
    room.on_command(step, *command);
  if (std::holds_alternative<Tick>(input.body)) room.on_tick(step);
  room.finish(step, effects);
}

Room::StreamStart Room::stream_start() const {
  return {
      .head = impl_->tail.head(), .events = impl_->opening_events, .floor = impl_->tail.floor()};
}

Result<ParticipantId> Room::authenticate(std::string_view handle, const Digest& token_hash,
                                         TimeMs now, SessionUse use) const {
  return impl_->authenticate(handle, token_hash, now, use);
}

std::optional<v1::LogSnapshot> Room::log_snapshot() const {
  if (!impl_->held.empty() || impl_->failed) return std::nullopt;
  return impl_->make_snapshot();
}

ProductId Room::product() const { return impl_->product; }
History Room::history() const { return impl_->history; }

}  // namespace reviewd::engine
