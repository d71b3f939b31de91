#pragma once

#include <map>
#include <optional>
#include <string>

#include "api/connectors/xmpp.h"

// Rooms of XMPP (XEP-0045). Pure: stanzas to our values and back.
namespace pennypost::connectors {

/// The rooms that the bot is in, and who stands behind each nick there. Only rooms at the services
/// that the component names are gone into: whoever runs one can say of any nick that it is anybody.
class XmppRooms {
 public:
  static constexpr std::size_t kRoomsMax = 1'000;
  static constexpr std::size_t kOccupantsMax = 5'000;  ///< in a room; of more nobody is known

  explicit XmppRooms(XmppComponent component) : component_(std::move(component)) {}

  struct Taken {
    /// A message of somebody's, or that the bot was asked into a room or has to be in it no longer.
    std::optional<Update> update{};
    std::string answer{};  ///< XML
    /// Who said something to the bot in a room that hides who they are: their address there, and
    /// their language.
    std::string hidden{};
    std::string language{};
  };
  /// Nothing where the stanza has nothing to do with rooms.
  std::optional<Taken> take(const XmlElement& stanza);

  /// The stanza that asks to come in. What was said there before is not wanted: nobody can say any
  /// more who stood behind a nick then.
  std::string enter(const std::string& room);
  /// After a new connection: the bot is nowhere yet.
  void forget_all() { rooms_.clear(); }
  bool is_in(const std::string& room) const;
  /// Whether it has asked to come in, and has not been refused.
  bool is_expected(const std::string& room) const { return rooms_.contains(room); }

 private:
  struct Room {
    std::string nick{};  ///< ours
    bool entered = false;
    int tries = 0;                                ///< nicks that others had
    std::map<std::string, std::string> people{};  ///< bare addresses by nick; empty: hidden
  };

  Taken on_invitation(const std::string& room);
  Taken on_presence(const XmlElement& stanza);
  Taken on_refusal(const XmlElement& stanza, const std::string& room);
  Taken on_message(const XmlElement& stanza);
  Taken on_words(const XmlElement& stanza, const Room& room, const std::string& address);
  Update membership(const std::string& room, Membership::State state) const;
  std::string presence(const std::string& room, const Room& there) const;
  void find_addressee(const XmlElement& stanza, const Room& room, Message& out) const;
  void read_references(const XmlElement& stanza, const Room& room, Message& out) const;
  static void find_bot(const Room& room, Message& out);
  static void unname_others(const Room& room, Message& out);

  XmppComponent component_;
  std::map<std::string, Room> rooms_;
};

/// The bot's word to one occupant alone.
std::string write_xmpp_aside(const std::string& occupant, const std::string& id,
                             const std::string& text, const XmppComponent& component);

}  // namespace pennypost::connectors
