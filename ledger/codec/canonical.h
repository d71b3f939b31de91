#pragma once

#include <bit>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/codec/entries.h"
#include "ledger/types/ledger_info.h"
#include "ledger/types/receipt.h"

// The canonical codec: the bytes of state and headers that nodes hash. Integers are fixed-width
// big-endian, lists carry a u32 count, optional values a byte 0 or 1, texts a u8 length. One value
// has one encoding, and decoding refuses every other. The formats are written down in
// ledger/SPEC.md, L2 to L19.
namespace pennypost::codec {

/// What is short never leaves the writer itself: no allocation, and the view is ready to be hashed.
class Writer {
 public:
  Writer() = default;
  /// Expects about this many bytes.
  explicit Writer(std::size_t size) {
    if (size > kShortBytes) grow(size);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  Writer& u8(std::uint8_t value) {
    *room(1) = value;
    return *this;
  }
  Writer& u16(std::uint16_t value) { return big_endian(value); }
  Writer& u32(std::uint32_t value) { return big_endian(value); }
  Writer& u64(std::uint64_t value) { return big_endian(value); }
  Writer& u128(Uint128 value) {
    return u64(static_cast<std::uint64_t>(value >> 64)).u64(static_cast<std::uint64_t>(value));
  }
  Writer& raw(ByteView bytes) {
    if (!bytes.empty()) std::memcpy(room(bytes.size()), bytes.data(), bytes.size());
    return *this;
  }
  template <class Tag, std::size_t N>
  Writer& fixed(const FixedBytes<Tag, N>& value) {
    std::memcpy(room(N), value.bytes.data(), N);
    return *this;
  }
  template <class Tag>
  Writer& number(StrongInt<Tag, std::uint64_t> value) {
    return u64(value.value());
  }

  /// Valid until the next write.
  ByteView view() const { return {begin_, at_}; }
  /// Leaves the writer unusable.
  Bytes take();
  /// Forgets what was written; keeps the memory.
  void clear() { at_ = begin_; }

 private:
  static constexpr std::size_t kShortBytes = 512;

  std::uint8_t* room(std::size_t size) {
    if (static_cast<std::size_t>(end_ - at_) < size) grow(size);
    std::uint8_t* out = at_;
    at_ += size;
    return out;
  }
  template <class Number>
  Writer& big_endian(Number value) {
    if constexpr (std::endian::native == std::endian::little) value = std::byteswap(value);
    std::memcpy(room(sizeof value), &value, sizeof value);
    return *this;
  }
  void grow(std::size_t size);

  std::array<std::uint8_t, kShortBytes> short_;
  Bytes long_;  // what does not fit there
  std::uint8_t* begin_ = short_.data();
  std::uint8_t* at_ = begin_;
  std::uint8_t* end_ = begin_ + kShortBytes;
};

/// Reads what Writer wrote. After a failed read every further read fails; ask `done()` at the end.
class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}
  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  std::uint64_t u64();
  Uint128 u128();
  ByteView raw(std::size_t size);
  template <class Id>
  Id fixed() {
    const ByteView bytes = raw(Id::kSize);
    return Id::from(bytes).value_or(Id{});
  }
  template <class Number>
  Number number() {
    return Number(u64());
  }
  /// A counter: at most kCounterMax.
  template <class Number>
  Number counter() {
    const std::uint64_t value = u64();
    if (value > kCounterMax) refuse();
    return Number(value);
  }
  /// A list's count: 0 after a refusal, so that loops end.
  std::uint32_t count(std::size_t max);
  /// Marks the input as malformed.
  void refuse() { good_ = false; }
  bool good() const { return good_; }
  /// True where everything was read and nothing is left over.
  bool done() const { return good_ && rest_.empty(); }
  std::size_t left() const { return rest_.size(); }

 private:
  ByteView rest_;
  bool good_ = true;
};

Bytes encode(const Receipt& receipt);
Bytes encode(const LedgerInfo& info);
Bytes encode(const ValidatorSet& set);
Bytes encode(const OrderedCertificate& certificate);

/// Errors: `malformed`.
Result<Receipt> decode_receipt(ByteView bytes);
Result<LedgerInfo> decode_ledger_info(ByteView bytes);
Result<ValidatorSet> decode_validator_set(ByteView bytes);
Result<OrderedCertificate> decode_ordered_certificate(ByteView bytes);

/// What checking a certificate needs of a validator set; the rest stands behind one hash. So a step
/// in a receipt file stays small, whatever the validators are called.
struct Voter {
  PublicKey consensus_key;
  Power power;
  bool operator==(const Voter&) const = default;
};
struct Voters {
  std::vector<Voter> voters;
  Hash links_hash;  // over network keys and names
  bool operator==(const Voters&) const = default;

  Voters() = default;
  Voters(const ValidatorSet& set);  // NOLINT(google-explicit-constructor): a set is its voters
};

/// H("pennypost/<type>/1" ‖ canonical bytes), for a validator set those of its Voters.
Hash hash_of(const LedgerInfo& info);
Hash hash_of(const Voters& voters);
Hash hash_of(const ValidatorSet& set);
/// Over the receipt's parts, long lists by their roots (L14); receipt_excerpt.h shows parts of it.
Hash hash_of(const Receipt& receipt);

/// H(tag ‖ scheme ‖ k ‖ sorted public keys); `keys` ascending, scheme 0 = Ed25519.
AuthenticationKey authentication_key(std::uint8_t threshold, const std::vector<PublicKey>& keys);
/// H(tag ‖ chain id ‖ first authentication key ‖ salt).
Address account_address(ChainId chain, const AuthenticationKey& first, const Salt& salt);
/// An institution's spending key and an account's mandate for it, whatever keys they have.
DelegateId delegate_id(const Address& institution, std::uint32_t number);
MandateId mandate_id(const Address& account, const DelegateId& delegate);
/// One attestation at a time for each payer, payee and currency.
AttestationId attestation_id(const Address& payer, const Address& payee,
                             const CurrencyCode& currency);
/// What a validator signed, from the canonical bytes behind the round on: every message of which
/// one a round is signed begins with tag ‖ chain id ‖ epoch ‖ round.
Bytes consensus_signing_bytes(SignedMessage message, ChainId chain, Epoch epoch, Round round,
                              ByteView rest);
/// What stands for a transaction where something else than a hold falls due: H(tag ‖ kind ‖ id ‖
/// when it was due).
TransactionId due_id(std::uint8_t kind, ByteView id, TimestampUs due);
/// What stands for a transaction where a hold is returned: H(tag ‖ hold ‖ when it was due).
TransactionId return_id(const HoldId& hold, TimestampUs due);
/// What a claim key signs.
Bytes claim_signing_bytes(ChainId chain, const HoldId& hold, const Address& to, Amount amount,
                          TimestampUs expiry);
/// What a dealer signs, and the hash of the same behind a tag of its own.
Bytes quote_signing_bytes(ChainId chain, const Quote& quote);
QuoteId quote_id(ChainId chain, const Quote& quote);
/// H(tag ‖ signed bytes): signatures play no part.
TransactionId transaction_id(ByteView signed_bytes);
/// The same for an item of an envelope, which has no signature of its own: H(tag ‖ chain id ‖
/// delegate ‖ item bytes). The envelope plays no part in it.
TransactionId envelope_item_id(ChainId chain, const DelegateId& delegate, ByteView item);
/// What a delegate's key signs for an envelope.
Bytes envelope_signing_bytes(ByteView envelope);
/// What a client's key signs: tag ‖ signed bytes.
Bytes transaction_signing_bytes(ByteView signed_bytes);
/// What a validator's order vote signs: tag ‖ canonical ledger info.
Bytes order_vote_signing_bytes(const LedgerInfo& info);

/// The accumulator's leaves (RFC 9162 leaf hash over tagged bytes).
Hash transaction_leaf(const TransactionId& id, const Hash& receipt_hash);
struct BlockLeaf {
  Epoch epoch;
  Round round;
  BlockId block_id;
  TimestampUs timestamp;
  Hash state_root;
  Version first_version;
  bool operator==(const BlockLeaf&) const = default;
};
Hash block_leaf(const BlockLeaf& leaf);

}  // namespace pennypost::codec
