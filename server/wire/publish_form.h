// The one door between what the log knows about a text and what may leave the server.
//
// In the log a Text has a salt, a hash, an owner and a ciphertext. None of them may ever be sent:
// the owner of an anonymous feedback names its author, salt and hash let a short text be guessed.
// Every encoder of this layer goes through here; whoever serialises messages for clients elsewhere
// must too.

#pragma once

#include <google/protobuf/message.h>

namespace reviewd::wire {

// Reduces every Text in `message`, at any depth, to its plain text or to `erased`. Works on any
// message of the vocabulary; which fields lead to a Text is found out once per type.
void to_publish_form(google::protobuf::Message& message);

}  // namespace reviewd::wire
