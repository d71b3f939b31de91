#include "ledger/execution/travel_rule.h"

#include <algorithm>

#include "ledger/codec/canonical.h"
#include "ledger/execution/operations.h"

namespace pennypost::execution {

const Address& institution_of(const Party& party) {
  const bool below = party.account.role == AccountRole::user && !party.account.parent.is_zero();
  return below ? party.account.parent : party.address;
}

Code TravelRule::pass(const Party& payer, const Party& payee, const Currency& currency,
                      Amount amount) {
  if (amount <= currency.attested_above) return Code::success;
  const Address& institution = institution_of(payee);
  if (institution == institution_of(payer)) return Code::success;
  const AttestationId id = codec::attestation_id(payer.address, payee.address, currency.code);
  const auto* attestation = state_.get<Attestation>(state::StateKey::of(id));
  if (!attestation || attestation->institution != institution || now_ >= attestation->until ||
      amount > attestation->amount || std::ranges::find(used_, id) != used_.end()) {
    return Code::attestation_missing;
  }
  used_.push_back(id);
  return Code::success;
}

void TravelRule::commit() {
  for (const AttestationId& id : used_) state_.remove(state::StateKey::of(id));
}

// L87
Outcome perform(const Attest& attest, Call& call) {
  if (attest.amount == Amount(0)) return failed(Code::invalid_amount);
  if (attest.reference == Hash{}) return failed(Code::invalid_settings);
  if (attest.payer == attest.payee) return failed(Code::self_transfer);
  if (!call.state.currency(attest.currency)) return failed(Code::unknown_currency);
  const Account* payee = call.state.account(attest.payee);
  if (!payee || !call.state.account(attest.payer)) return failed(Code::unknown_account);
  if (institution_of({attest.payee, *payee}) != call.sender) return failed(Code::not_permitted);
  if (attest.until <= call.block_time ||
      us_between(call.block_time, attest.until) > kAttestationUsMax) {
    return failed(Code::invalid_expiry);
  }
  const AttestationId id = codec::attestation_id(attest.payer, attest.payee, attest.currency);
  call.state.put(state::StateKey::of(id),
                 Attestation{call.sender, attest.amount, attest.reference, attest.until});
  return succeeded(Event{EventKind::attested, attest.payer, attest.payee, attest.currency,
                         attest.amount, attest.reference});
}

}  // namespace pennypost::execution
