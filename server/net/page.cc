#include "net/page.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace reviewd::net {
namespace {

constexpr std::string_view kNoPage =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>reviewd</title>"
    "<h1>reviewd is running, its page is not built in</h1>"
    "<p>This server was built without the page. Build both with <code>./dev run</code>, or start "
    "the "
    "server with <code>--web-root</code> and the folder of a built page.</p>";

std::string_view type_of(std::string_view path) {
  struct Type {
    std::string_view suffix;
    std::string_view type;
  };
  static constexpr std::array kTypes{
      Type{".html", "text/html; charset=utf-8"},
      Type{".js", "text/javascript; charset=utf-8"},
      Type{".css", "text/css; charset=utf-8"},
      Type{".svg", "image/svg+xml"},
      Type{".json", "application/json"},
      Type{".webmanifest", "application/manifest+json"},
      Type{".woff2", "font/woff2"},
      Type{".png", "image/png"},
      Type{".ico", "image/x-icon"},
      Type{".txt", "text/plain; charset=utf-8"},
      Type{".wasm", "application/wasm"},
  };
  for (const auto& [suffix, type] : kTypes) {
    if (path.ends_with(suffix)) return type;
  }
  return "application/octet-stream";
}

// Names with a hash of their contents never change; everything else is asked for again each time.
std::string_view caching_of(std::string_view path) {
  return path.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

bool is_plain_name(std::string_view path) {
  return !path.empty() && path.front() != '/' && path.find("..") == std::string_view::npos &&
         path.find('\\') == std::string_view::npos;
}

}  // namespace

const std::vector<std::pair<std::string_view, std::string_view>>& security_headers() {
  static const std::vector<std::pair<std::string_view, std::string_view>> headers{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src "
       "'self'; "
       "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
       "form-action 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy",
       "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
  };
  return headers;
}

std::optional<HttpAnswer> Page::answer(const HttpRequest& request) const {
  if (request.method != Method::kGet && request.method != Method::kHead) return std::nullopt;
  const std::string_view path = request.path;
  if (path.starts_with("/v1/")) return std::nullopt;
  if (path == "/" || path.starts_with("/j/") || path.starts_with("/p/")) {
    if (auto index = file("index.html", request)) return index;
    return HttpAnswer{.content_type = "text/html; charset=utf-8", .static_body = kNoPage};
  }
  return file(path.substr(1), request);
}

std::optional<HttpAnswer> Page::file(std::string_view path, const HttpRequest& request) const {
  if (!is_plain_name(path)) return std::nullopt;
  if (!folder_.empty()) return from_folder(path);
  const auto found = std::ranges::lower_bound(files_, path, {}, &PageFile::path);
  if (found == files_.end() || found->path != path) return std::nullopt;
  HttpAnswer answer{.content_type = std::string(type_of(path))};
  answer.headers.emplace_back("ETag", found->etag);
  answer.headers.emplace_back("Cache-Control", caching_of(path));
  answer.headers.emplace_back("Vary", "Accept-Encoding");
  if (request.if_none_match == found->etag) {
    answer.status = 304;
  } else if (!found->gzip.empty() && request.accept_encoding.find("gzip") != std::string::npos) {
    answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.static_body = found->gzip;
  } else {
    answer.static_body = found->bytes;
  }
  return answer;
}

std::optional<HttpAnswer> Page::from_folder(std::string_view path) const {
  std::ifstream in(folder_ + "/" + std::string(path), std::ios::binary);
  if (!in) return std::nullopt;
  HttpAnswer answer{.content_type = std::string(type_of(path))};
  answer.body.assign(std::istreambuf_iterator<char>(in), {});
  if (in.bad()) return std::nullopt;
  answer.headers.emplace_back("Cache-Control", "no-cache");
  return answer;
}

}  // namespace reviewd::net
