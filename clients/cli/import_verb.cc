// reviewctl import: a table from a tracker becomes backlog items, in the order of the file, at the
// end.
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/backlog_file.h"
#include "cli/item_batches.h"
#include "cli/participant_session.h"
#include "cli/verbs.h"

namespace reviewd::cli {

namespace {

constexpr std::streamoff kFileBytesMax = 512L * 1024 * 1024;
constexpr std::size_t kBadRowsShownMax = 1'000;

struct Options {
  std::string file;
  ReadOptions read;
  std::string separator;
  bool dry_run = false;
  bool skip_bad = false;
};

Attempt<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return give_up(ExitCode::kBadInput, "cannot open " + path);
  const std::streamoff size = file.tellg();
  if (size < 0 || size > kFileBytesMax)
    return give_up(ExitCode::kBadInput, path + " is larger than 512 MiB, or no file");
  std::string text(static_cast<std::size_t>(size), '\0');
  file.seekg(0);
  file.read(text.data(), size);
  if (!file) return give_up(ExitCode::kBadInput, "cannot read " + path);
  return text;
}

void print_bad(const std::string& path, const std::vector<BadRow>& bad) {
  for (std::size_t i = 0; i < bad.size() && i < kBadRowsShownMax; ++i) {
    std::cerr << path << ":" << bad[i].line << ": " << bad[i].reason << "\n";
  }
  if (bad.size() > kBadRowsShownMax)
    std::cerr << ".. and " << bad.size() - kBadRowsShownMax << " more\n";
}

// Only where somebody watches: a file of progress lines helps nobody.
class Progress {
 public:
  explicit Progress(std::size_t total) : total_(total), shown_(::isatty(STDERR_FILENO) == 1) {}
  ~Progress() {
    if (shown_) std::cerr << "\r\x1b[K" << std::flush;
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void at(std::size_t done) const {
    if (shown_) std::cerr << "\r" << done << " of " << total_ << " items" << std::flush;
  }

 private:
  std::size_t total_;
  bool shown_;
};

// Sends everything and waits for every outcome. `added` counts what is in the log, in failure too.
Attempt<void> send(const Participant& who, std::vector<v1::NewItem> items, std::size_t& added) {
  ParticipantSession session(who);
  std::vector<std::size_t> sizes;  // of each operation, by counter in order
  std::size_t answered = 0;
  std::optional<Failure> refused;
  const Progress progress(items.size());
  session.settled = [&](const sdk::Settled& settled) {
    const bool stands = settled.outcome.kind() == v1::OUTCOME_KIND_APPLIED ||
                        settled.outcome.kind() == v1::OUTCOME_KIND_APPLIED_MODIFIED;
    if (stands) {
      added += sizes[answered];
    } else if (!refused) {
      refused = Failure::from(
          {.code = settled.outcome.error().code(), .text = settled.outcome.error().text()});
    }
    ++answered;
    progress.at(added);
  };
  if (auto opened = session.open({}); !opened) return opened;
  auto operations = to_operations(std::move(items), session.welcome().limits());
  for (v1::Operation& operation : operations) {
    sizes.push_back(static_cast<std::size_t>(operation.add_items().items_size()));
    // A few at a time: after a refusal the rest must not go out.
    if (auto room = session.run_until([&] { return refused || session.unanswered() < 4; }); !room)
      return room;
    if (refused) break;
    if (auto sent = session.submit(std::move(operation)); !sent) return sent;
  }
  if (auto waited = session.run_until([&] { return session.unanswered() == 0; }); !waited)
    return waited;
  if (refused) return std::unexpected(*refused);
  return {};
}

Attempt<void> import(const Options& options, const ServerOptions& server) {
  const auto text = read_file(options.file);
  if (!text) return std::unexpected(text.error());
  auto table = read_backlog(*text, options.read);
  if (!table) {
    return give_up(ExitCode::kBadInput, options.file + ":" + std::to_string(table.error().line) +
                                            ": " + table.error().text);
  }
  print_bad(options.file, table->bad);
  const std::size_t good = table->items.size();
  const std::string rows =
      std::to_string(table->bad.size()) + (table->bad.size() == 1 ? " bad row" : " bad rows");
  if (options.dry_run) {
    std::cout << "would import " << good << " items, " << rows << " (" << table->columns << ")\n";
  }
  if (!table->bad.empty() && !options.skip_bad) {
    return give_up(ExitCode::kBadInput,
                   "nothing was imported: " + rows + " (--skip-bad leaves them out)");
  }
  if (good == 0)
    return give_up(ExitCode::kBadInput, options.file + " has no rows below its header");
  if (options.dry_run) return {};

  const auto who = participant(server);
  if (!who) return std::unexpected(who.error());
  std::size_t added = 0;
  if (auto sent = send(*who, std::move(table->items), added); !sent) {
    return give_up(sent.error().exit_code, sent.error().text + "; " + std::to_string(added) +
                                               " of " + std::to_string(good) +
                                               " items had been imported");
  }
  std::cout << "imported " << added << " items, " << rows << " (" << table->columns << ")\n";
  return {};
}

}  // namespace

void add_import(CLI::App& app, Invocation& run) {
  auto options = std::make_shared<Options>();
  ColumnNames& columns = options->read.columns;
  CLI::App* const verb =
      app.add_subcommand("import", "Add the rows of a CSV file to the end of the backlog");
  verb->add_option("file", options->file, "The file, in UTF-8, its first line naming the columns")
      ->required()
      ->type_name("FILE");
  verb->add_option("--title", columns.title, "Column of the title: a name or a number from 1")
      ->type_name("COLUMN");
  verb->add_option("--description", columns.description, "Column of the description, or none")
      ->type_name("COLUMN");
  verb->add_option("--estimate", columns.estimate, "Column of the story points, or none")
      ->type_name("COLUMN");
  verb->add_option("--ref", columns.ref, "Column of the key in the old tracker, or none")
      ->type_name("COLUMN");
  verb->add_option("--labels", columns.labels, "Column of the labels, or none")
      ->type_name("COLUMN");
  verb->add_option("--separator", options->separator,
                   "comma, semicolon or tab; by the first line if left out")
      ->check(CLI::IsMember({"comma", "semicolon", "tab"}));
  verb->add_flag("--estimate-round", options->read.round_estimates,
                 "Round broken estimates; they are bad rows otherwise");
  verb->add_flag("--skip-bad", options->skip_bad,
                 "Import the good rows even if there are bad ones");
  verb->add_flag("--dry-run", options->dry_run, "Only say what would happen; needs no server");
  verb->callback([options, &run] {
    if (!options->separator.empty()) {
      options->read.separator = options->separator == "comma" ? ','
                                : options->separator == "tab" ? '\t'
                                                              : ';';
    }
    run.finish(import(*options, run.server));
  });
}

}  // namespace reviewd::cli
