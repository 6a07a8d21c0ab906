// The canonical encoding: one sequence of bytes for one meaning, whatever made the message.
//
// Serialised protobuf is not canonical (unknown fields, field order, JSON). Operation hashes and
// state hashes are taken over this instead; docs/LOG_FORMAT.md, "Canonical encoding", describes it
// for other languages. A Text counts as its salted hash, so that a state before and after an
// erasure agree.

#pragma once

#include <string>

#include "base/digest.h"

namespace google::protobuf {
class Message;
}

namespace reviewd::domain {

struct State;

// The canonical bytes of any message of the vocabulary.
std::string canonical(const google::protobuf::Message& message);

// SHA-256 of the canonical bytes of the state's log snapshot.
Digest state_hash(const State& state);

}  // namespace reviewd::domain
