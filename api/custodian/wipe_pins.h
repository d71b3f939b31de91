#pragma once

#include <cstring>

#include "proto/custodian.pb.h"

// Inside api/custodian only: it brings protobuf along.
namespace pennypost::custodian {

inline void wipe_text(std::string& text) {
  ::explicit_bzero(text.data(), text.size());
  text.clear();
}

/// No PIN stays behind in a request that is about to go.
inline void wipe_pins(proto::CustodianRequest& request) {
  using Ask = proto::CustodianRequest::AskCase;
  switch (request.ask_case()) {
    case Ask::kPayment:
      return wipe_text(*request.mutable_payment()->mutable_approval()->mutable_pin());
    case Ask::kSetPin:
      wipe_text(*request.mutable_set_pin()->mutable_pin());
      return wipe_text(*request.mutable_set_pin()->mutable_approval()->mutable_pin());
    case Ask::kAddDevice:
      return wipe_text(*request.mutable_add_device()->mutable_approval()->mutable_pin());
    case Ask::kCheck:
      return wipe_text(*request.mutable_check()->mutable_approval()->mutable_pin());
    case Ask::kHello:
    case Ask::kAccountKey:
    case Ask::kOpenAccount:
    case Ask::kMandate:
    case Ask::kEvidence:
    case Ask::kResetPin:
    case Ask::kForget:
    case Ask::ASK_NOT_SET:
      return;
  }
}

}  // namespace pennypost::custodian
