#pragma once

#include "ledger/base/bytes.h"
#include "ledger/base/strong_type.h"

namespace pennypost {

/// BLAKE2b-256.
using Hash = FixedBytes<struct HashTag, 32>;

using Address = FixedBytes<struct AddressTag, 32>;                      // of an account
using AuthenticationKey = FixedBytes<struct AuthenticationKeyTag, 32>;  // hash of an account's keys
using TransactionId = FixedBytes<struct TransactionIdTag, 32>;
using BlockId = FixedBytes<struct BlockIdTag, 32>;
using BatchDigest = FixedBytes<struct BatchDigestTag, 32>;
using PublicKey = FixedBytes<struct PublicKeyTag, 32>;  // Ed25519
using Signature = FixedBytes<struct SignatureTag, 64>;  // Ed25519
using Nonce = FixedBytes<struct NonceTag, 16>;          // replay protection
using Salt = FixedBytes<struct SaltTag, 16>;
using HoldId = FixedBytes<struct HoldIdTag, 32>;          // the id of the transaction that made it
using DelegateId = FixedBytes<struct DelegateIdTag, 32>;  // of an institution's spending key
using MandateId = FixedBytes<struct MandateIdTag, 32>;    // of an account and a delegate
using RefundableId = FixedBytes<struct RefundableIdTag, 32>;    // as a hold's
using QuoteId = FixedBytes<struct QuoteIdTag, 32>;              // over everything that it says
using RequestId = FixedBytes<struct RequestIdTag, 32>;          // as a hold's
using AttestationId = FixedBytes<struct AttestationIdTag, 32>;  // of payer, payee and currency
using PayeeName = FixedBytes<struct PayeeNameTag, 16>;          // the first half of an address

using ChainId = StrongInt<struct ChainIdTag, std::uint32_t>;
using Epoch = StrongInt<struct EpochTag>;
using Round = StrongInt<struct RoundTag>;
using Height = StrongInt<struct HeightTag>;
/// Index of a leaf of the accumulator: a transaction, an envelope item, or the end of a block.
using Version = StrongInt<struct VersionTag>;
using SequenceNumber = StrongInt<struct SequenceNumberTag>;
/// Voting power of validators.
using Power = StrongInt<struct PowerTag>;
/// Microseconds since 1970, UTC, without leap seconds.
using TimestampUs = StrongInt<struct TimestampTag>;

/// The one chain of real money. Addresses of every other chain begin with `tpp1`, and only there
/// does a faucet exist.
inline constexpr ChainId kMainChain{1};
constexpr bool is_test_chain(ChainId chain) {
  return chain != kMainChain;
}

/// Versions, heights and rounds stay below 2^53, so that every JSON reader keeps them exact.
inline constexpr std::uint64_t kCounterMax = (std::uint64_t{1} << 53) - 1;

/// A moment later; saturates, because a time beyond the end of time is never reached either way.
constexpr TimestampUs operator+(TimestampUs at, std::uint64_t us) {
  return at.plus(us).value_or(TimestampUs(UINT64_MAX));
}
inline constexpr std::uint64_t kHourUs = 3'600ULL * 1'000'000;
inline constexpr std::uint64_t kDayUs = 24 * kHourUs;

/// Microseconds from `earlier` to `later`; 0 where `later` is not later.
constexpr std::uint64_t us_between(TimestampUs earlier, TimestampUs later) {
  return later > earlier ? later.value() - earlier.value() : 0;
}

}  // namespace pennypost
