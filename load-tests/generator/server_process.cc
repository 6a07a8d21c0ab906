#include "generator/server_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "sdk/http.h"

namespace reviewd::load {

namespace fs = std::filesystem;

namespace {

constexpr int kStartTenths = 300;  // replaying a long log takes its time
constexpr int kStopTenths = 100;
constexpr auto kTenth = std::chrono::milliseconds(100);

std::string make_folder() {
  std::string pattern = (fs::temp_directory_path() / "reviewd-load-XXXXXX").string();
  return ::mkdtemp(pattern.data()) != nullptr ? pattern : std::string();
}

// A port that nobody has just now.
std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof(address);
  const bool bound = ::bind(probe, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                     ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &length) == 0;
  ::close(probe);
  return bound ? ntohs(address.sin_port) : std::uint16_t{0};
}

// What `binary --help` prints.
std::string help_of(const std::string& binary) {
  FILE* const pipe = ::popen(("'" + binary + "' --help 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return {};
  std::string text;
  std::array<char, 4096> piece{};
  for (std::size_t got = 0; (got = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;)
    text.append(piece.data(), got);
  ::pclose(pipe);
  return text;
}

}  // namespace

ServerProcess::ServerProcess(std::string binary, Rates rates)
    : binary_(std::move(binary)), folder_(make_folder()), port_(free_port()) {
  // The rate limit for one person is what would be measured otherwise.
  if (rates == Rates::kRaised &&
      help_of(binary_).find("--operations-per-second") != std::string::npos) {
    extra_ = {"--operations-per-second", "1000000"};
  }
}

ServerProcess::~ServerProcess() {
  if (running()) kill();
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

std::vector<std::string> ServerProcess::arguments() const {
  std::vector<std::string> all{
      binary_,       "--data", folder_ + "/data", "--listen", "127.0.0.1:" + std::to_string(port_),
      "--log-level", "warn"};
  all.insert(all.end(), extra_.begin(), extra_.end());
  return all;
}

std::string ServerProcess::command() const {
  std::string text;
  for (const std::string& word : arguments()) text += (text.empty() ? "" : " ") + word;
  return text;
}

Result<void> ServerProcess::start() {
  const std::string log = folder_ + "/server.log";
  std::vector<std::string> words = arguments();
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // no server is left behind when the generator is killed
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  for (int i = 0; i < kStartTenths * 10; ++i) {
    if (sdk::http_call(tcp(), {.target = "/healthz", .timeout = std::chrono::seconds(5)})
            .has_value())
      return {};
    // Any answer at all means that it listens.
    const auto answer = sdk::http_call(
        socket(), {.target = "/v1/admin/products", .timeout = std::chrono::seconds(30)});
    if (answer) return {};
    if (wait_for_end(0)) break;
    std::this_thread::sleep_for(kTenth / 10);
  }
  if (running()) kill();
  std::ostringstream said;
  said << std::ifstream(log).rdbuf();
  return fail(v1::ERROR_CODE_UNSPECIFIED,
              "the server did not start: " + command() + "\n" + said.str());
}

// Whether it is gone, waiting so long at most.
bool ServerProcess::wait_for_end(int tenths) {
  for (int i = 0; i <= tenths; ++i) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = 0;
      return true;
    }
    if (i < tenths) std::this_thread::sleep_for(kTenth);
  }
  return false;
}

bool ServerProcess::stop() {
  if (!running()) return true;
  ::kill(pid_, SIGTERM);
  if (wait_for_end(kStopTenths)) return true;
  kill();
  return false;
}

void ServerProcess::kill() {
  if (!running()) return;
  ::kill(pid_, SIGKILL);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = 0;
}

Usage ServerProcess::usage() const {
  Usage usage;
  const std::string proc = "/proc/" + std::to_string(pid_);
  std::string stat;
  std::getline(std::ifstream(proc + "/stat"), stat);
  // The name, in brackets, may hold blanks: fields are counted from behind it (proc(5); 14 and 15
  // are utime and stime).
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return usage;
  std::istringstream fields(stat.substr(name_end + 1));
  std::string skipped;
  for (int i = 3; i < 14; ++i) fields >> skipped;
  std::uint64_t user = 0;
  std::uint64_t system = 0;
  fields >> user >> system;
  usage.cpu_seconds =
      static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  std::uint64_t pages = 0;
  std::uint64_t resident = 0;
  std::ifstream(proc + "/statm") >> pages >> resident;
  usage.resident_bytes = resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return usage;
}

std::string server_beside_us() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path server = self.parent_path().parent_path() / "server" / "app" / "reviewd";
  return !error && fs::exists(server, error) ? server.string() : std::string();
}

std::uint64_t raise_file_limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

Usage own_usage() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return {.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime)};
}

}  // namespace reviewd::load
