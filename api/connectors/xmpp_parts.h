#pragma once

#include <string>
#include <string_view>

#include "api/connectors/xmpp.h"

// Inside api/connectors only: what chats with one person and rooms have in common.
namespace pennypost::connectors::xmpp {

inline constexpr std::string_view kAccept = "jabber:component:accept";
inline constexpr std::string_view kDelay = "urn:xmpp:delay";
inline constexpr std::string_view kReply = "urn:xmpp:reply:0";
inline constexpr std::string_view kRoomUser = "http://jabber.org/protocol/muc#user";
inline constexpr std::string_view kConference = "jabber:x:conference";

/// " name='value'"; nothing where the value is empty.
std::string attribute(const char* name, std::string_view value);
/// "bot@pay.chat.test".
std::string bot_address(const XmppComponent& component);
/// With a resource, as one who is in rooms needs: "bot@pay.chat.test/pennypost".
std::string bot_full_address(const XmppComponent& component);
/// Of "room@rooms.chat.test/nick".
std::string_view domain_of(std::string_view address);
std::string_view resource_of(std::string_view address);
bool is_room_service(const XmppComponent& component, std::string_view domain);

/// What its writer wrote: without the words of others that a reply quotes (XEP-0461). Empty where
/// the stanza is a copy of another one, or says nothing.
std::string words_of(const XmlElement& stanza);
/// Whether it takes the place of an earlier message (XEP-0308).
bool is_correction(const XmlElement& stanza);
/// What `server` knows the stanza by (XEP-0359); empty where it does not say.
std::string stanza_id(const XmlElement& stanza, std::string_view server);

}  // namespace pennypost::connectors::xmpp
