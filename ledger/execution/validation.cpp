#include "ledger/execution/validation.h"

namespace pennypost::execution {
namespace {

std::optional<Code> refuse_sequence_number(const Account& sender, SequenceNumber number) {
  if (number != sender.sequence_number) return Code::sequence_number_mismatch;
  return std::nullopt;
}

std::optional<Code> refuse_nonce(const state::StateView& state, const Caps& caps,
                                 const Address& sender, const Nonce& nonce,
                                 TimestampUs block_time) {
  if (state.nonce_live(sender, nonce, block_time)) return Code::duplicate;
  const bool may_be_many = state.nonce_bound(sender) >= caps.account_nonces_max;
  if (may_be_many && state.nonce_count(sender, block_time) >= caps.account_nonces_max) {
    return Code::too_many_nonces;
  }
  if (state.nonce_total(block_time) >= caps.network_nonces_max) return Code::too_many_nonces;
  return std::nullopt;
}

/// Whether the carried keys may act for the account.
std::optional<Code> refuse_keys(const state::StateView& state, const Transaction& transaction,
                                const Account& sender, TimestampUs block_time) {
  if (transaction.delegate.is_zero()) {
    if (transaction.authentication_key == sender.authentication_key) return std::nullopt;
    return Code::wrong_key;
  }
  const auto* delegate = state.get<Delegate>(state::StateKey::of(transaction.delegate));
  if (!delegate || transaction.authentication_key != delegate->authentication_key) {
    return Code::wrong_key;
  }
  if (!delegate->active) return Code::delegate_suspended;
  const auto* mandate = state.get<Mandate>(state::StateKey::of(transaction.mandate));
  if (!mandate || block_time >= mandate->until) return Code::no_mandate;
  return std::nullopt;
}

}  // namespace

// L20: in this order, so that every node names the same reason.
std::optional<Code> discard_reason(const state::StateView& state, const Caps& caps,
                                   const Transaction& transaction, TimestampUs block_time) {
  const Account* sender = state.account(transaction.sender);
  if (!sender) return Code::unknown_sender;
  if (sender->has(AccountFlag::closed)) return Code::sender_closed;
  if (const auto code = refuse_keys(state, transaction, *sender, block_time)) return code;
  if (block_time >= transaction.expiry) return Code::expired;

  const Nonce* nonce = std::get_if<Nonce>(&transaction.replay);
  const std::uint64_t ahead_us_max = nonce ? kNonceExpiryUsMax : kSequenceExpiryUsMax;
  if (us_between(block_time, transaction.expiry) > ahead_us_max) return Code::expiry_too_far;
  if (nonce) return refuse_nonce(state, caps, transaction.sender, *nonce, block_time);
  return refuse_sequence_number(*sender, std::get<SequenceNumber>(transaction.replay));
}

}  // namespace pennypost::execution
