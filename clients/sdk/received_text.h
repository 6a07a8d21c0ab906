// Texts as they arrive have no salt, hash or owner: those stay in the log. The rules of the domain
// read all of them, so each text gets stand-ins here. Nothing on this side compares them.

#pragma once

namespace google::protobuf {
class Message;
}

namespace reviewd::sdk {

// Completes every text of `message` and of the messages that are set in it. An absent one becomes
// an empty one, except for reasons, which are said or not.
void complete_texts(google::protobuf::Message& message);

}  // namespace reviewd::sdk
