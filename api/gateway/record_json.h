#pragma once

#include <boost/json/object.hpp>

#include "api/gateway/records.h"

// The stored form of records. What was written by us and opened under authentication is
// well-formed.
namespace pennypost::gateway {

boost::json::object to_json(const User& user);
User user_from_json(const boost::json::object& json);
boost::json::object to_json(const Card& card);
Card card_from_json(const boost::json::object& json);
boost::json::object to_json(const DialogueState& state);
DialogueState dialogue_from_json(const boost::json::object& json);
boost::json::object to_json(const InboxRecord& record);
InboxRecord inbox_record_from_json(const boost::json::object& json);
boost::json::object to_json(const OutgoingMessage& message);
OutgoingMessage outgoing_from_json(const boost::json::object& json);

}  // namespace pennypost::gateway
