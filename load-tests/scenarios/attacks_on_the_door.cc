// Coming in without having been invited, with somebody else's secret, or without manners.
#include <chrono>
#include <thread>

#include "generator/frame_reader.h"
#include "generator/http_flood.h"
#include "reviewd/v1/live.pb.h"
#include "scenarios/attack_list.h"

namespace reviewd::load {

namespace {

using Request = std::function<std::string(std::size_t)>;

std::string post(const AttackStage& stage, const std::string& target, const std::string& body) {
  return "POST " + target + " HTTP/1.1\r\nHost: " + stage.host() +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::string join_request(const AttackStage& stage, const std::string& secret) {
  return post(
      stage, "/v1/join",
      R"({"product":")" + stage.product() + R"(","secret":")" + secret + R"(","name":"Guest"})");
}

std::string session_request(const AttackStage& stage, const std::string& handle,
                            const std::string& token) {
  return "GET /v1/session?product=" + stage.product() + "&as=" + handle +
         " HTTP/1.1\r\nHost: " + stage.host() + "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
}

// 32 hex digits that nobody has drawn.
std::string wrong_secret(std::size_t i) {
  std::string digits = std::to_string(i);
  return std::string(32 - digits.size(), '0') + digits;
}

// 8 characters of the alphabet of join codes.
std::string wrong_code(std::size_t i) {
  constexpr std::string_view kAlphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
  std::string code(8, 'A');
  for (std::size_t at = 8; i > 0; i /= kAlphabet.size())
    code[--at] = kAlphabet[i % kAlphabet.size()];
  return code;
}

struct From {
  std::uint32_t addresses = 1;
  std::size_t requests_each = 1'000;  // of one connection
};

Attack::Flood http(AttackStage& stage, From from, Request request, Request frame = {}) {
  HttpFlood flood{.port = stage.server().tcp().port,
                  .request = std::move(request),
                  .frame = std::move(frame),
                  .per_connection = from.requests_each,
                  .source_first = stage.addresses(from.addresses),
                  .sources = from.addresses};
  return [flood](std::size_t times) mutable {
    flood.times = times;
    return LiveAnswers{run(flood)};
  };
}

Attack::Flood joins(AttackStage& stage, From from, const std::string& secret) {
  return http(stage, from, [&stage, secret](std::size_t) { return join_request(stage, secret); });
}

Attack::Flood wrong_secrets(AttackStage& stage, From from) {
  return http(stage, from,
              [&stage](std::size_t i) { return join_request(stage, wrong_secret(i)); });
}

Attack::Flood expired_link(AttackStage& stage) {
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  const auto link = stage.invite(v1::ROLE_STAKEHOLDER, 0, now.count() + 500);
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  return joins(stage, {}, link.secret);
}

Attack::Flood used_link(AttackStage& stage) {
  const auto link = stage.invite(v1::ROLE_DEVELOPER, 1);
  stage.join(link.secret);
  return joins(stage, {}, link.secret);
}

Attack::Flood revoked_link(AttackStage& stage) {
  const auto link = stage.invite(v1::ROLE_STAKEHOLDER, 0);
  v1::Operation revoke;
  *revoke.mutable_revoke_invite()->mutable_invite() = link.id;
  stage.ask(revoke);
  return joins(stage, {}, link.secret);
}

Attack::Flood stolen_token(AttackStage& stage) {
  const auto victim = stage.newcomer(v1::ROLE_STAKEHOLDER);
  stage.sign_out(victim);
  return http(stage, {}, [&stage, victim](std::size_t) {
    return session_request(stage, victim.handle, victim.token);
  });
}

Attack::Flood stolen_token_live(AttackStage& stage) {
  const auto victim = stage.newcomer(v1::ROLE_STAKEHOLDER);
  stage.sign_out(victim);
  return http(stage, {.requests_each = 1}, [&stage, victim](std::size_t) {
    return upgrade_request(stage.server().tcp(), victim);
  });
}

Attack::Flood foreign_handle(AttackStage& stage) {
  const auto victim = stage.newcomer(v1::ROLE_SCRUM_MASTER);
  const auto attacker = stage.newcomer(v1::ROLE_STAKEHOLDER);
  return http(stage, {}, [&stage, victim, attacker](std::size_t) {
    return session_request(stage, victim.handle, attacker.token);
  });
}

Attack::Flood join_codes(AttackStage& stage) {
  v1::Operation set;
  set.mutable_set_join_code()->set_code("ZZZZ9999");
  stage.ask(set);
  return http(stage, {.addresses = 1'000, .requests_each = 100}, [&stage](std::size_t i) {
    return post(stage, "/v1/join",
                R"({"product":")" + stage.product() + R"(","code":")" + wrong_code(i) +
                    R"(","name":"Guest"})");
  });
}

// Five that make no sense in five ways.
std::string malformed_frame(std::size_t i) {
  v1::ClientFrame submit;
  submit.mutable_submit()->add_operations()->mutable_noop();
  switch (i % 5) {
    case 0: return client_frame(Opcode::kBinary, "\xff\xff\xff\xffno message at all");
    case 1: return client_frame(Opcode::kBinary, "");
    case 2: return client_frame(Opcode::kText, "{\"hello\":{}}");
    case 3: return client_frame(Opcode::kBinary, std::string("\x0a\x20\x08", 3));
    default: return client_frame(Opcode::kBinary, submit.SerializeAsString());
  }
}

Attack::Flood malformed_frames(AttackStage& stage) {
  const auto attacker = stage.newcomer(v1::ROLE_STAKEHOLDER);
  return http(
      stage, {.addresses = 8, .requests_each = 1},
      [&stage, attacker](std::size_t) { return upgrade_request(stage.server().tcp(), attacker); },
      malformed_frame);
}

// Tab after tab that comes without a lease.
Attack::Flood new_tabs(AttackStage& stage) {
  const auto attacker = stage.newcomer(v1::ROLE_STAKEHOLDER);
  return http(
      stage, {.addresses = 8, .requests_each = 1},
      [&stage, attacker](std::size_t) { return upgrade_request(stage.server().tcp(), attacker); },
      [](std::size_t) {
        v1::ClientFrame hello;
        hello.mutable_hello()->set_version_min(1);
        hello.mutable_hello()->set_version_max(1);
        return client_frame(Opcode::kBinary, hello.SerializeAsString());
      });
}

Attack::Flood device_links(AttackStage& stage) {
  const auto attacker = stage.newcomer(v1::ROLE_STAKEHOLDER);
  return http(stage, {}, [&stage, attacker](std::size_t) {
    return "POST /v1/session/link?product=" + attacker.product + "&as=" + attacker.handle +
           " HTTP/1.1\r\nHost: " + stage.host() + "\r\nAuthorization: Bearer " + attacker.token +
           "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
  });
}

}  // namespace

std::vector<Attack> attacks_on_the_door() {
  const std::set<std::string> withdrawn{"403 forbidden", "429 rate_limited"};
  const std::set<std::string> unknown{"401 unauthenticated", "429 rate_limited"};
  return {
      {"wrong secret, one address",
       withdrawn,
       {},
       [](AttackStage& stage) { return wrong_secrets(stage, {}); }},
      {"wrong secret, 20,000 addresses",
       withdrawn,
       {},
       [](AttackStage& stage) {
         return wrong_secrets(stage, {.addresses = 20'000, .requests_each = 5});
       }},
      {"expired link", {"410 expired", "429 rate_limited"}, {}, expired_link},
      {"used-up personal link", withdrawn, {}, used_link},
      {"revoked link", withdrawn, {}, revoked_link},
      {"token after sign-out, session", unknown, {}, stolen_token},
      {"token after sign-out, upgrade", unknown, {}, stolen_token_live},
      {"somebody else's handle", unknown, {}, foreign_handle},
      {"join codes, 1,000 addresses", withdrawn, {}, join_codes},
      {"malformed frames", {"bad_request, close 4500"}, {}, malformed_frames},
      {"new tabs of one person", {"welcome", "rate_limited, close 4001"}, {"welcome"}, new_tabs},
      {"device links of one person", {"200", "429 rate_limited"}, {"200"}, device_links},
  };
}

std::vector<Attack> attacks_by_numbers() {
  return {
      {"joins, one address",
       {"200", "429 rate_limited"},
       {"200"},
       [](AttackStage& stage) {
         return joins(stage, {}, stage.invite(v1::ROLE_STAKEHOLDER, 0).secret);
       }},
      {"joins, 250 addresses",
       {"200", "429 rate_limited", "413 too_large"},
       {"200"},
       [](AttackStage& stage) {
         return joins(stage, {.addresses = 250, .requests_each = 400},
                      stage.invite(v1::ROLE_STAKEHOLDER, 0).secret);
       }},
  };
}

}  // namespace reviewd::load
