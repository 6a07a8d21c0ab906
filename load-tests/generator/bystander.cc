#include "generator/bystander.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "sdk/connection.h"

namespace reviewd::load {

namespace asio = boost::asio;

namespace {

constexpr auto kPatience = std::chrono::seconds(30);

}  // namespace

struct Bystander::Worker final : public sdk::Follower {
  Worker(sdk::Endpoint endpoint, const Person& owner)
      : connection(context,
                   {.endpoint = std::move(endpoint),
                    .product = owner.product,
                    .handle = owner.handle,
                    .token = owner.token,
                    .reconnect = false},
                   *this) {}

  void on_caught_up(Seq /*seq*/) override {
    const std::scoped_lock lock(mutex);
    here = true;
    changed.notify_all();
  }
  void on_event(const v1::Event& event) override {
    if (!event.has_poll_closed()) return;
    const std::scoped_lock lock(mutex);
    tally = event.poll_closed().tally();
  }
  void on_outcome(const sdk::Settled& settled) override {
    const std::scoped_lock lock(mutex);
    answer = settled;
    answered_at = now_ns();
    changed.notify_all();
  }
  void on_end(const std::optional<Error>& error) override {
    const std::scoped_lock lock(mutex);
    ended = error.value_or(Error{.text = "the connection ended"});
    changed.notify_all();
  }

  // The mutex guards what is below it; everything above belongs to the thread.
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work = asio::make_work_guard(context);
  sdk::Connection connection;
  std::thread thread;

  mutable std::mutex mutex;
  std::condition_variable changed;
  bool here = false;
  std::optional<sdk::Settled> answer;
  std::optional<Error> ended;
  std::optional<v1::Tally> tally;
  Nanoseconds asked_at = 0;
  Nanoseconds answered_at = 0;
};

Bystander::Bystander(sdk::Endpoint endpoint, Person owner)
    : worker_(std::make_unique<Worker>(std::move(endpoint), owner)) {
  worker_->connection.start();
  worker_->thread = std::thread([worker = worker_.get()] { worker->context.run(); });
}

Bystander::~Bystander() {
  worker_->context.stop();
  worker_->thread.join();
}

Result<void> Bystander::connect() {
  std::unique_lock lock(worker_->mutex);
  worker_->changed.wait_for(lock, kPatience, [&] { return worker_->here || worker_->ended; });
  if (worker_->ended) return std::unexpected(*worker_->ended);
  if (!worker_->here) return fail(v1::ERROR_CODE_UNSPECIFIED, "the bystander was not let in");
  return {};
}

Result<v1::Id> Bystander::ask(v1::Operation operation) {
  Worker& worker = *worker_;
  std::unique_lock lock(worker.mutex);
  worker.answer.reset();
  worker.asked_at = now_ns();
  asio::post(worker.context, [&worker, operation = std::move(operation)]() mutable {
    if (const auto sent = worker.connection.submit(std::move(operation)); !sent)
      worker.on_end(sent.error());
  });
  worker.changed.wait_for(lock, kPatience, [&] { return worker.answer || worker.ended; });
  if (worker.ended) {
    return fail(v1::ERROR_CODE_UNSPECIFIED, "the bystander was lost: " + worker.ended->text);
  }
  if (!worker.answer) return fail(v1::ERROR_CODE_UNSPECIFIED, "the bystander got no answer");
  const v1::Outcome& outcome = worker.answer->outcome;
  if (outcome.kind() != v1::OUTCOME_KIND_APPLIED) {
    return fail(outcome.error().code(), "the bystander was refused: " + outcome.error().text());
  }
  v1::Id made;
  made.set_actor(worker.answer->id.actor);
  made.set_counter(worker.answer->id.counter);
  return made;
}

Nanoseconds Bystander::took() const {
  const std::scoped_lock lock(worker_->mutex);
  return worker_->answered_at - worker_->asked_at;
}

std::optional<v1::Tally> Bystander::tally() const {
  const std::scoped_lock lock(worker_->mutex);
  return worker_->tally;
}

}  // namespace reviewd::load
