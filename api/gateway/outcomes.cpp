#include "api/gateway/outcomes.h"

#include "api/gateway/news.h"

namespace pennypost::gateway {

void Outcomes::ended(const Operation& operation, gateway_store::Change& change) {
  requests_.payment_ended(operation, change);
  holds_.operation_ended(operation, change);
  const bool paid =
      operation.kind == OperationKind::payment && operation.state == OperationState::final;
  if (paid) tell_payee(operation, change);
}

void Outcomes::tell_payee(const Operation& operation, gateway_store::Change& change) {
  const auto payer = records_.user(operation.user);
  const auto payee = records_.user_by_address(operation.to);
  // Credit never depends on being told: whoever is not here finds it in their balance.
  if (!payer || !payee || payee->tenant != payer->tenant) return;
  if (contacts_.is_marked(payee->id, payer->id, Contacts::Mark::mute)) return;
  auto message = news(records_, *payee, "received " + operation.id, "received",
                      {{"from", "@" + payer->handle},
                       {"amount", money_text(operation, payee->locale)},
                       {"memo", memo_text(operation.memo, payee->locale)}},
                      now_());
  message.from = payer->id;
  records_.put(change, message);
}

}  // namespace pennypost::gateway
