// reviewctl product restore-access: a way back in for a Product Owner who has lost theirs.
#include <iostream>

#include "cli/json_answer.h"
#include "cli/verbs.h"

namespace reviewd::cli {

namespace {

namespace json = boost::json;

struct Options {
  std::string product;
  std::string reason;
};

Attempt<void> restore_access(const Options& options, const ServerOptions& server) {
  const auto endpoint = administration(server);
  if (!endpoint) return std::unexpected(endpoint.error());
  const auto answer =
      ask(*endpoint, {.method = "POST",
                      .target = "/v1/admin/restore-access",
                      .body = json::serialize(
                          json::object{{"product", options.product}, {"reason", options.reason}})});
  if (!answer) return std::unexpected(answer.error());
  std::cout << field(*answer, "url") << "\n";
  std::cout.flush();
  std::cerr << "The link signs the Product Owner in, once, within ten minutes. Everybody in the "
               "product has been told, with your reason.\n";
  return {};
}

}  // namespace

void add_product_restore_access(CLI::App& product, Invocation& run) {
  auto options = std::make_shared<Options>();
  CLI::App* const verb = product.add_subcommand(
      "restore-access", "Make a one-time link for a Product Owner who cannot sign in any more");
  verb->add_option("product", options->product, "The product's id, as `product list` prints it")
      ->required();
  verb->add_option("--reason", options->reason, "Why; shown to everybody in the product")
      ->required();
  verb->callback([options, &run] { run.finish(restore_access(*options, run.server)); });
}

}  // namespace reviewd::cli
