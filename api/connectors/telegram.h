#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "api/connectors/outgoing.h"
#include "api/connectors/update.h"
#include "ledger/base/result.h"

// Telegram Bot API. Pure: the platform's bytes to our values and back. Chats are by their numbers;
// a private chat has its person's.
namespace pennypost::connectors {

inline constexpr std::size_t kTelegramTextMax = 4'096;  ///< UTF-16 units
inline constexpr std::size_t kTelegramButtonsMax = 20;
inline constexpr std::size_t kTelegramPollMax = 100;
inline constexpr std::size_t kTelegramTokenBytesMax = 64;

/// Who the bot is, as getMe says.
struct TelegramBot {
  std::string id;
  std::string username;
};

/// What one update brings: at most one value. Updates that concern nobody here (of other bots,
/// channels, edits) bring nothing.
std::optional<Update> read_telegram_update(const boost::json::object& update,
                                           const TelegramBot& bot);
/// A webhook's body. Errors: `malformed`.
Result<std::optional<Update>> read_telegram(std::string_view body, const TelegramBot& bot);

/// The answer to getUpdates.
struct TelegramPoll {
  std::vector<Update> updates;
  std::uint64_t next_offset = 0;  ///< to be asked for next, once all of these are durable; 0: none
};
/// Errors: `malformed`, `refused`, `conflict`: somebody else asks, or a webhook is set.
Result<TelegramPoll> read_telegram_poll(std::string_view body, const TelegramBot& bot);
/// getMe's answer. Errors: `malformed`, `refused`.
Result<TelegramBot> read_telegram_bot(std::string_view body);

/// The calls that say it, in this order; targets stand behind "/bot<token>". Where there are more
/// buttons than fit, the last ones are left out.
std::vector<Call> write_telegram(const Outgoing& out);
/// Ends the waiting that a pressed button shows.
Call acknowledge_telegram_press(const std::string& press_id);
Call poll_telegram(std::uint64_t offset, std::uint64_t timeout_s);

/// `body` may be anything.
CallAnswer read_telegram_answer(int status, std::string_view body);

}  // namespace pennypost::connectors
