#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "api/connectors/outgoing.h"
#include "ledger/base/result.h"

// What the two platforms of the Graph API have in common.
namespace pennypost::connectors {

/// The handshake of a subscription: hub.mode, hub.verify_token and hub.challenge of the query,
/// decoded.
struct Handshake {
  std::string mode;
  std::string verify_token;
  std::string challenge;
};
/// What to answer, as text/plain. Errors: `forbidden`.
Result<std::string> answer_handshake(const Handshake& asked, std::string_view verify_token);

/// `status` and body of an answer. `message_id` is the caller's to read from `body`.
CallAnswer read_graph_answer(int status, const boost::json::object& body);

}  // namespace pennypost::connectors
