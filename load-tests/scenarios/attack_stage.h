// A meeting to attack: a server of its own, a product with an open review, and an honest Product
// Owner who is connected all the while. Says in problem() what went wrong first; what it gives
// after that is of no use.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "generator/bystander.h"
#include "generator/product_setup.h"
#include "generator/server_process.h"
#include "reviewd/v1/operation.pb.h"

namespace reviewd::load {

class AttackStage {
 public:
  struct Link {
    std::string secret;
    v1::Id id;
  };
  struct Guest : Person {
    std::uint32_t participant = 0;
  };

  AttackStage(const std::string& binary, ServerProcess::Rates rates);

  void set_up();
  const std::string& problem() const { return problem_; }

  const ServerProcess& server() const { return server_; }
  const std::string& product() const { return product_.owner.product; }
  // What a request needs to reach the server.
  std::string host() const { return server_.tcp().authority(); }
  // The first of `count` addresses that no other attack uses (Line).
  std::uint32_t addresses(std::uint32_t count);

  // An operation of the Product Owner's, by the open connection.
  v1::Id ask(v1::Operation operation);
  // That the Product Owner is still served: an edit, and how long it took to be acknowledged.
  Nanoseconds serve_bystander();

  Link invite(v1::Role role, std::uint32_t uses_max, std::int64_t expires_ms = 0);
  Guest join(const std::string& secret);
  // By a link of their own.
  Guest newcomer(v1::Role role);
  void sign_out(const Person& who);

  v1::Id open_poll(v1::PollKind kind);
  // What it came to.
  v1::Tally close_poll(const v1::Id& poll);
  const v1::Id& review() const { return review_; }
  const v1::Id& item() const { return item_; }

 private:
  void fail_with(const std::string& why) {
    if (problem_.empty()) problem_ = why;
  }

  ServerProcess server_;
  Product product_;
  std::unique_ptr<Bystander> bystander_;
  std::string problem_;
  std::uint32_t next_address_ = 1;
  std::uint32_t drawn_ = 0;
  std::uint32_t edits_ = 0;
  v1::Id review_;
  v1::Id increment_;
  v1::Id item_;
};

}  // namespace reviewd::load
