#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/connectors/outgoing.h"
#include "api/connectors/update.h"
#include "ledger/base/result.h"

// Matrix application service. Pure: the homeserver's bytes to our values and back. Every chat is a
// room: whether one is private is known by its members only, so that messages say `group` and the
// room's id, and whoever keeps the memberships decides.
namespace pennypost::connectors {

inline constexpr std::size_t kMatrixTextBytesMax = 16 * 1024;  ///< an event is at most 64 KiB
inline constexpr std::size_t kMatrixButtonsMax = 10;

struct MatrixBot {
  std::string user_id{};      ///< "@pay:chat.test"
  std::string user_prefix{};  ///< of our own namespace ("@pay_"): never answered
};

/// What one transaction of the homeserver brings, in its order. Errors: `malformed`.
Result<std::vector<Update>> read_matrix(std::string_view body, const MatrixBot& bot);

/// The calls that say it, in this order: the room is `out.chat`. Sending again under the same
/// outbox id is harmless: the homeserver knows it. Buttons become reactions of the bot's
/// (matrix_button_key), each a call of its own once the message's id is known.
std::vector<Call> write_matrix(const Outgoing& out, const MatrixBot& bot);
/// The reaction that stands for a reply's button: 0-based; at most kMatrixButtonsMax.
std::string matrix_button_key(std::size_t button, std::size_t of);
/// The button that this reaction taps; npos: none.
std::size_t matrix_button_of(std::string_view reaction, std::size_t of);
Call react_in_matrix(const Outgoing& out, const MatrixBot& bot, const std::string& event_id,
                     std::size_t button);
Call join_matrix_room(const std::string& room, const MatrixBot& bot);
Call leave_matrix_room(const std::string& room, const MatrixBot& bot);
/// A room with this person alone.
Call open_matrix_room(const std::string& user, const MatrixBot& bot);
/// Who has joined a room that the bot is in.
Call list_matrix_members(const std::string& room, const MatrixBot& bot);
/// The answer to it: everybody but the bot and our own namespace, by id. `body` may be anything.
/// Errors: `malformed`.
Result<std::vector<std::string>> read_matrix_members(std::string_view body, const MatrixBot& bot);

/// `body` may be anything. Of a new room, `message_id` is the room's id.
CallAnswer read_matrix_answer(int status, std::string_view body);

/// The registration file that a homeserver wants, as YAML.
struct MatrixRegistration {
  std::string id{};
  std::string url{};
  std::string as_token{};
  std::string hs_token{};
  std::string sender_localpart{};
  std::string user_regex{};
};
std::string to_yaml(const MatrixRegistration& registration);

}  // namespace pennypost::connectors
