#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/connectors/outgoing.h"
#include "api/connectors/update.h"
#include "api/connectors/xmpp_stream.h"

// XMPP external component (XEP-0114). Pure: stanzas to our values and back. People are known by
// their bare address as their server stamped it.
namespace pennypost::connectors {

struct XmppComponent {
  std::string domain;     ///< "pay.chat.test"
  std::string localpart;  ///< the bot's: "bot"; messages to others at the domain are not for it
  std::string server;     ///< whose stanza ids are believed; that of the component's own server
  std::string nick{};     ///< the bot's in rooms
  /// Services whose rooms the bot goes into ("rooms.chat.test"): what they say of who stands behind
  /// a nick is believed.
  std::vector<std::string> room_services{};
};

/// What the component says first.
std::string xmpp_opening(const XmppComponent& component);
/// The proof of the shared secret: lower-case hex SHA-1 of stream id and secret, as the protocol
/// wants it. It protects nothing but the local link.
std::string xmpp_handshake(std::string_view stream_id, std::string_view secret);

/// Lower-case local part and domain without resource; empty where it is no address of a person.
std::string bare_address(std::string_view address);

/// What one stanza brings: at most one value.
std::optional<Update> read_xmpp(const XmlElement& stanza, const XmppComponent& component);
/// What the protocol wants answered (discovery, ping, subscriptions), as XML; often nothing.
std::string answer_xmpp(const XmlElement& stanza, const XmppComponent& component);

/// The reply as one message stanza, to the person or to the room that `out.chat` names. XMPP has no
/// buttons: a reply's text says which words stand for them.
std::string write_xmpp(const Outgoing& out, const XmppComponent& component);

}  // namespace pennypost::connectors
