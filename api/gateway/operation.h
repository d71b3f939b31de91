#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "api/gateway/message.h"
#include "ledger/types/receipt.h"

// One ledger transaction of the gateway from the wish to its definite end, as it is stored.
namespace pennypost::gateway {

enum class OperationKind { payment, open_account, grant };

/// `held` and `returned` come with holds.
enum class OperationState { awaiting_confirmation, submitted, checking, final, failed, cancelled };

std::string_view to_string(OperationKind kind);
std::string_view to_string(OperationState state);

/// The expiry of what a message asks for, behind the message's own time.
inline constexpr std::uint64_t kExpiryUs = 10ull * 60 * 1'000'000;

struct Operation {
  std::string id;
  OperationKind kind = OperationKind::payment;
  OperationState state = OperationState::submitted;
  std::string user{};    ///< id of the user who pays, or who is served
  std::string intent{};  ///< the message or the card that it comes from: the source of the nonce
  std::uint32_t command_index = 0;
  std::uint32_t attempt = 0;

  std::string to_handle{};  ///< without at sign; empty where the payee has none here
  Address to{};
  CurrencyCode currency{};
  Amount amount{};
  std::string amount_text{};  ///< major units
  std::optional<std::string> memo{};
  Salt memo_salt{};  ///< random: the ledger gets only the hash of salt and memo

  TimestampUs created_at{};
  TimestampUs expiry{};
  TransactionId transaction_id{};
  Bytes signed_transaction{};  ///< what every retry sends; empty before it is signed

  TimestampUs final_at{};      ///< zero: not yet
  std::uint64_t final_us = 0;  ///< from submission to the verified receipt; 0: not known
  std::optional<Version> version{};
  std::string failure{};  ///< the ledger's code, or `expired`

  bool open() const {
    return state == OperationState::submitted || state == OperationState::checking;
  }
};

/// (tenant, platform, bot, chat, sender, message id) as one word, or a card's id.
Nonce nonce_of(const std::string& intent, std::uint32_t command_index, std::uint32_t attempt);
/// "pay_…": the same for a replayed command.
std::string operation_id(const std::string& intent, std::uint32_t command_index,
                         std::uint32_t attempt);
/// H(tag ‖ salt ‖ memo).
Hash memo_hash(const Salt& salt, const std::string& memo);

boost::json::object to_json(const Operation& operation);
Result<Operation> operation_from_json(const boost::json::object& json);

/// What an app is shown.
PaymentView view(const Operation& operation);

}  // namespace pennypost::gateway
