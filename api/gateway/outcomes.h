#pragma once

#include "api/gateway/holds.h"
#include "api/gateway/requests.h"

namespace pennypost::gateway {

/// What follows from an operation's end, in the same change: payees are told, requests are paid,
/// holds are due. Used from one thread.
class Outcomes {
 public:
  Outcomes(Records& records, Requests& requests, Holds& holds, Now now)
      : records_(records),
        requests_(requests),
        holds_(holds),
        contacts_(records),
        now_(std::move(now)) {}

  void ended(const Operation& operation, gateway_store::Change& change);

 private:
  void tell_payee(const Operation& operation, gateway_store::Change& change);

  Records& records_;
  Requests& requests_;
  Holds& holds_;
  Contacts contacts_;
  Now now_;
};

}  // namespace pennypost::gateway
