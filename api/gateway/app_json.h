#pragma once

#include <boost/json/object.hpp>

#include "api/gateway/ledger_view.h"
#include "api/gateway/operation.h"

// What apps are shown, in answers, events and exports alike.
namespace pennypost::gateway {

boost::json::object payment_json(const Operation& operation);
boost::json::object user_json(const User& user, const LedgerView& ledger);

}  // namespace pennypost::gateway
