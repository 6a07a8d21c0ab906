#include "wire/frame_codec.h"

#include <google/protobuf/util/json_util.h>

#include <cstddef>

#include "base/assert.h"
#include "base/utf8.h"
#include "wire/error_table.h"
#include "wire/limits.h"
#include "wire/publish_form.h"

namespace reviewd::wire {
namespace {

namespace pb = google::protobuf;

// Checked before the parser sees the bytes: it recurses, and its own limit is a hundred.
bool nested_too_deep(std::string_view json) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kJsonDepthMax) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

Result<void> parse_json(std::string_view bytes, pb::Message& message) {
  if (!is_utf8(bytes)) return fail(v1::ERROR_CODE_BAD_REQUEST, "the frame is not valid UTF-8");
  if (nested_too_deep(bytes)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "the frame is nested deeper than " + std::to_string(kJsonDepthMax) + " levels");
  }
  pb::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  const auto status =
      pb::util::JsonStringToMessage({bytes.data(), bytes.size()}, &message, options);
  if (status.ok()) return {};
  std::string why(status.message().data(), status.message().size());
  if (why.size() > 200) why.resize(200);
  if (!is_utf8(why)) why = "malformed";
  return fail(v1::ERROR_CODE_BAD_REQUEST, "the frame is not JSON of this protocol: " + why);
}

Result<void> parse(Encoding encoding, std::string_view bytes, pb::Message& message) {
  if (encoding == Encoding::kJson) return parse_json(bytes, message);
  // Fails on strings that are not UTF-8 and on messages nested deeper than a hundred levels.
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "the frame is not a message of this protocol");
  }
  message.DiscardUnknownFields();
  return {};
}

std::string serialise(Encoding encoding, const pb::Message& message) {
  if (encoding == Encoding::kProto) return message.SerializeAsString();
  std::string json;
  const auto status = pb::util::MessageToJsonString(message, &json);
  REVIEWD_ASSERT(status.ok());
  return json;
}

}  // namespace

Result<v1::ClientFrame> decode_client_frame(Encoding encoding, std::string_view bytes) {
  if (bytes.size() > kFrameBytesMax) {
    return fail(v1::ERROR_CODE_TOO_LARGE,
                "the frame is longer than " + std::to_string(kFrameBytesMax) + " bytes");
  }
  v1::ClientFrame frame;
  if (auto parsed = parse(encoding, bytes, frame); !parsed) return std::unexpected(parsed.error());
  if (frame.body_case() == v1::ClientFrame::BODY_NOT_SET) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "the frame has no body that this version knows");
  }
  return frame;
}

std::string encode_server_frame(Encoding encoding, v1::ServerFrame frame) {
  to_publish_form(frame);
  if (frame.has_problem()) complete(*frame.mutable_problem());
  if (frame.has_reply() && frame.reply().outcome().has_error()) {
    complete(*frame.mutable_reply()->mutable_outcome()->mutable_error());
  }
  return serialise(encoding, frame);
}

std::string encode_client_frame(Encoding encoding, const v1::ClientFrame& frame) {
  return serialise(encoding, frame);
}

Result<v1::ServerFrame> decode_server_frame(Encoding encoding, std::string_view bytes) {
  v1::ServerFrame frame;
  if (auto parsed = parse(encoding, bytes, frame); !parsed) return std::unexpected(parsed.error());
  return frame;
}

}  // namespace reviewd::wire
