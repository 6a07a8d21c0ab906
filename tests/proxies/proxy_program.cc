#include "proxies/proxy_program.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "net/raw_socket.h"
#include "net/test_certificate.h"

namespace reviewd::testing {
namespace {

std::string read(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string fresh_folder(const std::string& name) {
  std::string folder = scratch_path(name);
  std::filesystem::create_directories(folder);
  return folder;
}

[[noreturn]] void become(const std::vector<std::string>& command, const std::string& folder) {
  ::setpgid(0, 0);
  const int log = ::open((folder + "/output").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  ::setenv("HOME", folder.c_str(), 1);  // where Caddy keeps things
  ::setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1);
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execvp(words.front(), words.data());
  ::_exit(127);
}

}  // namespace

std::uint16_t free_port() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  const bool good =
      ::bind(descriptor, generic, size) == 0 && ::getsockname(descriptor, generic, &size) == 0;
  ::close(descriptor);
  if (!good) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

std::string example_with(const std::string& name,
                         const std::vector<std::pair<std::string, std::string>>& replacements) {
  std::string text = read(REVIEWD_SOURCE_DIR "/docs/proxies/" + name);
  for (const auto& [from, to] : replacements) {
    std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error(name + " does not say " + from);
    for (; at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

ProxyProgram ProxyProgram::nginx(std::uint16_t port, std::uint16_t server_port) {
  const std::string folder = fresh_folder("nginx");
  const CertificateFiles files = write_certificate(folder + "/server", "nginx");
  const std::string listen = "127.0.0.1:" + std::to_string(port);
  std::ofstream(folder + "/site.conf") << example_with(
      "nginx.conf", {{"    listen [::]:80;\n", ""},
                     {"    listen [::]:443 ssl http2;\n", ""},
                     {"listen 80;", "listen 127.0.0.1:" + std::to_string(free_port()) + ";"},
                     {"listen 443 ssl", "listen " + listen + " ssl"},
                     {"/etc/letsencrypt/live/review.example.org/fullchain.pem", files.chain},
                     {"/etc/letsencrypt/live/review.example.org/privkey.pem", files.key},
                     {"review.example.org", "localhost"},
                     {"server 127.0.0.1:8080", "server 127.0.0.1:" + std::to_string(server_port)}});
  std::string main = "daemon off; master_process off; worker_processes 1; pid " + folder +
                     "/pid; error_log stderr; events {} http { access_log off;\n";
  for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
    main += std::string(kind) + "_temp_path " + folder + "/" + kind + ";\n";
  }
  std::ofstream(folder + "/nginx.conf") << main << "include " << folder << "/site.conf; }\n";
  ProxyProgram program(folder,
                       {"nginx", "-p", folder, "-e", "stderr", "-c", folder + "/nginx.conf"});
  program.wait_until_it_answers(port);
  return program;
}

ProxyProgram ProxyProgram::caddy(std::uint16_t port, std::uint16_t server_port) {
  const std::string folder = fresh_folder("caddy");
  // A certificate of its own making, and nothing outside of this folder and this port.
  const std::string options =
      "{\n\tadmin off\n\tlocal_certs\n\tskip_install_trust\n"
      "\tauto_https disable_redirects\n\tdefault_bind 127.0.0.1\n"
      "\tstorage file_system " +
      folder + "\n}\n";
  std::ofstream(folder + "/Caddyfile")
      << options
      << example_with("Caddyfile",
                      {{"\nreview.example.org {", "\nlocalhost:" + std::to_string(port) + " {"},
                       {"reverse_proxy 127.0.0.1:8080",
                        "reverse_proxy 127.0.0.1:" + std::to_string(server_port)}});
  ProxyProgram program(
      folder, {"caddy", "run", "--adapter", "caddyfile", "--config", folder + "/Caddyfile"});
  program.wait_until_it_answers(port);
  return program;
}

ProxyProgram::ProxyProgram(std::string folder, std::vector<std::string> command)
    : folder_(std::move(folder)) {
  pid_ = ::fork();
  if (pid_ == 0) become(command, folder_);
}

ProxyProgram::ProxyProgram(ProxyProgram&& other) noexcept
    : folder_(std::move(other.folder_)), pid_(std::exchange(other.pid_, -1)) {}

ProxyProgram::~ProxyProgram() {
  if (pid_ <= 0) return;
  ::kill(-pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void ProxyProgram::wait_until_it_answers(std::uint16_t port) const {
  for (;;) {  // Ends: with an answer, or with the program.
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != 0) {
      const bool missing = WIFEXITED(status) && WEXITSTATUS(status) == 127;
      throw std::runtime_error(missing ? "the proxy is not installed; ./dev test installs it"
                                       : "the proxy ended: " + read(folder_ + "/output"));
    }
    try {
      RawSocket socket = RawSocket::tls(port);
      socket.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      const auto reply = socket.has_tls() ? socket.read_reply() : std::nullopt;
      if (reply && reply->status == 200) return;
    } catch (const std::runtime_error&) {  // nobody listens yet
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace reviewd::testing
