#include "app/application.h"

#include <google/protobuf/stubs/logging.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <thread>

#include "app/demo.h"
#include "app/page_files.h"
#include "app/reopening_log.h"
#include "auth/address_text.h"
#include "auth/secret.h"
#include "net/asio_scheduler.h"
#include "net/limits.h"
#include "net/listener.h"
#include "net/tls_certificate.h"
#include "store/memory_event_log.h"

namespace reviewd::app {
namespace {

namespace asio = net::asio;

// From the signal to the last byte on disk at most 5 s, of which the goodbyes get this much.
constexpr std::chrono::milliseconds kGoodbyeTimeout{3'500};
constexpr std::chrono::milliseconds kGoodbyeLook{10};

TimeMs wall_clock() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<TimeMs>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

TimeMs steady_clock() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<TimeMs>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

// As many descriptors as the system allows; how many connections that is.
std::size_t raise_descriptor_limit(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  if (limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) ::getrlimit(RLIMIT_NOFILE, &limit);
  }
  constexpr rlim_t kOwnFiles = 512;  // the store's and the listeners'
  const rlim_t left =
      limit.rlim_cur > 2 * kOwnFiles ? limit.rlim_cur - kOwnFiles : limit.rlim_cur / 2;
  if (left >= wanted) return wanted;
  spdlog::info("the system allows {} open files: at most {} connections", limit.rlim_cur, left);
  return static_cast<std::size_t>(left);
}

std::string verify_json(const store::VerifyReport& report) {
  boost::json::object out{{"ok", report.ok()},
                          {"products", report.products},
                          {"records", report.records},
                          {"events", report.events},
                          {"texts", report.texts},
                          {"texts_erased", report.texts_erased},
                          {"snapshots", report.snapshots}};
  if (report.first_problem) {
    out["first_problem"] = {{"product", auth::to_text(report.first_problem->product)},
                            {"position", value(report.first_problem->position)},
                            {"what", report.first_problem->what}};
  }
  return boost::json::serialize(out);
}

std::string shown_origin(const Address& address, std::uint16_t port, bool tls) {
  std::string host =
      address.host.find(':') == std::string::npos ? address.host : "[" + address.host + "]";
  if (address.host == "0.0.0.0" || address.host == "::") {
    std::array<char, 256> name{};
    host = ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
  }
  const bool usual = port == (tls ? 443 : 80);
  return (tls ? "https://" : "http://") + host + (usual ? "" : ":" + std::to_string(port));
}

class Application {
 public:
  explicit Application(Options options)
      : options_(std::move(options)), signals_(io_), hangups_(io_), look_(io_) {}

  Result<void> start();
  void run() { io_.run(); }
  Result<void> finish();

 private:
  Result<void> check_address();
  Result<void> load_certificate();
  void reload_certificate_on_hangup();
  Result<net::ApiOptions> api_options();
  void make_rooms();
  void verify(std::function<void(Result<std::string>)> done);
  net::Awaitable<void> get_ready();
  void stop();
  void wait_for_goodbyes();

  Options options_;
  Address address_;
  std::string public_url_;
  asio::io_context io_{1};
  net::AsioScheduler scheduler_{io_};
  std::unique_ptr<ReopeningLog> log_;
  std::unique_ptr<net::Rooms> rooms_;
  std::unique_ptr<net::Rehearsals> rehearsals_;
  std::shared_ptr<net::Doors> doors_;
  std::unique_ptr<net::TlsCertificate> certificate_;  // null: plain HTTP
  std::unique_ptr<net::Listener> listener_;
  std::unique_ptr<net::Api> api_;
  asio::basic_signal_set<net::Executor> signals_;
  asio::basic_signal_set<net::Executor> hangups_;
  net::Timer look_;
  std::chrono::steady_clock::time_point stop_by_{};
  std::jthread verifier_;
  bool verifying_ = false;
};

Result<void> Application::check_address() {
  auto address = parse_address(options_.listen);
  if (!address) return std::unexpected(address.error());
  address_ = *std::move(address);
  if (address_.is_loopback || certificate_ || options_.insecure) return {};
  return fail(
      v1::ERROR_CODE_BAD_REQUEST,
      "plain HTTP on " + options_.listen +
          " can be read by others on the way: give --tls-certificate and --tls-key, listen on "
          "127.0.0.1 behind a TLS proxy, or say --insecure if the network is trusted");
}

Result<void> Application::load_certificate() {
  if (options_.tls_certificate.empty() && options_.tls_key.empty()) return {};
  if (options_.tls_certificate.empty() || options_.tls_key.empty()) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "--tls-certificate and --tls-key belong together: give both");
  }
  if (options_.public_url.starts_with("http://")) {
    return fail(
        v1::ERROR_CODE_BAD_REQUEST,
        "with --tls-certificate the --public-url begins with https://, not " + options_.public_url);
  }
  auto certificate = net::TlsCertificate::load(options_.tls_certificate, options_.tls_key);
  if (!certificate) return std::unexpected(certificate.error());
  certificate_ = *std::move(certificate);
  return {};
}

// Certificates are renewed every few weeks. Who is connected stays so under the old one.
void Application::reload_certificate_on_hangup() {
  hangups_.async_wait([this](const boost::system::error_code& error, int) {
    if (error) return;
    if (const auto read = certificate_->reload()) {
      spdlog::info("the certificate was read again");
    } else {
      spdlog::error("the old certificate stays: {}", read.error().text);
    }
    reload_certificate_on_hangup();
  });
}

Result<net::ApiOptions> Application::api_options() {
  const std::uint16_t port = listener_->port();
  const auto check = [&]() -> Result<auth::OriginCheck> {
    if (options_.public_url.empty()) {
      const bool tls = certificate_ != nullptr;
      public_url_ = shown_origin(address_, port, tls);
      return address_.is_loopback ? auth::OriginCheck::loopback(port, tls)
                                  : auth::OriginCheck::same_host();
    }
    auto origin = auth::origin_of(options_.public_url);
    if (!origin) return std::unexpected(origin.error());
    public_url_ = *origin;
    return auth::OriginCheck(*origin);
  }();
  if (!check) return std::unexpected(check.error());
  auto proxies = auth::TrustedProxies::parse(options_.trusted_proxies);
  if (!proxies) return std::unexpected(proxies.error());
  return net::ApiOptions{
      .public_url = public_url_,
      .secure = public_url_.starts_with("https://"),
      .origins = *check,
      .proxies = *std::move(proxies),
      .page = options_.web_root.empty() ? net::Page(page_files()) : net::Page(options_.web_root),
      .verify = [this](auto done) { verify(std::move(done)); },
      .limits = {.connections_max = options_.connections_max,
                 .per_address_max = options_.connections_per_address_max}};
}

void Application::make_rooms() {
  engine::RoomLimits limits;
  limits.operations_per_second = options_.operations_per_second;
  limits.operations_burst = 10 * options_.operations_per_second;
  const auto surroundings = std::make_shared<net::RoomSurroundings>(
      net::RoomSurroundings{.io = io_,
                            .scheduler = scheduler_,
                            .log = *log_,
                            .wall_clock = wall_clock,
                            .steady_clock = steady_clock,
                            .draw_entropy = auth::draw_entropy,
                            .report = [](const std::string& line) { spdlog::warn(line); },
                            .room_limits = limits,
                            .stream_limits = {}});
  rooms_ = std::make_unique<net::Rooms>(surroundings);
  rehearsals_ = std::make_unique<net::Rehearsals>(surroundings, [] {
    auto memory = std::make_unique<store::MemoryEventLog>();
    memory->limit(net::kRehearsalLogBytesMax);
    return memory;
  });
}

Result<void> Application::start() {
  if (auto ok = load_certificate(); !ok) return ok;
  if (auto ok = check_address(); !ok) return ok;
  auto log = ReopeningLog::open({.path = options_.data});
  if (!log) return std::unexpected(log.error());
  log_ = *std::move(log);
  make_rooms();
  if (auto ok = rooms_->list(); !ok) return ok;

  options_.connections_max = raise_descriptor_limit(options_.connections_max);
  doors_ = std::make_shared<net::Doors>(
      net::ConnectionLimits{.connections_max = options_.connections_max,
                            .per_address_max = options_.connections_per_address_max});
  listener_ = std::make_unique<net::Listener>(io_, doors_);
  auto listening = listener_->listen({.address = address_.host,
                                      .port = address_.port,
                                      .socket_path = options_.data + "/reviewd.sock",
                                      .certificate = certificate_.get()});
  if (!listening) return listening;
  auto api = api_options();
  if (!api) return std::unexpected(api.error());
  api_ = std::make_unique<net::Api>(*rooms_, *rehearsals_, *std::move(api));

  signals_.add(SIGTERM);
  signals_.add(SIGINT);
  signals_.async_wait([this](const boost::system::error_code& error, int) {
    if (!error) stop();
  });
  if (certificate_) {
    hangups_.add(SIGHUP);
    reload_certificate_on_hangup();
  }
  listener_->start(*api_);
  asio::co_spawn(io_.get_executor(), get_ready(), asio::detached);
  return {};
}

net::Awaitable<void> Application::get_ready() {
  if (options_.demo) {
    const auto links = co_await prepare_demo(*rooms_, options_.data, public_url_);
    if (!links) spdlog::error("the demo product cannot be made: {}", links.error().text);
    for (const DemoLink& link : links.value_or(std::vector<DemoLink>{})) {
      std::printf("%-14s %s\n", link.role.c_str(), link.url.c_str());
    }
  }
  std::printf("reviewd is ready: %s\n", public_url_.c_str());
  std::fflush(stdout);
}

// On a thread of its own, since it reads everything; one check at a time.
void Application::verify(std::function<void(Result<std::string>)> done) {
  const auto store = log_->store();
  if (verifying_ || !store) {
    return done(
        fail(v1::ERROR_CODE_OVERLOADED, "a check is running already, or the store is closed"));
  }
  verifying_ = true;
  verifier_ = std::jthread([this, store, done = std::move(done)] {
    const std::string report = verify_json(store->verify());
    asio::post(io_, [this, done, report] {
      verifying_ = false;
      done(report);
    });
  });
}

void Application::stop() {
  spdlog::info("stopping");
  listener_->stop();
  // Those who come back are spread over at least a millisecond each.
  const std::size_t after_ms = net::kRestartAfterMs + doors_->inside();
  const auto spread_ms = static_cast<std::uint32_t>(std::min<std::size_t>(after_ms, 60'000));
  rooms_->shut_down(spread_ms);
  rehearsals_->shut_down(spread_ms);
  stop_by_ = std::chrono::steady_clock::now() + kGoodbyeTimeout;
  // A second signal does not wait for anybody.
  signals_.async_wait([this](const boost::system::error_code& error, int) {
    if (!error) io_.stop();
  });
  wait_for_goodbyes();
}

void Application::wait_for_goodbyes() {
  if ((rooms_->quiet() && rehearsals_->quiet()) || std::chrono::steady_clock::now() >= stop_by_) {
    rooms_->save_snapshots();
    io_.stop();
    return;
  }
  look_.expires_after(kGoodbyeLook);
  look_.async_wait([this](const boost::system::error_code& error) {
    if (!error) wait_for_goodbyes();
  });
}

Result<void> Application::finish() {
  auto closed = log_->close();
  if (verifying_) {  // It cannot be called off, and a stop must not wait for it.
    std::fflush(nullptr);
    ::_exit(closed ? 0 : 1);
  }
  return closed;
}

void set_up_log(const std::string& level) {
  auto logger = spdlog::stderr_color_st("reviewd");
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
  logger->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace

Result<void> run(const Options& options) {
  set_up_log(options.log_level);
  // Otherwise the library writes a line of its own for every malformed frame that somebody sends.
  google::protobuf::SetLogHandler(nullptr);
  Application application(options);
  if (auto started = application.start(); !started) return started;
  application.run();
  return application.finish();
}

}  // namespace reviewd::app
