#include <cstdio>

#include "app/application.h"
#include "app/options.h"
#include "reviewd_version.h"

int main(int argc, char** argv) {
  std::string version = std::string("reviewd ") + reviewd::kVersion;
  if (reviewd::kRevision[0] != '\0') version += std::string(" (") + reviewd::kRevision + ")";
  const auto parsed = reviewd::app::parse_options(argc, argv, version);
  if (parsed.ends) return parsed.status;
  const auto ran = reviewd::app::run(parsed.options);
  if (ran) return 0;
  std::fprintf(stderr, "reviewd: %s\n", ran.error().text.c_str());
  return 1;
}
