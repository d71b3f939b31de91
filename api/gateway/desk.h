#pragma once

#include "api/gateway/executors.h"
#include "api/gateway/gateway.h"
#include "api/gateway/outcomes.h"

namespace pennypost::gateway {

struct DeskOptions {
  PeopleOptions people;
  Policy policy{};
  std::string public_url{};  ///< where people's browsers reach the gateway: links begin with it
};

/// Everything that answers messages, put together. Made once the ledger has told its currencies;
/// what it is given outlives it.
struct Desk {
  Desk(const Executors& executors, Records& records, Submitter& submitter,
       client::NodeClient& nodes, custodian::Custodian& custodian, LedgerView& ledger,
       PinKeeper& pins, Metrics& metrics, DeskOptions options, const Now& now,
       Leases* leases = nullptr);

  /// What falls due by itself, and words to other people; after the sinks were added.
  void start();
  void stop();

  Policy policy;
  People people;
  Payments payments;
  Requests requests;
  Holds holds;
  Identity identity;
  Challenges challenges;
  Outcomes outcomes;
  Outbox outbox;
  Dialogue dialogue;
  Gateway gateway;
};

}  // namespace pennypost::gateway
