// One tab of one person: the real client core over links that come and go, and somebody who uses
// it.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sdk/conversation.h"
#include "sdk/replica.h"
#include "simulation/link.h"
#include "simulation/oracle.h"
#include "simulation/prng.h"
#include "simulation/server.h"

namespace reviewd::simulation {

// Shared by all tabs of a person, as a browser's cookie is.
struct Person {
  std::string name;
  ParticipantId participant{};
  std::string handle;
  std::string secret;  // of the session
};

// What all tabs share.
struct Surroundings {
  VirtualTime& time;
  Server& server;
  Oracle& oracle;
  std::uint64_t seed;
  std::uint64_t intents = 0;  // made so far, by everybody
  std::uint64_t links = 0;    // opened so far
};

class Tab final : public sdk::Follower {
 public:
  Tab(Surroundings& around, Person& person, std::string name, std::uint64_t stream);
  ~Tab() override;

  const std::string& name() const { return name_; }

  // What a person does.
  void operate(Prng& random, std::uint32_t count);
  void go_offline();
  void go_online();
  // Sends everything unanswered again, without need.
  void resend();
  // A new page: nothing of the old one is kept. Only when nothing is pending.
  void reload();

  // What the network does.
  void cut(Prng& random);
  void half_open(Prng& random);
  void hold_up(VirtualTime::Duration span);
  void server_gone();
  void unreachable(bool is) { unreachable_ = is; }

  bool settled() const;
  void check_settled() const;
  std::string what_is_open() const;
  std::size_t overridden() const { return overridden_; }

 private:
  struct Intent {
    std::string tag;
    unsigned outcomes = 0;
    bool did_something = false;
    std::uint32_t group = 0;
    bool refused = false;
  };

  void on_welcome(const v1::Welcome& welcome) override;
  void on_snapshot(const sdk::RowSnapshot& snapshot) override;
  void on_event(const v1::Event& event) override;
  void on_redacted(Seq from, Seq to) override;
  void on_outcome(const sdk::Settled& settled) override;
  void on_made_again(sdk::OperationId was, sdk::OperationId now) override;
  void on_overridden(sdk::OperationId mine, const v1::Event& by) override;
  void on_other(const v1::ServerFrame& frame) override;

  void connect_after(VirtualTime::Duration wait);
  void connect();
  void renew();
  void received(const std::string& bytes);
  void closed(std::uint16_t code);
  void check_reply(const v1::Reply& reply) const;
  void send(const v1::ClientFrame& frame);
  void pump();
  void every_second();
  void later(VirtualTime::Duration wait, std::function<void()> what);
  v1::Role role() const;

  Surroundings& around_;
  Person& person_;
  std::string name_;
  Prng random_;
  std::unique_ptr<sdk::Conversation> conversation_;
  sdk::Replica replica_;
  v1::VisibilityClass visibility_ = v1::VISIBILITY_CLASS_UNSPECIFIED;
  std::map<sdk::OperationId, Intent> intents_;
  std::shared_ptr<Link> link_;
  std::uint64_t life_ = 0;  // of the connection: what was put off for an earlier one is dropped
  bool waiting_to_connect_ = false;
  bool offline_ = false;
  bool unreachable_ = false;
  std::size_t overridden_ = 0;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace reviewd::simulation
