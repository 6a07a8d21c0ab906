#include "cli/credentials.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/json.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace reviewd::cli {

namespace json = boost::json;

namespace {

constexpr std::size_t kFileBytesMax = 4 * 1024 * 1024;

std::unexpected<Failure> cannot(std::string_view what, const std::string& path, int error) {
  return give_up(ExitCode::kFailed,
                 "cannot " + std::string(what) + " " + path + ": " + std::strerror(error));
}

struct File {
  int descriptor = -1;
  explicit File(int opened) : descriptor(opened) {}
  ~File() {
    if (descriptor >= 0) ::close(descriptor);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
};

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* const found = object.if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->as_string().c_str())
                                                : std::string();
}

Credential to_credential(const json::object& object) {
  return {.server = text_of(object, "server"),
          .product = text_of(object, "product"),
          .product_name = text_of(object, "product_name"),
          .handle = text_of(object, "handle"),
          .name = text_of(object, "name"),
          .role = text_of(object, "role"),
          .token = text_of(object, "token"),
          .page = text_of(object, "page")};
}

json::object to_object(const Credential& credential) {
  return {{"server", credential.server},
          {"product", credential.product},
          {"product_name", credential.product_name},
          {"handle", credential.handle},
          {"name", credential.name},
          {"role", credential.role},
          {"token", credential.token},
          {"page", credential.page}};
}

// The whole file; empty when there is none. Checks whose it is on the open file, not on its name.
Attempt<std::string> read_private(const std::string& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.descriptor < 0) {
    if (errno == ENOENT) return std::string();
    return cannot("read", path, errno);
  }
  struct stat facts{};
  if (::fstat(file.descriptor, &facts) != 0) return cannot("read", path, errno);
  if (facts.st_uid != ::geteuid()) {
    return give_up(ExitCode::kNotAllowed, path + " belongs to somebody else; it is not used");
  }
  if ((facts.st_mode & 077) != 0) {
    return give_up(ExitCode::kNotAllowed,
                   path +
                       " can be read by others, so its tokens are not secret: make new ones, or "
                       "chmod 600 it if you trust them");
  }
  std::string text;
  std::array<char, 16 * 1024> piece{};
  for (;;) {
    const ssize_t got = ::read(file.descriptor, piece.data(), piece.size());
    if (got < 0) return cannot("read", path, errno);
    if (got == 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(got));
    if (text.size() > kFileBytesMax)
      return give_up(ExitCode::kFailed, path + " is too large to be a file of credentials");
  }
}

Attempt<void> write_private(const std::string& path, const std::string& text) {
  const std::string fresh = path + ".new";
  ::unlink(fresh.c_str());
  const File file(
      ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.descriptor < 0) return cannot("write", fresh, errno);
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t put = ::write(file.descriptor, text.data() + written, text.size() - written);
    if (put < 0) return cannot("write", fresh, errno);
    written += static_cast<std::size_t>(put);
  }
  if (::fsync(file.descriptor) != 0) return cannot("write", fresh, errno);
  if (::rename(fresh.c_str(), path.c_str()) != 0) return cannot("write", path, errno);
  return {};
}

}  // namespace

Attempt<std::string> credentials_path() {
  const char* const config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config != '\0')
    return std::string(config) + "/reviewd/credentials.json";
  const char* const home = std::getenv("HOME");
  if (home != nullptr && *home != '\0')
    return std::string(home) + "/.config/reviewd/credentials.json";
  return give_up(ExitCode::kFailed,
                 "set HOME or XDG_CONFIG_HOME: there is no place for credentials");
}

Attempt<std::vector<Credential>> read_credentials(const std::string& path) {
  const auto text = read_private(path);
  if (!text) return std::unexpected(text.error());
  std::vector<Credential> credentials;
  if (text->empty()) return credentials;

  boost::system::error_code malformed;
  const json::value root = json::parse(*text, malformed);
  const json::object* const object = malformed ? nullptr : root.if_object();
  const json::value* const list = object == nullptr ? nullptr : object->if_contains("credentials");
  if (list == nullptr || !list->is_array()) {
    return give_up(ExitCode::kFailed, path + " is not a file of credentials; move it away");
  }
  for (const json::value& one : list->as_array()) {
    if (one.is_object()) credentials.push_back(to_credential(one.as_object()));
  }
  return credentials;
}

Attempt<void> save_credential(const std::string& path, const Credential& credential) {
  auto credentials = read_credentials(path);
  if (!credentials) return std::unexpected(credentials.error());
  std::erase_if(*credentials, [&](const Credential& old) {
    return old.handle == credential.handle && old.product == credential.product;
  });
  credentials->push_back(credential);

  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) {
    std::filesystem::create_directories(folder, error);
    if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    if (error) return cannot("make", folder.string(), error.value());
  }
  json::array list;
  for (const Credential& one : *credentials) list.push_back(to_object(one));
  return write_private(path,
                       json::serialize(json::object{{"credentials", std::move(list)}}) + "\n");
}

}  // namespace reviewd::cli
