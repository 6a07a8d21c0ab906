// How fast the log on disk takes records and gives them back. Not a test: it reports, nothing else.
//
//   build/release/tests/log_benchmark [--benchmark_filter=...]
//
// REVIEWD_BENCH_DIR names the disk to measure; the temporary folder otherwise (not memory: the sync
// is what this is about).

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <future>
#include <stdexcept>

#include "store/rocks_event_log.h"
#include "store/sample_records.h"

namespace reviewd::store {
namespace {

namespace fs = std::filesystem;

class BenchFolder {
 public:
  BenchFolder() {
    const char* named = std::getenv("REVIEWD_BENCH_DIR");
    path_ =
        (named != nullptr ? fs::path(named) : fs::temp_directory_path()) / "reviewd-log-benchmark";
    fs::remove_all(path_);
  }
  ~BenchFolder() { fs::remove_all(path_); }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

std::unique_ptr<RocksEventLog> open_log(const BenchFolder& folder) {
  auto log = RocksEventLog::open({.path = folder.path()});
  if (!log) throw std::runtime_error(log.error().text);
  return std::move(*log);
}

// A record with one event: a feedback of a hundred characters.
v1::Record small_record(std::uint64_t position) {
  static const std::string kSaid(100, 'x');
  v1::Record record;
  record.set_position(position);
  record.set_first_seq(position);
  v1::Event* event = record.add_events();
  event->set_seq(position);
  set_text(event->mutable_feedback_given()->mutable_text(), kSaid, 1);
  return record;
}

// A burst of appends in flight together, then the wait for all: what a room does under load. Making
// the records is not measured, sealing them on the caller's thread is.
void append_bursts(benchmark::State& state) {
  const BenchFolder folder;
  const auto log = open_log(folder);
  static_cast<void>(log->create(kProduct));
  static_cast<void>(log->open(kProduct));
  const auto burst = static_cast<std::uint64_t>(state.range(0));
  std::uint64_t position = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<v1::Record> records;
    for (std::uint64_t i = 0; i < burst; ++i) records.push_back(small_record(position + i + 1));
    state.ResumeTiming();
    std::promise<engine::AppendStatus> last;
    for (v1::Record& record : records) {
      const bool is_last = ++position % burst == 0;
      log->append(kProduct, Position{position}, std::move(record),
                  [&last, is_last](engine::AppendStatus status) {
                    if (is_last) last.set_value(status);
                  });
    }
    if (last.get_future().get() != engine::AppendStatus::kAppended)
      state.SkipWithError("not appended");
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(position));
}
BENCHMARK(append_bursts)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->UseRealTime();

// One record of many events, as a room makes it when much arrives at once.
void append_records_of(benchmark::State& state) {
  const BenchFolder folder;
  const auto log = open_log(folder);
  static_cast<void>(log->create(kProduct));
  static_cast<void>(log->open(kProduct));
  const auto events = static_cast<std::uint64_t>(state.range(0));
  std::uint64_t position = 0;
  std::uint64_t seq = 0;
  for (auto _ : state) {
    state.PauseTiming();
    v1::Record record = small_record(seq + 1);
    record.set_position(++position);
    for (std::uint64_t i = 1; i < events; ++i) {
      *record.add_events() = record.events(0);
      record.mutable_events(static_cast<int>(i))->set_seq(seq + i + 1);
    }
    seq += events;
    state.ResumeTiming();
    if (append_now(*log, kProduct, std::move(record)) != engine::AppendStatus::kAppended) {
      state.SkipWithError("not appended");
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(seq));
}
BENCHMARK(append_records_of)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->UseRealTime();

void replay(benchmark::State& state) {
  constexpr std::uint64_t kRecords = 100'000;
  const BenchFolder folder;
  const auto log = open_log(folder);
  static_cast<void>(log->create(kProduct));
  static_cast<void>(log->open(kProduct));
  for (std::uint64_t i = 1; i < kRecords; ++i)
    log->append(kProduct, Position{i}, small_record(i), [](auto) {});
  append_now(*log, kProduct, small_record(kRecords));
  for (auto _ : state) {
    std::uint64_t seen = 0;
    static_cast<void>(log->read(kProduct, Position{1}, [&](v1::Record&& record) {
      seen += static_cast<std::uint64_t>(record.events_size());
      return true;
    }));
    if (seen != kRecords) state.SkipWithError("records are missing");
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t{kRecords});
}
BENCHMARK(replay)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace reviewd::store

BENCHMARK_MAIN();
