#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ledger/types/identifiers.h"

// What chat platforms tell us, in one vocabulary: values without behaviour. Everything in them came
// from outside and is only as true as the platform's signature on it.
namespace pennypost::connectors {

enum class Platform : std::uint8_t { whatsapp, messenger, telegram, xmpp, matrix };
std::string_view to_string(Platform platform);

/// Somebody as the platform knows them.
struct Person {
  std::string id{};        ///< stable; the only thing that an identity may be bound to
  std::string username{};  ///< changes hands: without at sign, empty where there is none
  std::string phone{};     ///< digits only; an attribute, and often missing
  std::string language{};  ///< as the platform says ("pt", "en_US"), often empty
  bool operator==(const Person&) const = default;
};

struct Chat {
  std::string id{};  ///< empty: the private chat with the writer
  bool group = false;
  bool operator==(const Chat&) const = default;
};

/// A part of the text that names somebody.
struct PlatformMention {
  std::size_t start = 0;  ///< bytes of the text
  std::size_t end = 0;
  std::string id{};        ///< stable id; or, where the platform does not tell it,
  std::string username{};  ///< what is written, without at sign
  bool bot = false;        ///< it is us
  bool operator==(const PlatformMention&) const = default;
};

/// A shared contact card.
struct SharedContact {
  std::string name{};
  std::string id{};     ///< where the platform knows them
  std::string phone{};  ///< digits only
  bool operator==(const SharedContact&) const = default;
};

/// One message or tap to the bot.
struct Message {
  std::string account{};  ///< which of our numbers, pages or bots it was sent to
  Person from{};
  Chat chat{};
  std::string id{};  ///< the same for a repeated delivery, different for any other in this chat
  TimestampUs sent_at{};
  std::string text{};      ///< or
  std::string action{};    ///< a tapped button's token, or
  std::string reaction{};  ///< an emoji under the message `reply_to`, or
  std::optional<SharedContact> contact{};
  std::string reply_to{};  ///< the message answered
  std::string press_id{};  ///< what the platform wants a tap acknowledged by
  std::vector<PlatformMention> mentions{};
  bool to_bot = true;  ///< in a group: a command, a mention of the bot or a reply to it
  bool forwarded = false;
  bool edited = false;
  bool unreadable = false;  ///< a picture, a sound, or encrypted: nothing that can be read
  bool operator==(const Message&) const = default;
};

/// What became of a message of ours.
struct Delivery {
  enum class State : std::uint8_t { sent, delivered, read, failed };  // only ever forward
  std::string account{};
  std::string message_id{};
  std::string outbox_id{};  ///< where the platform gives it back
  State state = State::sent;
  TimestampUs at{};
  std::string error{};  ///< the platform's code, where it failed
  bool operator==(const Delivery&) const = default;
};

/// Whoever has `current` may be somebody else than who had `previous`: both verify again.
struct IdentityChange {
  std::string account{};
  std::string previous{};
  std::string current{};  ///< empty where it is not told
  bool operator==(const IdentityChange&) const = default;
};

/// A group that goes on under another id.
struct ChatMoved {
  std::string account{};
  std::string from{};
  std::string to{};
  bool operator==(const ChatMoved&) const = default;
};

/// Somebody came into a room or left it. Rooms where more than one person is beside the bot are
/// groups.
struct Membership {
  enum class State : std::uint8_t { invited, joined, left };
  std::string account{};
  std::string room{};
  std::string user{};
  State state = State::left;
  bool ours = false;  ///< it is the bot
  bool operator==(const Membership&) const = default;
};

using Update = std::variant<Message, Delivery, IdentityChange, ChatMoved, Membership>;

}  // namespace pennypost::connectors
