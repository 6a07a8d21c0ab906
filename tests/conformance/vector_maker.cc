// Writes conformance vectors: random histories as one client lives them, one JSON object a line.
//
//   reviewd-vectors --histories 5000 > build/vectors.jsonl
//
// {"seed","actor","events":[base64 Event ..],"steps":[..]}, where a step is
//   {"made": base64 Operation, "predicted"}                    the client makes an operation
//   {"seq", "settled":[counters], "confirmed", "predicted"}    the client is shown events up to seq
// Digests as in recorded_history.h. Clients in any language can be held against them.

#include <openssl/evp.h>

#include <cstdlib>
#include <cstring>
#include <iostream>

#include "conformance/recorded_history.h"

namespace reviewd::domain {
namespace {

constexpr std::uint32_t kSteps = 24;

std::string base64(const google::protobuf::Message& message) {
  const std::string bytes = message.SerializeAsString();
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return '"' + out + '"';
}

template <class List, class Write>
std::string list_of(const List& list, Write write) {
  std::string out = "[";
  for (const auto& one : list) out += (out.size() > 1 ? "," : "") + write(one);
  return out + "]";
}

std::string written(const ClientStep& step) {
  const std::string predicted = ",\"predicted\":" + std::to_string(step.predicted) + "}";
  if (step.made) return "{\"made\":" + base64(*step.made) + predicted;
  const auto number = [](std::uint32_t counter) { return std::to_string(counter); };
  return "{\"seq\":" + std::to_string(step.seq) + ",\"settled\":" + list_of(step.settled, number) +
         ",\"confirmed\":" + std::to_string(step.confirmed) + predicted;
}

void plainly(v1::AddedItem& item) {
  item.Clear();
  item.mutable_title()->set_plain("x");
}

int write_all(std::uint64_t histories) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    RecordedHistory history(seed);
    history.run(draw_turns(seed, kSteps));
    if (!history.broken().empty()) {
      std::cerr << "seed " << seed << ": " << history.broken() << "\n";
      return 1;
    }
    // What its texts are salted with is nobody's business here.
    const auto event = [](v1::Event one) {
      if (one.has_items_added()) {
        for (v1::AddedItem& item : *one.mutable_items_added()->mutable_items()) plainly(item);
      }
      if (one.has_item_split()) plainly(*one.mutable_item_split()->mutable_second());
      return base64(one);
    };
    std::cout << "{\"seed\":" << seed << ",\"actor\":" << history.actor()
              << ",\"events\":" << list_of(history.events(), event)
              << ",\"steps\":" << list_of(history.steps(), written) << "}\n";
  }
  return std::cout.flush() ? 0 : 1;
}

}  // namespace
}  // namespace reviewd::domain

int main(int argc, char** argv) {
  if (argc != 3 || std::strcmp(argv[1], "--histories") != 0) {
    std::cerr << "usage: reviewd-vectors --histories N\n";
    return 2;
  }
  return reviewd::domain::write_all(std::strtoull(argv[2], nullptr, 10));
}
