// Frames of the live protocol, to bytes and back, in both encodings.
//
// Decoding trusts nobody: size, UTF-8, depth and structure are checked, fields that this version
// does not know are dropped. Encoding for clients always goes through to_publish_form(). Pure
// functions; any thread.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "reviewd/v1/live.pb.h"
#include "wire/encoding.h"

namespace reviewd::wire {

// Errors: too_large (over kFrameBytesMax), bad_request (not a frame, or of no kind known here).
Result<v1::ClientFrame> decode_client_frame(Encoding encoding, std::string_view bytes);

// `frame` as bytes of one WebSocket message. Texts are reduced to what may be sent, errors get the
// advice of the table.
std::string encode_server_frame(Encoding encoding, v1::ServerFrame frame);

// The other direction, for C++ clients. Frames from a server may be longer than kFrameBytesMax.
std::string encode_client_frame(Encoding encoding, const v1::ClientFrame& frame);
Result<v1::ServerFrame> decode_server_frame(Encoding encoding, std::string_view bytes);

}  // namespace reviewd::wire
