// reviewctl product list: every product of a server.
#include <iostream>

#include "cli/json_answer.h"
#include "cli/verbs.h"

namespace reviewd::cli {

namespace {

Attempt<void> list_products(const ServerOptions& server) {
  const auto endpoint = administration(server);
  if (!endpoint) return std::unexpected(endpoint.error());
  const auto answer = ask(*endpoint, {.target = "/v1/admin/products"});
  if (!answer) return std::unexpected(answer.error());
  for (const boost::json::value& product : list(*answer, "products")) {
    if (!product.is_object()) continue;
    std::cout << field(product.as_object(), "product") << "  "
              << printable(field(product.as_object(), "name")) << "\n";
  }
  return {};
}

}  // namespace

void add_product_list(CLI::App& product, Invocation& run) {
  CLI::App* const verb = product.add_subcommand("list", "Name every product of the server");
  verb->callback([&run] { run.finish(list_products(run.server)); });
}

}  // namespace reviewd::cli
