#include "generator/mover.h"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <random>
#include <thread>

#include "sdk/connection.h"
#include "sdk/replica.h"
#include "sdk/rows.h"

namespace reviewd::load {

namespace asio = boost::asio;

struct Mover::Worker final : public sdk::Follower {
  Worker(sdk::Endpoint endpoint, const Person& owner, std::uint64_t seed)
      : connection(context,
                   {.endpoint = std::move(endpoint),
                    .product = owner.product,
                    .handle = owner.handle,
                    .token = owner.token,
                    .reconnect = false},
                   *this),
        timer(context),
        random(seed) {}

  void on_snapshot(const sdk::RowSnapshot& snapshot) override {
    if (const auto loaded = replica.load(snapshot); !loaded) end(loaded.error().text);
  }
  void on_event(const v1::Event& event) override {
    if (const auto applied = replica.apply(event); !applied) end(applied.error().text);
    if (event.actor() != actor || actor == 0) return;
    const std::size_t k = event.counter() - first_counter;
    if (event.counter() >= first_counter && k < run.seq.size()) run.seq[k] = event.seq();
    seq_now = event.seq();
  }
  void on_redacted(Seq /*from*/, Seq to) override { replica.skip(to); }
  void on_caught_up(Seq seq) override {
    items = sdk::rows(replica.confirmed(), v1::ZONE_ORDERED);
    if (items.size() < 2) return end("the backlog has nothing to move");
    seq_now = value(seq);
    ready = true;
  }
  void on_outcome(const sdk::Settled& settled) override {
    const std::size_t k = settled.id.counter - first_counter;
    if (settled.outcome.kind() == v1::OUTCOME_KIND_REJECTED) {
      if (run.refused++ == 0) run.first_refusal = settled.outcome.error().text();
    } else {
      run.acknowledged.push_back(settled.id);
    }
    if (k < run.due.size()) run.ack.add(now_ns() - run.due[k]);
    if (++answered == planned) done = true;
  }
  void on_end(const std::optional<Error>& error) override {
    end(error ? error->text : "the connection ended");
  }

  void end(std::string why) {
    if (run.problem.empty()) run.problem = std::move(why);
    ended = true;
  }

  void begin(double rate, double seconds);
  void send_due();
  v1::Operation random_move();

  asio::io_context context{1};
  sdk::Connection connection;
  asio::steady_timer timer;
  std::mt19937_64 random;
  sdk::Replica replica;
  std::vector<ItemId> items;
  std::thread thread;
  std::atomic<bool> ready{false};
  std::atomic<bool> done{false};
  std::atomic<bool> ended{false};
  std::atomic<std::uint64_t> seq_now{0};

  MoverResult run;
  std::uint32_t actor = 0;
  std::uint32_t first_counter = 0;
  std::size_t planned = 0;
  std::size_t sent = 0;
  std::size_t answered = 0;
  Nanoseconds start_ns = 0;
  double interval_ns = 0;
};

void Mover::Worker::begin(double rate, double seconds) {
  run = MoverResult();
  run.seq_before = value(connection.seq());
  planned = static_cast<std::size_t>(rate * seconds);
  sent = 0;
  answered = 0;
  first_counter = 0;
  interval_ns = static_cast<double>(kSecond) / rate;
  start_ns = now_ns() + 10 * kMillisecond;
  run.due.reserve(planned);
  run.seq.reserve(planned);
  send_due();
}

// Sends everything that is due and sleeps until the next one is.
void Mover::Worker::send_due() {
  for (;;) {
    if (sent == planned || ended) return;
    const Nanoseconds due =
        start_ns + static_cast<Nanoseconds>(static_cast<double>(sent) * interval_ns);
    const Nanoseconds now = now_ns();
    if (now < due) {
      timer.expires_after(std::chrono::nanoseconds(due - now));
      timer.async_wait([this](boost::system::error_code error) {
        if (!error) send_due();
      });
      return;
    }
    run.due.push_back(due);
    run.seq.push_back(0);
    run.lateness.add(now - due);
    const auto id = connection.submit(random_move());
    if (!id) return end(id.error().text);
    if (sent++ == 0) {
      actor = id->actor;
      first_counter = id->counter;
    }
  }
}

// Any item, directly below any other: neither end of the list is special.
v1::Operation Mover::Worker::random_move() {
  const ItemId item = items[random() % items.size()];
  ItemId below = items[random() % items.size()];
  while (below == item && items.size() > 1) below = items[random() % items.size()];
  v1::Operation operation;
  item.to(operation.mutable_move_items()->add_items());
  *operation.mutable_move_items()->mutable_place()->mutable_gap() =
      sdk::gap_below(replica.confirmed(), below);
  return operation;
}

Mover::Mover(sdk::Endpoint endpoint, Person owner, std::uint64_t seed)
    : worker_(std::make_unique<Worker>(std::move(endpoint), owner, seed)) {}

Mover::~Mover() {
  asio::post(worker_->context, [this] { worker_->connection.stop(); });
  if (worker_->thread.joinable()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    worker_->context.stop();
    worker_->thread.join();
  }
}

bool Mover::connect(Nanoseconds patience) {
  worker_->connection.start();
  worker_->thread = std::thread([this] {
    const auto work = asio::make_work_guard(worker_->context);
    worker_->context.run();
  });
  const Nanoseconds until = now_ns() + patience;
  while (!worker_->ready && !worker_->ended && now_ns() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return worker_->ready && !worker_->ended;
}

void Mover::start(double operations_per_second, double seconds) {
  worker_->done = false;
  asio::post(worker_->context, [this, operations_per_second, seconds] {
    worker_->begin(operations_per_second, seconds);
  });
}

bool Mover::finished() const { return worker_->done || worker_->ended; }

std::uint64_t Mover::last_seq() const { return worker_->seq_now; }

MoverResult Mover::result() {
  std::promise<MoverResult> promise;
  auto future = promise.get_future();
  asio::post(worker_->context, [this, &promise] { promise.set_value(worker_->run); });
  return future.get();
}

std::string Mover::problem() const {
  return worker_->ended ? "the publisher: " + const_cast<Mover*>(this)->result().problem
                        : std::string();
}

}  // namespace reviewd::load
