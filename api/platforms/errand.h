#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "api/connectors/outgoing.h"
#include "ledger/types/identifiers.h"

namespace pennypost::platforms {

/// A reply on its way, and what has to be known of it at its end.
struct Errand {
  connectors::Outgoing out{};
  std::string user{};  ///< whose data it is
  TimestampUs created_at{};
  bool is_answer = false;  ///< else news, which the person sees with their next message too
  std::string code{};      ///< the reply's
  std::string language{};
  std::string card{};      ///< the question that it shows; empty: none
  std::string from{};      ///< whose deed it tells, by user id
  std::string asked_in{};  ///< the group in which it was asked for, where it goes to the person
};

/// As it is stored.
boost::json::object to_json(const Errand& errand);
Errand errand_from(const boost::json::object& row);

}  // namespace pennypost::platforms
