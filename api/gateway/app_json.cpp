#include "api/gateway/app_json.h"

#include "api/gateway/clock.h"

namespace pennypost::gateway {

namespace json = boost::json;

json::object payment_json(const Operation& operation) {
  json::object out = to_json(view(operation));
  out["created_at"] = rfc3339(operation.created_at);
  out["expires_at"] = rfc3339(operation.expiry);
  if (operation.version) out["version"] = operation.version->value();
  if (operation.memo) out["memo"] = *operation.memo;
  if (!operation.failure.empty()) out["failure"] = operation.failure;
  if (!operation.refund_of.empty()) out["refund_of"] = operation.refund_of;
  return out;
}

json::object user_json(const User& user, const LedgerView& ledger) {
  return {{"id", user.handle},
          {"handle", "@" + user.handle},
          {"address", ledger.address_text(user.address)},
          {"created_at", rfc3339(user.created_at)}};
}

}  // namespace pennypost::gateway
