// The HTTP routes: everything that is not live. Knows requests and answers, no sockets.
//
// Refusals are JSON problems of the published table. State-changing requests need JSON and, from
// browsers, this server's own Origin; routes under /v1/admin are there for the Unix socket only.
//
// Threads: the rooms' thread. Lifetime: outlives every connection of the server.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "auth/origin.h"
#include "auth/token_bucket.h"
#include "auth/trusted_proxies.h"
#include "base/ids.h"
#include "net/asio_types.h"
#include "net/http_message.h"
#include "net/limits.h"
#include "net/page.h"
#include "net/rehearsals.h"
#include "net/rooms.h"

namespace reviewd::net {

// Checks everything stored and calls back, on the rooms' thread, with a JSON object or an error.
using VerifyStore = std::function<void(std::function<void(Result<std::string>)>)>;

struct ApiOptions {
  std::string public_url;  // without a slash at the end
  bool secure = false;     // browsers come by https, unless a trusted proxy says otherwise
  auth::OriginCheck origins;
  auth::TrustedProxies proxies = {};
  Page page;
  VerifyStore verify;
  ConnectionLimits limits;
  ConnectionTimeouts timeouts = {};
};

class Api {
 public:
  Api(Rooms& rooms, Rehearsals& rehearsals, ApiOptions options);

  Awaitable<HttpAnswer> answer(const HttpRequest& request);
  const ApiOptions& options() const { return options_; }

  // Who may have a live connection, and to what.
  struct Admission {
    std::shared_ptr<RoomRunner> room;
    ParticipantId participant;
    Digest token_hash;
  };
  // Whether the request is for a live connection at all.
  static bool is_live(const HttpRequest& request);
  // Errors: bad_request, unauthenticated, forbidden (origin), unknown_product, rate_limited,
  // storage.
  Result<Admission> admit(const HttpRequest& request);

 private:
  struct Session {
    std::shared_ptr<RoomRunner> room;
    ParticipantId participant;
    std::string handle;
    std::string token;  // never logged, and kept no longer than the request
    Digest token_hash;
  };
  // A link's secret, or a join code.
  struct Invitation {
    std::shared_ptr<RoomRunner> room;
    Digest secret_hash{};
    std::string code;
    std::string name;
  };

  Awaitable<HttpAnswer> route(const HttpRequest& request);
  Awaitable<HttpAnswer> invite(const HttpRequest& request);
  Awaitable<HttpAnswer> join(const HttpRequest& request);
  Awaitable<HttpAnswer> session(const HttpRequest& request);
  Awaitable<HttpAnswer> end_session(const HttpRequest& request);
  Awaitable<HttpAnswer> renew_session(const HttpRequest& request);
  Awaitable<HttpAnswer> make_device_link(const HttpRequest& request);
  Awaitable<HttpAnswer> product(const HttpRequest& request);
  Awaitable<HttpAnswer> rehearse(const HttpRequest& request);
  Awaitable<HttpAnswer> admin(const HttpRequest& request);
  Awaitable<HttpAnswer> create_product(const HttpRequest& request);
  Awaitable<HttpAnswer> list_products();
  Awaitable<HttpAnswer> restore_access(const HttpRequest& request);
  Awaitable<HttpAnswer> verify();

  Result<void> check_host(const HttpRequest& request) const;
  Result<void> check_browser(const HttpRequest& request) const;
  Result<std::shared_ptr<RoomRunner>> room_of(std::string_view product);
  Result<Session> authenticate(const HttpRequest& request, std::string_view product,
                               engine::SessionUse use);
  Result<Invitation> read_invitation(const HttpRequest& request);
  void note_wrong_secret(const HttpRequest& request, const Invitation& invitation,
                         const Error& error);
  TimeMs now() const { return rooms_.surroundings().steady_clock(); }

  Rooms& rooms_;
  Rehearsals& rehearsals_;
  ApiOptions options_;
  auth::KeyedBuckets joins_;
  auth::KeyedBuckets wrong_secrets_;
  auth::KeyedBuckets wrong_codes_;  // by product
};

}  // namespace reviewd::net
