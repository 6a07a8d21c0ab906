#include "generator/http_flood.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <vector>

#include "generator/frame_reader.h"
#include "generator/line.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::load {

namespace {

constexpr int kStuckMs = 15'000;  // nobody has been answered anything for so long

struct HttpHead {
  unsigned status = 0;
  std::size_t bytes = 0;       // of the head
  std::size_t body_bytes = 0;  // behind it
};

// Of the answer at the beginning of `received`; nothing while its head is not all there.
std::optional<HttpHead> read_head(std::string_view received) {
  const std::size_t end = received.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  HttpHead head{.bytes = end + 4};
  const std::string_view text = received.substr(0, end);
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  constexpr std::string_view kLength = "Content-Length: ";
  if (text.size() < kVersion.size()) return head;
  std::from_chars(text.data() + kVersion.size(), text.data() + text.size(), head.status);
  if (const std::size_t at = text.find(kLength); at != std::string_view::npos)
    std::from_chars(text.data() + at + kLength.size(), text.data() + text.size(), head.body_bytes);
  return head;
}

// "429 rate_limited": the status, and the name where a refusal has one.
std::string kind_of(unsigned status, std::string_view body) {
  constexpr std::string_view kName = "\"name\":\"";
  std::string kind = std::to_string(status);
  const std::size_t at = body.find(kName);
  if (status < 400 || at == std::string_view::npos) return kind;
  const std::string_view rest = body.substr(at + kName.size());
  return kind + " " + std::string(rest.substr(0, rest.find('"')));
}

// One connection and the attempts first .. end - 1 that it makes.
struct Slot {
  std::unique_ptr<Line> line;
  std::size_t sent = 0;  // the next attempt to send
  std::size_t answered = 0;
  std::size_t end = 0;
  bool upgraded = false;
  std::string told;  // the problem before a close

  bool done() const { return answered == end; }
};

class Flood {
 public:
  explicit Flood(const HttpFlood& flood) : flood_(flood) {}

  Answers run() {
    const Nanoseconds began = now_ns();
    std::vector<Slot> slots(flood_.connections);
    std::vector<pollfd> waits(slots.size());
    for (;;) {
      bool busy = false;
      for (std::size_t i = 0; i < slots.size(); ++i) {
        if (!slots[i].line && !open(slots[i])) {
          waits[i] = {.fd = -1};
          continue;
        }
        waits[i] = slots[i].line->wanted();
        busy = true;
      }
      if (!busy || !answers_.problem.empty()) break;
      if (::poll(waits.data(), waits.size(), kStuckMs) == 0) answers_.problem = "no answer in time";
      for (std::size_t i = 0; i < slots.size(); ++i) {
        if (waits[i].fd >= 0 && waits[i].revents != 0) serve(slots[i], waits[i].revents);
      }
    }
    answers_.took = now_ns() - began;
    return std::move(answers_);
  }

 private:
  // False: everything has been given to a connection already.
  bool open(Slot& slot) {
    if (given_ == flood_.times) return false;
    const auto source =
        flood_.source_first + static_cast<std::uint32_t>(opened_++ % flood_.sources);
    slot = Slot{.line = std::make_unique<Line>(flood_.port, source)};
    slot.sent = slot.answered = given_;
    given_ = slot.end = std::min(flood_.times, given_ + flood_.per_connection);
    send_more(slot);
    return true;
  }

  void send_more(Slot& slot) {
    // Half a window at a time, so that requests go out many in a write.
    if (slot.sent - slot.answered > flood_.pipelined / 2) return;
    std::string requests;
    while (slot.sent < slot.end && slot.sent - slot.answered < flood_.pipelined)
      requests += flood_.request(slot.sent++);
    if (!requests.empty()) slot.line->send(requests);
  }

  void serve(Slot& slot, short ready) {
    const bool open = slot.line->serve(ready);
    std::size_t taken = 0;
    while (!slot.done() && take(slot, taken)) {
    }
    slot.line->received.erase(0, taken);
    if (slot.done()) {
      slot.line.reset();
    } else if (!open) {
      answers_.problem = "the server hung up on attempt " + std::to_string(slot.answered);
    } else if (!slot.upgraded) {
      send_more(slot);
    }
  }

  // Takes one answer or frame off what was received; false when none is all there.
  bool take(Slot& slot, std::size_t& taken) {
    const std::string_view rest = std::string_view(slot.line->received).substr(taken);
    if (slot.upgraded) {
      std::string_view frames = rest;
      const auto frame = take_frame(frames);
      if (!frame) return false;
      taken += rest.size() - frames.size();
      on_frame(slot, *frame);
      return true;
    }
    const auto head = read_head(rest);
    if (!head || rest.size() < head->bytes + head->body_bytes) return false;
    taken += head->bytes + head->body_bytes;
    if (head->status == 101 && flood_.frame) {
      slot.upgraded = true;
      slot.line->send(flood_.frame(slot.answered));
    } else {
      answer(slot, kind_of(head->status, rest.substr(head->bytes, head->body_bytes)));
    }
    return true;
  }

  void on_frame(Slot& slot, const Frame& frame) {
    if (frame.opcode == Opcode::kClose) {
      const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(frame.payload[i]); };
      const int code = frame.payload.size() < 2 ? 1005 : byte(0) << 8 | byte(1);
      return answer(slot,
                    slot.told + (slot.told.empty() ? "close " : ", close ") + std::to_string(code));
    }
    v1::ServerFrame message;
    if (frame.opcode == Opcode::kBinary && message.ParseFromString(std::string(frame.payload))) {
      if (message.has_problem()) slot.told = error_name(message.problem().code());
      if (message.has_welcome()) answer(slot, "welcome");
    }
  }

  void answer(Slot& slot, const std::string& kind) {
    answers_.add(kind);
    ++slot.answered;
  }

  const HttpFlood& flood_;
  Answers answers_;
  std::size_t given_ = 0;
  std::size_t opened_ = 0;
};

}  // namespace

Answers run(const HttpFlood& flood) { return Flood(flood).run(); }

}  // namespace reviewd::load
