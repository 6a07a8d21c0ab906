// reviewctl product create: a new product, its links, and the Product Owner's credential.
#include <iostream>

#include "cli/json_answer.h"
#include "cli/verbs.h"

namespace reviewd::cli {

namespace {

namespace json = boost::json;

struct Options {
  std::string name;
  std::string owner;
};

// "http://127.0.0.1:8080" of "http://127.0.0.1:8080/j/0123..#4567..".
std::string page_of(const std::string& link) { return link.substr(0, link.rfind("/j/")); }

Attempt<void> create(const Options& options, const ServerOptions& server) {
  const auto endpoint = administration(server);
  if (!endpoint) return std::unexpected(endpoint.error());
  const auto path = credentials_path();
  if (!path) return std::unexpected(path.error());
  // Before anything is made: a file that will not take the credential would leave the product
  // without anybody who can sign in to it.
  if (const auto readable = read_credentials(*path); !readable)
    return std::unexpected(readable.error());

  const auto answer = ask(
      *endpoint,
      {.method = "POST",
       .target = "/v1/admin/products",
       .body = json::serialize(json::object{{"name", options.name}, {"owner", options.owner}})});
  if (!answer) return std::unexpected(answer.error());
  const json::object& owner = part(*answer, "owner");
  Credential credential{.server = endpoint->to_string(),
                        .product = field(*answer, "product"),
                        .product_name = options.name,
                        .handle = field(owner, "handle"),
                        .name = options.owner,
                        .role = "PRODUCT_OWNER",
                        .token = field(owner, "token")};
  std::cout << "product  " << credential.product << "  " << printable(options.name) << "\n"
            << "owner    " << credential.handle << "  " << printable(options.owner) << "\n\n";
  for (const json::value& link : list(*answer, "links")) {
    if (!link.is_object()) continue;
    const std::string url = field(link.as_object(), "url");
    if (credential.page.empty()) credential.page = page_of(url);
    std::string role = field(link.as_object(), "role");
    role.resize(std::max<std::size_t>(role.size(), 16), ' ');
    std::cout << role << " " << url << "\n";
  }
  std::cout.flush();

  if (auto saved = save_credential(*path, credential); !saved) return saved;
  std::cerr
      << "\nEach link is a key: give it to its person only. The Product Owner's credential is in "
      << *path << "\n";
  return {};
}

}  // namespace

void add_product_create(CLI::App& product, Invocation& run) {
  auto options = std::make_shared<Options>();
  CLI::App* const verb =
      product.add_subcommand("create", "Make a product; prints one invite link a role");
  verb->add_option("--name", options->name, "Name of the product")->required();
  verb->add_option("--owner", options->owner, "Name of its Product Owner")->required();
  verb->callback([options, &run] { run.finish(create(*options, run.server)); });
}

}  // namespace reviewd::cli
