#include "domain/delegation.h"

#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/participant.h"
#include "domain/snapshot.h"

namespace reviewd::domain {
namespace {

Result<void> check_delegate(const v1::Delegate& delegate, const State& state) {
  const auto found = find_present("delegate.to", delegate.to(), state);
  if (!found) return std::unexpected(found.error());
  if ((*found)->role != v1::ROLE_SCRUM_MASTER && (*found)->role != v1::ROLE_DEVELOPER) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "delegate.to must be a Scrum Master or a Developer of this product");
  }
  return check_count("delegate.scopes", static_cast<std::size_t>(delegate.scopes_size()),
                     v1::DelegationScope_MAX);
}

Result<std::set<v1::DelegationScope>> scopes_of(const v1::Delegate& delegate) {
  std::set<v1::DelegationScope> scopes;
  for (const int scope : delegate.scopes()) {
    if (scope < v1::DELEGATION_SCOPE_ORDER || scope > v1::DelegationScope_MAX) {
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  "delegate.scopes names none of order, edit, assess, convert");
    }
    scopes.insert(static_cast<v1::DelegationScope>(scope));
  }
  return scopes;
}

}  // namespace

void add_delegation_end(Decision& decision, DelegationId id) {
  id.to(decision.events.emplace_back().mutable_delegation_ended()->mutable_delegation());
}

void add_all_delegation_ends(Decision& decision, const State& state) {
  for (const auto& [id, delegation] : state.delegations) add_delegation_end(decision, id);
}

void add_delegation_ends_of(Decision& decision, const State& state, ParticipantId to) {
  for (const auto& [id, delegation] : state.delegations) {
    if (delegation.to == to) add_delegation_end(decision, id);
  }
}

void save_delegation(DelegationId id, const Delegation& delegation, v1::DelegationGranted* out) {
  id.to(out->mutable_delegation());
  out->set_to(value(delegation.to));
  for (const v1::DelegationScope scope : delegation.scopes) out->add_scopes(scope);
  out->set_expires_ms(value(delegation.expires));
}

Result<Decision> decide_delegate(const v1::Operation& operation, const DecideContext& context) {
  const v1::Delegate& delegate = operation.delegate();
  if (auto ok = check_delegate(delegate, context.state); !ok) return std::unexpected(ok.error());
  const auto scopes = scopes_of(delegate);
  if (!scopes) return std::unexpected(scopes.error());
  const std::int64_t now = value(context.now);
  if (delegate.expires_ms() <= now || delegate.expires_ms() > now + kDelegationMsMax) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "delegate.expires_ms must be after the server's time, " + std::to_string(now) +
                    ", and at most " + std::to_string(kDelegationMsMax) + " later");
  }
  if (auto ok = check_room("delegations", context.state.delegations.size(), 1, kDelegationsMax);
      !ok) {
    return std::unexpected(ok.error());
  }
  Decision decision;
  v1::DelegationGranted& granted = *decision.events.emplace_back().mutable_delegation_granted();
  name_after(operation, granted.mutable_delegation());
  granted.set_to(delegate.to());
  for (const v1::DelegationScope scope : *scopes) granted.add_scopes(scope);
  granted.set_expires_ms(delegate.expires_ms());
  return decision;
}

Result<Decision> decide_revoke_delegation(const v1::Operation& operation,
                                          const DecideContext& context) {
  const v1::Id& id = operation.revoke_delegation().delegation();
  const auto found = context.state.delegations.find(DelegationId::from(id));
  if (found == context.state.delegations.end()) {
    // Decided, so it was one once, or never became one: in neither case is it in force.
    if (id.actor() != 0 && context.decided(SlotId::from(id))) return noop();
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "revoke_delegation.delegation names no delegation of this product");
  }
  Decision decision;
  add_delegation_end(decision, found->first);
  return decision;
}

Decision expire_delegation(DelegationId id) {
  Decision decision;
  add_delegation_end(decision, id);
  decision.events.back().mutable_delegation_ended()->set_expired(true);
  return decision;
}

void apply_delegation(State& state, const v1::Event& event) {
  if (event.has_delegation_ended()) {
    const auto found =
        state.delegations.find(DelegationId::from(event.delegation_ended().delegation()));
    state.deadlines.erase({found->second.expires, found->first});
    state.delegations.erase(found);
    return;
  }
  add_delegation(state, event.delegation_granted());
}

void add_delegation(State& state, const v1::DelegationGranted& granted) {
  const DelegationId id = DelegationId::from(granted.delegation());
  Delegation delegation{.to = ParticipantId{granted.to()},
                        .scopes = {},
                        .expires = static_cast<TimeMs>(granted.expires_ms())};
  for (const int scope : granted.scopes())
    delegation.scopes.insert(static_cast<v1::DelegationScope>(scope));
  state.deadlines.emplace(delegation.expires, id);
  state.delegations.emplace(id, std::move(delegation));
}

}  // namespace reviewd::domain
