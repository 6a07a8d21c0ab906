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
#include "base/time.h"
#include "reviewd/v1/backlog.pb.h"
#include "reviewd/v1/meeting.pb.h"
#include "reviewd/v1/operation.pb.h"
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

// Where an invite, a one-time link or a join code leads; uses nothing up. With a `code`, that is
// looked at and the secret is not. Errors: forbidden (unknown, revoked or used up), expired.
struct DescribeInvite {
  Digest secret_hash{};
  std::string code;
};

// Uses an invite: makes a participant (or finds the one it is bound to) and starts a session.
// `handle` is the new participant's public name. Errors: as DescribeInvite; bad_request for a bad
// name.
struct Join {
  Digest secret_hash{};
  std::string code;  // as in DescribeInvite: leads to the waiting room
  std::string name;
  std::string handle;
  Digest token_hash;
};

// Errors (of this and the next three): unauthenticated.
struct DescribeSession {
  std::string handle;
  Digest token_hash;
};

struct EndSession {
  std::string handle;
  Digest token_hash;
  bool everywhere = false;  // all sessions of this person
};

// The same session under a new secret, as is due after a change of role. The new one was made from
// the old one and `salt`. Asked again before anybody used the new one, which is what a client does
// that has not heard the answer, it changes nothing and tells the salt of the first time.
struct RenewSession {
  std::string handle;
  Digest token_hash;
  Digest new_token_hash;
  Salt salt;
};

// A one-time link for this person's next device. Errors: also forbidden, from the waiting room.
struct MakeDeviceLink {
  std::string handle;
  Digest token_hash;
  Digest secret_hash;
};

// The administrator's way to let a Product Owner back in who has lost theirs. Everybody is told.
// Errors: bad_request.
struct RestoreAccess {
  Digest secret_hash;
  std::string reason;
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

// What makes a rehearsal of a review. For those who lead. Errors: unknown_item, forbidden.
struct RehearseReview {
  ParticipantId reader;
  ReviewId review;
};

using Command =
    std::variant<FoundProduct, DescribeInvite, Join, DescribeSession, EndSession, RenewSession,
                 MakeDeviceLink, RestoreAccess, DescribeItem, ExportBacklog, RehearseReview>;

struct Done {};

struct InviteDescription {
  std::string product_name;
  std::string review_title;  // of the open or next planned review; empty if there is none
  v1::Role role;
  bool name_needed;
  bool waiting_room = false;
};

struct Joined {
  ParticipantId participant;
  v1::Role role;
  std::string handle;  // of the participant, who may have had one before
  bool waiting = false;
};

struct SessionDescription {
  ParticipantId participant;
  std::string name;
  v1::Role role;
  std::string product_name;
  bool waiting = false;
  bool renew = false;  // the role has changed: renew the session before anything else
};

struct SessionRenewed {
  Salt salt;
};

struct DeviceLinkMade {
  TimeMs expires{};
};

struct ItemDescription {
  v1::ItemState item;  // texts plain
  bool archived = false;
  v1::Zone zone = v1::ZONE_ORDERED;
};

// As domain::rehearsal_of, for the first tab of a product just founded.
struct RehearsalScript {
  std::string product_name;
  std::string owner_name;  // whoever asked
  std::vector<v1::Operation> operations;
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
    std::variant<Done, InviteDescription, Joined, SessionDescription, SessionRenewed,
                 DeviceLinkMade, ItemResult, BacklogExport, RehearsalScript>;

}  // namespace reviewd::engine
