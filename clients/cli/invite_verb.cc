// reviewctl invite: makes an invite link. The secret is drawn here; the server gets its SHA-256.
#include <sys/random.h>

#include <array>
#include <iostream>

#include "base/digest.h"
#include "cli/duration.h"
#include "cli/invite_link.h"
#include "cli/participant_session.h"
#include "cli/verbs.h"
#include "domain/invite.h"

namespace reviewd::cli {

namespace {

struct Options {
  std::string role;
  std::optional<std::uint32_t> uses;
  std::string expires;
};

Attempt<std::string> draw_secret() {
  std::array<std::uint8_t, 16> secret{};
  if (::getrandom(secret.data(), secret.size(), 0) != static_cast<ssize_t>(secret.size())) {
    return give_up(ExitCode::kFailed, "the system gives no random numbers");
  }
  return std::string(as_bytes(secret));
}

// By the server's clock where it has said what that shows; ours may be wrong.
std::int64_t expiry_ms(std::chrono::seconds span, const v1::Welcome& welcome) {
  return welcome.server_time_ms() + std::chrono::milliseconds(span).count();
}

Attempt<void> invite(const Options& options, const ServerOptions& server) {
  const auto role = parse_role(options.role);
  if (!role || *role == v1::ROLE_PRODUCT_OWNER) {
    return give_up(ExitCode::kUsage,
                   "no such role; say scrum_master, developer, stakeholder or observer");
  }
  const auto span = options.expires.empty() ? std::optional(std::chrono::seconds(0))
                                            : parse_duration(options.expires);
  if (!span)
    return give_up(ExitCode::kUsage, "--expires takes a span of time such as 30m, 2h or 7d");
  const auto who = participant(server);
  if (!who) return std::unexpected(who.error());
  const auto secret = draw_secret();
  if (!secret) return std::unexpected(secret.error());

  ParticipantSession session(*who);
  std::optional<v1::Outcome> outcome;
  session.settled = [&](const sdk::Settled& settled) { outcome = settled.outcome; };
  if (auto opened = session.open({}); !opened) return opened;
  v1::Operation operation;
  v1::CreateInvite& create = *operation.mutable_create_invite();
  create.set_role(*role);
  create.set_uses_max(options.uses.value_or(domain::is_personal(*role) ? 1 : 0));
  create.set_secret_hash(std::string(as_bytes(sha256(*secret))));
  if (span->count() > 0) create.set_expires_ms(expiry_ms(*span, session.welcome()));
  if (auto sent = session.submit(std::move(operation)); !sent) return sent;
  if (auto waited = session.run_until([&] { return outcome.has_value(); }); !waited) return waited;
  if (outcome->kind() != v1::OUTCOME_KIND_APPLIED) {
    return std::unexpected(
        Failure::from({.code = outcome->error().code(),
                       .text = "no invite was made: " + outcome->error().text()}));
  }
  std::cout << to_string({who->credential.page, who->credential.product, to_hex(*secret)}) << "\n";
  return {};
}

}  // namespace

void add_invite(CLI::App& app, Invocation& run) {
  auto options = std::make_shared<Options>();
  CLI::App* const verb = app.add_subcommand("invite", "Make an invite link for a role");
  verb->add_option("--role", options->role, "scrum_master, developer, stakeholder or observer")
      ->required();
  verb->add_option("--uses", options->uses,
                   "How often it can be used, 0 being any number. Left out: once for Scrum Masters "
                   "and Developers, whose links are personal, else any number");
  verb->add_option("--expires", options->expires,
                   "How long it is valid, such as 30m, 2h, 7d; for ever if left out");
  verb->callback([options, &run] { run.finish(invite(*options, run.server)); });
}

}  // namespace reviewd::cli
