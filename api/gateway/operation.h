#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "api/gateway/message.h"
#include "ledger/types/receipt.h"

// One ledger transaction of the gateway from the wish to its definite end, as it is stored.
namespace pennypost::gateway {

/// A hold sets money aside: for whoever has its code, or for a payee until the payer can no longer
/// undo it. A claim takes it, a release gives it back to the payer.
enum class OperationKind { payment, open_account, grant, mandate, hold, claim, release };

/// Who signs: the delegate's key, which the gateway has, an envelope of many users' operations; or
/// the custodian, with a key that stays there, this one transaction.
enum class Signer { custodian, delegate };

/// Of a hold, `held` follows its own receipt; then `final` (claimed), `cancelled` (released) or
/// `returned` (by the ledger, when nobody had claimed it).
enum class OperationState {
  awaiting_confirmation,
  submitted,
  checking,
  final,
  failed,
  cancelled,
  held,
  returned
};

std::string_view to_string(OperationKind kind);
std::string_view to_string(OperationState state);

/// The expiry of what a message asks for, behind the message's own time.
inline constexpr std::uint64_t kExpiryUs = 10ull * 60 * 1'000'000;

/// Of what the house does for users. Its accounts have at most 1,024 nonces alive at a time (L20):
/// this says how many people can come in a second. What expires unseen is tried again.
inline constexpr std::uint64_t kHouseExpiryUs = 15ull * 1'000'000;

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
  /// What every retry sends: a signed transaction, or the delegate's item of an envelope; empty
  /// before it is signed.
  Bytes signed_transaction{};
  Signer signer = Signer::custodian;

  TimestampUs final_at{};      ///< zero: not yet
  std::uint64_t final_us = 0;  ///< from submission to the verified receipt; 0: not known
  std::optional<Version> version{};
  std::string failure{};  ///< the ledger's code, or `expired`

  std::string hold{};         ///< of a claim or release: the operation that made the hold
  HoldId hold_id{};           ///< of a claim or release: the same on the ledger
  TimestampUs hold_expiry{};  ///< of a hold: the ledger returns it from then on
  TimestampUs undo_until{};   ///< of a hold with a payee: claimed for them at that time
  std::string claim_code{};   ///< of a hold without a payee: who has it may claim
  std::string refund_of{};    ///< of a payment: the operation whose money it gives back

  bool open() const {
    return state == OperationState::submitted || state == OperationState::checking;
  }
  /// A user's own money, moved or set aside by them.
  bool pays() const { return kind == OperationKind::payment || kind == OperationKind::hold; }
  /// Gone from the payer, or about to go.
  bool spends() const {
    return open() || state == OperationState::final || state == OperationState::held;
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
