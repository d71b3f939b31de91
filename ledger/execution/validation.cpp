#include "ledger/execution/validation.h"

namespace pennypost::execution {
namespace {

std::optional<Code> refuse_sequence_number(const Account& sender, SequenceNumber number) {
  if (number != sender.sequence_number) return Code::sequence_number_mismatch;
  return std::nullopt;
}

std::optional<Code> refuse_nonce(const state::StateView& state, const Address& sender,
                                 const Nonce& nonce, TimestampUs block_time) {
  if (state.nonce_live(sender, nonce, block_time)) return Code::duplicate;
  if (state.nonce_count(sender, block_time) >= kLiveNoncesPerAccountMax ||
      state.nonce_total(block_time) >= kLiveNoncesMax) {
    return Code::too_many_nonces;
  }
  return std::nullopt;
}

}  // namespace

// L20: in this order, so that every node names the same reason.
std::optional<Code> discard_reason(const state::StateView& state, const Transaction& transaction,
                                   TimestampUs block_time) {
  const Account* sender = state.account(transaction.sender);
  if (!sender) return Code::unknown_sender;
  if (transaction.authentication_key != sender->authentication_key) return Code::wrong_key;
  if (block_time >= transaction.expiry) return Code::expired;

  const Nonce* nonce = std::get_if<Nonce>(&transaction.replay);
  const std::uint64_t ahead_us_max = nonce ? kNonceExpiryUsMax : kSequenceExpiryUsMax;
  if (us_between(block_time, transaction.expiry) > ahead_us_max) return Code::expiry_too_far;
  if (nonce) return refuse_nonce(state, transaction.sender, *nonce, block_time);
  return refuse_sequence_number(*sender, std::get<SequenceNumber>(transaction.replay));
}

}  // namespace pennypost::execution
