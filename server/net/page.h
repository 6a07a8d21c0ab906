// The built page: files that a browser loads, from the binary itself or from a folder.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http_message.h"

namespace reviewd::net {

struct PageFile {
  std::string_view path;  // "index.html", "assets/app-1a2b.js"
  std::string_view bytes;
  std::string_view gzip;  // empty: not worth it
  std::string_view etag;  // with its quotes
};

class Page {
 public:
  // Files that live as long as the server, ascending by path.
  explicit Page(std::vector<PageFile> files) : files_(std::move(files)) {}
  // Reads from a folder at each request: for people who work on the page.
  explicit Page(std::string folder) : folder_(std::move(folder)) {}

  // Answers GET and HEAD of the page's addresses: "/", "/j/..", "/p/..", "/assets/.." and files
  // beside index.html; nullopt for any other.
  std::optional<HttpAnswer> answer(const HttpRequest& request) const;

 private:
  std::optional<HttpAnswer> file(std::string_view path, const HttpRequest& request) const;
  std::optional<HttpAnswer> from_folder(std::string_view path) const;

  std::vector<PageFile> files_;
  std::string folder_;
};

// Headers of every answer: what a browser may do with it, and with the page.
const std::vector<std::pair<std::string_view, std::string_view>>& security_headers();

}  // namespace reviewd::net
