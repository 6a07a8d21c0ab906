// A backlog and its items as HTTP answers: JSON for programs, CSV (RFC 4180) for spreadsheets.

#pragma once

#include <string>

#include "engine/command.h"
#include "net/http_message.h"

namespace reviewd::net {

HttpAnswer item_answer(const engine::ItemResult& result);
HttpAnswer export_as_json(const engine::BacklogExport& backlog);
HttpAnswer export_as_csv(const engine::BacklogExport& backlog);

}  // namespace reviewd::net
