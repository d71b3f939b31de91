#include "api/gateway/desk.h"

namespace pennypost::gateway {

Desk::Desk(const Executors& executors, Records& records, Submitter& submitter,
           client::NodeClient& nodes, custodian::Custodian& custodian, LedgerView& ledger,
           PinKeeper& pins, Metrics& metrics, DeskOptions options, const Now& now, Leases* leases)
    : policy(std::move(options.policy)),
      people(records, submitter, nodes, custodian, std::move(options.people), now),
      payments(records, people, ledger, submitter, policy, now),
      requests(records, payments, now),
      holds(executors.later, records, payments, submitter, now),
      identity(records, now),
      challenges(records, pins, now),
      outcomes(records, requests, holds, now),
      outbox(executors.later, records, now),
      dialogue(
          {records, people, payments, requests, holds, identity, challenges, ledger, metrics, now}),
      gateway(executors, records, people, payments, dialogue, identity, outbox, now, leases) {
  holds.set_public_url(options.public_url);
  challenges.set_public_url(options.public_url);
  payments.on_answer([this](const Card& card, gateway_store::Change& change) {
    requests.card_answered(card, change);
  });
  submitter.on_end([this](const Operation& operation, gateway_store::Change& change) {
    outcomes.ended(operation, change);
  });
  submitter.after_end([this] { outbox.wake(); });
}

void Desk::start() {
  outbox.resume();
  holds.start();
}

void Desk::stop() {
  outbox.stop();
  holds.stop();
}

}  // namespace pennypost::gateway
