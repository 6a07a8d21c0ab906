// The verbs of reviewctl. Each adds itself to the command line and leaves how it went in `run`.

#pragma once

#include <CLI/CLI.hpp>

#include "cli/failure.h"
#include "cli/server_choice.h"

namespace reviewd::cli {

struct Invocation {
  ServerOptions server;
  ExitCode exit_code = ExitCode::kDone;

  // Prints the failure, if it is one, and keeps its exit code.
  void finish(const Attempt<void>& result);
};

void add_product_create(CLI::App& product, Invocation& run);
void add_product_restore_access(CLI::App& product, Invocation& run);
void add_product_list(CLI::App& product, Invocation& run);
void add_join(CLI::App& app, Invocation& run);
void add_import(CLI::App& app, Invocation& run);
void add_invite(CLI::App& app, Invocation& run);
void add_events(CLI::App& app, Invocation& run);
void add_export(CLI::App& app, Invocation& run);
void add_verify(CLI::App& app, Invocation& run);

}  // namespace reviewd::cli
