#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "ledger/base/result.h"
#include "ledger/types/identifiers.h"

// What comes in from a chat and what goes back, as values and as the JSON of POST /v1/messages.
namespace pennypost::gateway {

inline constexpr std::size_t kMessageBodyBytesMax = 64 * 1024;
inline constexpr std::size_t kTextBytesMax = 16 * 1024;  ///< the language reads the first 4,096
inline constexpr std::size_t kIdBytesMax = 128;          ///< of message, chat and channel ids
inline constexpr std::size_t kMentionsMax = 64;
inline constexpr std::size_t kHandleBytesMax = 32;

struct Mention {
  std::size_t start = 0;  ///< bytes of the text
  std::size_t end = 0;
  std::string user;
};

struct InboundMessage {
  std::string tenant;
  std::string channel;
  std::string user;  ///< the tenant's handle, without at sign
  std::string message_id;
  std::string text;    ///< or
  std::string action;  ///< a tapped token: exactly one of them
  std::string locale = "en-US";
  std::optional<TimestampUs> sent_at{};
  std::string chat_id{};  ///< empty: the private chat with the user
  bool group = false;
  std::vector<Mention> mentions{};
  std::string reply_to{};
  bool forwarded = false;
  bool edited = false;
  bool quoted = false;
  TimestampUs received_at;  ///< by our clock

  /// When the writer wrote, never in the future.
  TimestampUs time() const;
};

struct Action {
  std::string id;  ///< the token, at most 64 bytes
  std::string title;
};

struct PaymentView {
  std::string id;
  std::string state;
  std::string transaction_id;
  std::string amount;
  std::string currency;
  std::string to;
  std::optional<std::uint64_t> final_ms{};  ///< from submission to the verified receipt
};

struct Reply {
  std::string id;
  std::string code;
  std::string language = "en";
  std::string text;
  bool only_writer = true;  ///< "private", else "chat"
  std::vector<Action> actions{};
  std::optional<PaymentView> payment{};
};

/// 1 to 32 of a-z, 0-9, `_`, `-` and `.`, beginning with a letter or digit and not ending in a dot.
/// Upper case is refused rather than folded: two people must never become one.
bool is_handle(std::string_view text);

/// Begins what an @name on a chat platform is called of which nobody is known there: no one's
/// handle.
inline constexpr std::string_view kUnseenPrefix = "unseen-";
/// Handles that only a chat platform's connector gives ("maria.tg"), and those that nobody has.
/// Whoever could choose one elsewhere would get the money that is meant for somebody else.
bool is_platform_handle(std::string_view handle);
/// ".tg" of "maria.tg"; empty where no platform's connector gave it.
std::string_view platform_suffix(std::string_view handle);

/// How a group calls the bot.
inline constexpr std::string_view kBotMention = "@pennypost";
/// Where the text calls the bot, as a whole word; npos: nowhere.
std::size_t find_bot_mention(std::string_view text);

/// The body of POST /v1/messages; tenant and received_at are the caller's. Errors:
/// `invalid_message` naming the member.
Result<InboundMessage> message_from_json(const boost::json::object& body);
boost::json::object to_json(const InboundMessage& message);

boost::json::object to_json(const PaymentView& payment);
boost::json::object to_json(const Reply& reply);
/// Reads back what to_json wrote.
Reply reply_from_json(const boost::json::object& json);
boost::json::object replies_json(const std::vector<Reply>& replies);

/// Everything that makes a message this one and no other: equal for a repeated delivery.
std::string content_hash(const InboundMessage& message);

}  // namespace pennypost::gateway
