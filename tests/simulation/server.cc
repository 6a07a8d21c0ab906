#include "simulation/server.h"

#include "simulation/failure.h"

namespace reviewd::simulation {

namespace {

constexpr std::uint32_t kAppendUsMin = 50;
constexpr std::uint32_t kAppendUsMax = 6'000;

engine::History history_of(Prng& random) {
  engine::History history;
  for (std::uint8_t& byte : history) byte = static_cast<std::uint8_t>(random.next());
  return history;
}

Entropy entropy_of(Prng& random) {
  Entropy entropy;
  for (std::uint8_t& byte : entropy) byte = static_cast<std::uint8_t>(random.next());
  return entropy;
}

}  // namespace

// The log in memory, one append after another, each taking its time. The oracle reads along.
class Server::SlowLog final : public engine::EventLog {
 public:
  SlowLog(Server& server, std::shared_ptr<store::MemoryDisk> disk)
      : server_(server), log_(std::move(disk), [&server] { return history_of(server.random_); }) {
    log_.hold(true);
  }

  Result<std::vector<ProductId>> products() override { return log_.products(); }
  Result<engine::History> create(ProductId product) override { return log_.create(product); }
  Result<Opened> open(ProductId product) override { return log_.open(product); }
  Result<void> read(ProductId product, Position from, const RecordVisitor& visit) override {
    return log_.read(product, from, visit);
  }
  std::set<ProductId> with_boxes() override { return log_.with_boxes(); }
  Result<void> keep_boxes(ProductId product, const std::set<PollId>& polls) override {
    return log_.keep_boxes(product, polls);
  }
  void append(ProductId product, Position expected, v1::Record record,
              std::vector<engine::BoxChange> boxes, AppendDone done) override {
    server_.oracle_.expect_boxes(expected, boxes);
    log_.append(product, expected, std::move(record), std::move(boxes), std::move(done));
    write_next();
  }
  void save_snapshot(ProductId product, v1::LogSnapshot snapshot) override {
    server_.oracle_.compare(snapshot);
    log_.save_snapshot(product, std::move(snapshot));
  }
  std::optional<Digest> mac(ProductId product, ParticipantId owner,
                            std::string_view bytes) override {
    return log_.mac(product, owner, bytes);
  }
  std::optional<Digest> box_mac(ProductId product, PollId poll, std::string_view bytes) override {
    return log_.box_mac(product, poll, bytes);
  }

  store::MemoryEventLog& inner() { return log_; }
  void slow(VirtualTime::Duration each, VirtualTime::Moment until) {
    each_ = each;
    slow_until_ = until;
  }

 private:
  void write_next() {
    if (writing_ || log_.waiting() == 0) return;
    writing_ = true;
    auto takes = VirtualTime::Duration(server_.random_.between(kAppendUsMin, kAppendUsMax));
    if (server_.time_.now() < slow_until_) takes += each_;
    server_.time_.after(takes, [this, alive = std::weak_ptr<bool>(alive_)] {
      if (alive.expired()) return;
      writing_ = false;
      log_.sync(1);
      server_.oracle_.read_log(log_, kProduct);
      write_next();
    });
  }
  Server& server_;
  store::MemoryEventLog log_;
  bool writing_ = false;
  VirtualTime::Duration each_{};
  VirtualTime::Moment slow_until_{};
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

Server::Server(VirtualTime& time, std::uint64_t seed, Oracle& oracle)
    : time_(time), random_(seed, 1), oracle_(oracle) {
  // Small enough for every limit that has a way round it to be met.
  constexpr std::array<std::uint32_t, 3> kTails{24, 200, 65'536};
  room_limits_.stream_events = kTails[random_.below(kTails.size())];
  room_limits_.snapshot_every_records = random_.one_in(2) ? 40 : 100'000;
  room_limits_.records_in_flight = random_.one_in(4) ? 3 : 4'096;
  room_limits_.actor_leases = random_.one_in(2) ? 2 : 16;
  log_ = std::make_unique<SlowLog>(*this, disk_);
  require(log_->create(kProduct).has_value(), "log", "cannot make a product");
}

engine::EventLog& Server::log() { return *log_; }

Server::~Server() {
  if (runner_) runner_->abandon();
}

void Server::start() {
  if (runner_) return;
  if (!log_) log_ = std::make_unique<SlowLog>(*this, disk_);
  oracle_.read_log(*log_, kProduct);
  runner_ = std::make_shared<net::RoomRunner>(
      std::make_shared<net::RoomSurroundings>(
          net::RoomSurroundings{.io = unused_,
                                .scheduler = time_,
                                .log = *log_,
                                .wall_clock = [this] { return time_.wall(); },
                                .steady_clock = [this] { return time_.wall(); },
                                .draw_entropy = [this] { return entropy_of(random_); },
                                .report = [](const std::string&) {},
                                .room_limits = room_limits_,
                                .stream_limits = {}}),
      kProduct);
  runner_->open();
}

void Server::crash(std::size_t kept) {
  if (!runner_) return;
  runner_->abandon();
  runner_.reset();
  log_->inner().crash(kept);
  log_.reset();
}

void Server::restore() {
  if (!log_) disk_->products.at(kProduct).history = history_of(random_);
}

void Server::fail_next_append(engine::AppendStatus status, bool written) {
  if (log_) log_->inner().fail_next(status, written);
}

void Server::slow_disk(VirtualTime::Duration each) {
  if (log_) log_->slow(each, time_.now() + VirtualTime::Duration(3'000'000));
}

Result<engine::CommandResult> Server::command(engine::Command command) {
  auto answer = std::make_shared<std::optional<Result<engine::CommandResult>>>();
  if (!up()) return fail(v1::ERROR_CODE_STORAGE, "there is no server");
  runner_->command(std::move(command), [answer](auto result) { *answer = std::move(result); });
  for (int i = 0; i < 1'000 && !*answer; ++i) time_.pass(VirtualTime::Duration(1'000), [] {});
  if (!*answer) return fail(v1::ERROR_CODE_STORAGE, "no answer");
  return **answer;
}

}  // namespace reviewd::simulation
