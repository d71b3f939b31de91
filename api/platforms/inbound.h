#pragma once

#include "api/gateway/message.h"
#include "api/platforms/directory.h"

namespace pennypost::platforms {

/// A platform's message as the gateway reads it: people by their handles, a tap as its token.
/// Nothing where there is nothing to answer. `known` is the writer. Looks things up, changes
/// nothing but that people who are named by their ids become known.
boost::asio::awaitable<std::optional<gateway::InboundMessage>> to_inbound(
    Directory& directory, connectors::Platform platform, connectors::Message message, Known known,
    TimestampUs now);

/// What somebody of that name is called at the gateway whom nobody has seen.
std::string unseen_name(const std::string& username);
/// What they were called before they were seen: under these names money may wait for them.
std::vector<std::string> names_before_seen(const Known& known);
/// The name of a group at the gateway.
std::string group_id(connectors::Platform platform, const std::string& account,
                     const std::string& chat);
/// The chat of such a name.
std::string chat_of_group(const std::string& group);

}  // namespace pennypost::platforms
