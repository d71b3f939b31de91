#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "api/connectors/outgoing.h"
#include "api/connectors/update.h"
#include "api/gateway/records.h"

namespace pennypost::platforms {

inline constexpr std::uint64_t kNameSeenUsMax = 30ULL * 24 * 3'600 * 1'000'000;

/// Somebody whom a platform knows, under the handle that they have with us for ever. Handles are
/// made of the platform's name for them and of the platform: "maria.tg".
struct Known {
  connectors::Platform platform = connectors::Platform::telegram;
  std::string account{};  ///< which of our numbers, pages or bots they wrote to last
  connectors::Person person{};
  std::string handle{};
  std::string room{};      ///< matrix: their private room with the bot
  TimestampUs wrote_at{};  ///< by the platform's clock; zero: never to us
};

/// The buttons of the bot's newest message to somebody, where the platform has no buttons.
struct OpenButtons {
  std::string message_id{};
  std::vector<std::string> tokens{};
  std::vector<std::string> codes{};  ///< what is typed for each
};

/// Who is who on chat platforms. What it keeps is sealed under the key of the person that it is
/// about, and found by keyed hashes. Used from one thread.
class Directory {
 public:
  Directory(gateway::Records& records, std::string tenant)
      : records_(records), tenant_(std::move(tenant)) {}
  const std::string& tenant() const { return tenant_; }

  /// The writer of a message, who wrote it `at` that time and is known from then on as they were
  /// then; durable on return.
  boost::asio::awaitable<Known> see(connectors::Platform platform, std::string account,
                                    connectors::Person person, TimestampUs at);
  /// Somebody named by their stable id, who may never have written.
  boost::asio::awaitable<Known> meet(connectors::Platform platform, std::string account,
                                     connectors::Person person);

  std::optional<Known> by_id(connectors::Platform platform, const std::string& id);
  /// Whoever was last seen under that name, within 30 days.
  std::optional<Known> by_username(connectors::Platform platform, const std::string& username,
                                   TimestampUs now);
  std::optional<Known> by_phone(connectors::Platform platform, const std::string& phone,
                                TimestampUs now);
  std::optional<Known> by_handle(const std::string& handle);

  /// What was `previous` is `current` from now on, under the same handle; nothing where nobody was.
  /// The number that they had belongs to whoever has it now: `phone` where it is still theirs.
  boost::asio::awaitable<std::optional<Known>> change_id(connectors::Platform platform,
                                                         std::string previous, std::string current,
                                                         std::string phone = {});
  boost::asio::awaitable<void> set_room(Known known, std::string room);
  boost::asio::awaitable<void> set_buttons(Known known, OpenButtons buttons);
  std::optional<OpenButtons> buttons(const Known& known);

  // Rooms of a platform whose chats are private by their members alone.

  /// Whether nobody but `user` is in the room beside the bot: never where that is not known.
  bool is_private(const std::string& room, const std::string& user);
  bool knows_room(const std::string& room);
  /// The room as it is known: another one after everything that is told of it.
  std::optional<std::string> room_mark(const std::string& room);
  /// Everybody in it beside the bot, as the platform listed them after `mark` was read. False where
  /// something was told of the room since, so that the list may be an old one.
  boost::asio::awaitable<bool> set_members(std::string room, std::vector<std::string> users,
                                           std::optional<std::string> mark);
  boost::asio::awaitable<void> member_came(std::string room, std::string user);
  /// Somebody left. What is told may be older than our list, and they may be there again: it is not
  /// known any more who is. Nobody is written to in a room that they have left.
  boost::asio::awaitable<void> member_left(connectors::Platform platform, std::string room,
                                           std::string user);
  /// Nothing is known of the room any more.
  boost::asio::awaitable<void> forget_room(std::string room);

  // Rooms that the bot was asked into; durable on return. Where the platform keeps it there, until
  // it is in; else for as long as it shall be.

  boost::asio::awaitable<void> invited(connectors::Platform platform, std::string room);
  boost::asio::awaitable<void> invitation_over(connectors::Platform platform, std::string room);
  std::vector<std::string> invitations(connectors::Platform platform);

 private:
  std::string person_key(connectors::Platform platform, const std::string& id) const;
  std::string invitation_key(connectors::Platform platform, const std::string& room) const;
  std::string key_of(const char* purpose, const std::string& text) const;
  std::optional<Known> at(const std::optional<std::string>& key);
  boost::asio::awaitable<Known> add(Known known);
  /// `key_before`: what they had until now, with the names that led to it.
  void put(gateway_store::Change& change, const std::string& key, const Known& known,
           const std::string& key_before = {});
  std::string free_handle(const Known& known, const std::string& key);
  boost::asio::awaitable<bool> put_room(std::string room,
                                        std::optional<std::vector<std::string>> members,
                                        std::optional<std::string> mark);
  std::optional<std::vector<std::string>> members(const std::string& room);

  gateway::Records& records_;
  std::string tenant_;
};

}  // namespace pennypost::platforms
