#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// What we tell chat platforms, in one vocabulary.
namespace pennypost::connectors {

struct Button {
  std::string token{};  ///< at most 64 bytes
  std::string title{};
};

/// One reply on its way to one chat.
struct Outgoing {
  std::string outbox_id{};  ///< ours, the same for every attempt
  std::string account{};    ///< which of our numbers, pages or bots sends it
  std::string to_id{};      ///< the person's stable id
  std::string to_phone{};   ///< where known; digits only
  std::string chat{};       ///< a group's id; empty: the person's private chat
  std::string reply_to{};   ///< the platform's id of the message answered; may be empty
  std::string text{};       ///< UTF-8
  std::vector<Button> buttons{};
};

/// One HTTP request to a platform. `target` is appended to the platform's base URL.
struct Call {
  std::string method = "POST";
  std::string target{};
  std::string body{};       ///< JSON
  std::size_t buttons = 0;  ///< how many of the reply's buttons it carries
  std::string content_type = "application/json";
};

/// What a platform answered to a call.
struct CallAnswer {
  enum class Kind : std::uint8_t {
    sent,
    again,        ///< later, the same call
    unreachable,  ///< the person cannot be written to now: who asked us should tell them
    refused,      ///< never, as it is
    no_access,    ///< our token or secret is not accepted: an operator has to act
  };
  Kind kind = Kind::refused;
  std::string message_id{};             ///< the platform's, where it was sent
  std::chrono::seconds retry_after{0};  ///< where the platform said so
  std::string moved_to{};               ///< the chat's new id, where it moved
  std::string error{};  ///< the platform's code; never its text, which may quote ours
};

}  // namespace pennypost::connectors
