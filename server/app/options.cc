#include "app/options.h"

#include <CLI/CLI.hpp>
#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace reviewd::app {

Result<Address> parse_address(const std::string& text) {
  const auto wrong = [&] {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "--listen needs ADDRESS:PORT, like 127.0.0.1:8080 or [::1]:8080, not " + text);
  };
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return wrong();
  Address address{.host = text.substr(0, colon)};
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, address.port);
  if (error != std::errc{} || rest != end) return wrong();
  if (address.host.starts_with('[') && address.host.ends_with(']')) {
    address.host = address.host.substr(1, address.host.size() - 2);
  }
  if (address.host == "localhost") address.host = "127.0.0.1";
  boost::system::error_code bad;
  const auto parsed = boost::asio::ip::make_address(address.host, bad);
  if (bad) return wrong();
  address.is_loopback = parsed.is_loopback();
  return address;
}

Parsed parse_options(int argc, char** argv, const std::string& version) {
  Parsed parsed;
  Options& o = parsed.options;
  CLI::App cli{"reviewd runs a Sprint Review live: one server, one data folder."};
  cli.set_version_flag("--version", version);
  cli.set_config("--config", "", "TOML file with these options, named as here without the dashes");
  cli.add_option("--data", o.data, "Folder that holds everything the server keeps")
      ->capture_default_str();
  cli.add_option("--listen", o.listen, "Address and port")->capture_default_str();
  cli.add_option("--public-url", o.public_url,
                 "Address under which browsers reach the server (https behind a TLS proxy)");
  cli.add_option("--tls-certificate", o.tls_certificate,
                 "Speak TLS: PEM file with the server's certificate and those of who signed it");
  cli.add_option("--tls-key", o.tls_key,
                 "PEM file with the certificate's key, without a passphrase");
  cli.add_option("--trusted-proxies", o.trusted_proxies,
                 "Addresses and networks of proxies whose X-Forwarded-For and X-Forwarded-Proto "
                 "are believed, with commas between");
  cli.add_option("--web-root", o.web_root,
                 "Folder of a built page, instead of the page in the binary")
      ->check(CLI::ExistingDirectory);
  cli.add_option("--log-level", o.log_level, "trace, debug, info, warn, error or off")
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  cli.add_flag("--insecure", o.insecure, "Allow plain HTTP beyond this machine");
  cli.add_flag("--demo", o.demo, "Fill an empty data folder with a demo product and print links");
  cli.add_option("--connections", o.connections_max, "Connections in all")->capture_default_str();
  cli.add_option("--connections-per-address", o.connections_per_address_max,
                 "Connections of one address")
      ->capture_default_str();
  cli.add_option("--operations-per-second", o.operations_per_second,
                 "Operations of one participant; ten times as many at once")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    parsed.ends = true;
    parsed.status = cli.exit(error);
  }
  return parsed;
}

}  // namespace reviewd::app
