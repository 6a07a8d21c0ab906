#include "net/backlog_json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "net/json_body.h"

namespace reviewd::net {
namespace {

namespace json = boost::json;

// Only what may leave the server: never salt, hash or owner.
json::string plain(const v1::Text& text) { return json::string(text.plain()); }

json::object fields_of(const engine::ItemDescription& description) {
  const v1::ItemState& item = description.item;
  json::array labels;
  for (const v1::Text& label : item.labels()) labels.emplace_back(plain(label));
  json::object out;
  out["id"] = std::to_string(item.item().actor()) + "." + std::to_string(item.item().counter()) +
              "." + std::to_string(item.item().k());
  out["ref"] = plain(item.ref());
  out["title"] = plain(item.title());
  out["description"] = plain(item.description());
  out["estimate"] = item.estimate();
  out["labels"] = std::move(labels);
  out["archived_at"] = item.archived_at();
  return out;
}

std::string_view zone_name(v1::Zone zone) {
  return zone == v1::ZONE_NOT_YET_ORDERED ? "not_yet_ordered" : "ordered";
}

// A field that a spreadsheet would take for a formula gets a quote in front.
std::string csv_field(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    out += '\'';
  }
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
  return out;
}

std::string joined_labels(const v1::ItemState& item) {
  std::string out;
  for (const v1::Text& label : item.labels()) {
    if (!out.empty()) out += ", ";
    out += label.plain();
  }
  return out;
}

}  // namespace

HttpAnswer item_answer(const engine::ItemResult& result) {
  json::object out = fields_of(result.item);
  out["as_of_seq"] = value(result.as_of);
  out["title_by"] = result.item.item.title_by().seq();
  out["description_by"] = result.item.item.description_by().seq();
  out["estimate_by"] = result.item.item.estimate_by().seq();
  return json_answer(out);
}

HttpAnswer export_as_json(const engine::BacklogExport& backlog) {
  json::array items;
  items.reserve(backlog.items.size());
  for (const auto& item : backlog.items) {
    json::object row = fields_of(item);
    row["zone"] = zone_name(item.zone);
    items.emplace_back(std::move(row));
  }
  json::object out;
  out["product_name"] = backlog.product_name;
  out["as_of_seq"] = value(backlog.as_of);
  out["items"] = std::move(items);
  return json_answer(out);
}

HttpAnswer export_as_csv(const engine::BacklogExport& backlog) {
  std::string out = "Ref,Title,Description,Estimate,Labels,Zone,Archived\r\n";
  for (const auto& description : backlog.items) {
    const v1::ItemState& item = description.item;
    out += csv_field(item.ref().plain()) + "," + csv_field(item.title().plain()) + "," +
           csv_field(item.description().plain()) + "," +
           (item.estimate() == 0 ? "" : std::to_string(item.estimate())) + "," +
           csv_field(joined_labels(item)) + "," + std::string(zone_name(description.zone)) + "," +
           (description.archived ? "yes" : "no") + "\r\n";
  }
  HttpAnswer answer{.content_type = "text/csv; charset=utf-8", .body = std::move(out)};
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"backlog.csv\"");
  return answer;
}

}  // namespace reviewd::net
