// Commands: what reaches a room over HTTP or the administrator's socket instead of the live
// connection. Those that change something are sequenced and logged like operations, those that ask
// are answered from the state they were sequenced at; neither answer leaves before that state is
// durable.
//
// Secrets are drawn by the caller and given as SHA-256: a room never sees one.

#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/digest.h"
#include "base/ids.h"
#include "reviewd/v1/backlog.pb.h"
#include "reviewd/v1/meeting.pb.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::engine {

struct InviteRequest {
  v1::Role role;
  Digest secret_hash;
  std::uint32_t uses_max;  // 0: no limit
};

// The first thing in every log: the product, its Product Owner with a session, and invite links.
// The Product Owner's own invite is bound to that person. Errors: conflict when founded already.
struct FoundProduct {
  std::string name;
  std::string owner_name;
  std::string owner_handle;
  Digest owner_token_hash;
  std::vector<InviteRequest> invites;
};

// Where an invite leads; uses nothing up. Errors: forbidden (unknown, revoked or used up), expired.
struct DescribeInvite {
  Digest secret_hash;
};

// Uses an invite: makes a participant (or finds the one it is bound to) and starts a session.
// `handle` is the new participant's public name. Errors: as DescribeInvite; bad_request for a bad
// name.
struct Join {
  Digest secret_hash;
  std::string name;
  std::string handle;
  Digest token_hash;
};

// Errors (all three): unauthenticated.
struct DescribeSession {
  std::string handle;
  Digest token_hash;
};

struct EndSession {
  std::string handle;
  Digest token_hash;
};

// One item with its long text. Errors: unknown_item.
struct DescribeItem {
  ParticipantId reader;
  ItemId item;
};

// The whole backlog in order.
struct ExportBacklog {
  ParticipantId reader;
};

using Command = std::variant<FoundProduct, DescribeInvite, Join, DescribeSession, EndSession,
                             DescribeItem, ExportBacklog>;

struct Done {};

struct InviteDescription {
  std::string product_name;
  std::string review_title;  // of the open or next planned review; empty if there is none
  v1::Role role;
  bool name_needed;
};

struct Joined {
  ParticipantId participant;
  v1::Role role;
  std::string handle;  // of the participant, who may have had one before
};

struct SessionDescription {
  ParticipantId participant;
  std::string name;
  v1::Role role;
  std::string product_name;
};

struct ItemDescription {
  v1::ItemState item;  // texts plain
  bool archived = false;
  v1::Zone zone = v1::ZONE_ORDERED;
};

struct BacklogExport {
  std::string product_name;
  Seq as_of{};
  std::vector<ItemDescription> items;  // ordered zone top to bottom, then the other
};

struct ItemResult {
  Seq as_of{};
  ItemDescription item;
};

using CommandResult =
    std::variant<Done, InviteDescription, Joined, SessionDescription, ItemResult, BacklogExport>;

}  // namespace reviewd::engine
