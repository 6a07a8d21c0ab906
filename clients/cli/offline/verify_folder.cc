#include "cli/offline/verify_folder.h"

#include <filesystem>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "store/rocks_event_log.h"

namespace reviewd::cli {

namespace {

// As products are written in addresses: 16 hex digits.
std::string address(ProductId product) {
  std::ostringstream out;
  out << std::hex << std::setfill('0') << std::setw(16) << value(product);
  return out.str();
}

std::string where(const store::VerifyReport::Problem& problem) {
  std::string text;
  if (value(problem.product) != 0) text += "product " + address(problem.product) + ", ";
  if (value(problem.position) != 0)
    text += "record " + std::to_string(value(problem.position)) + ": ";
  return text;
}

}  // namespace

Attempt<void> verify_folder(const std::string& folder) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    return give_up(ExitCode::kUsage, "there is no folder " + folder);
  }
  auto log = store::RocksEventLog::open_read_only({.path = folder});
  if (!log) return give_up(ExitCode::kDamaged, log.error().text);
  const store::VerifyReport report = (*log)->verify();
  std::cout << "products  " << report.products << "\nrecords  " << report.records << "\nevents  "
            << report.events << "\ntexts  " << report.texts << "\ntexts_erased  "
            << report.texts_erased << "\nsnapshots  " << report.snapshots << "\n";
  if (report.ok()) return {};
  return give_up(ExitCode::kDamaged,
                 "damage found: " + where(*report.first_problem) + report.first_problem->what);
}

}  // namespace reviewd::cli
