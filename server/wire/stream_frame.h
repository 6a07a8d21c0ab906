// The stream of a product as bytes: every entry is encoded once, and a batch for any number of
// readers is a header and the concatenation of its entries' bytes.
//
// Why it works: repeated fields of Protocol Buffers concatenate, and elements of a JSON array are
// joined with commas. Pure functions; any thread.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "reviewd/v1/event.pb.h"
#include "wire/encoding.h"

namespace reviewd::wire {

// An event as an element of Events.entries, reduced to what may be sent.
std::string encode_event_entry(Encoding encoding, v1::Event event);

// The marker for events from `from` to `to` that a class may not see.
std::string encode_redacted_entry(Encoding encoding, Seq from, Seq to);

// The JSON form of an entry that is there in the binary one. Bytes that encode_*_entry() did not
// make are a bug of the caller.
std::string entry_to_json(std::string_view proto_entry);

// A whole Events frame from entries of that encoding: entries must cover from..to without gaps.
std::string join_events_frame(Encoding encoding, Seq from, Seq to,
                              const std::vector<std::string_view>& entries);

}  // namespace reviewd::wire
