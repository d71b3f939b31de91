#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/codec/fields.h"
#include "ledger/crypto/hash.h"

// The hashes that name things, and the bytes that keys sign. Each has its own domain tag (L3).
namespace pennypost::codec {
namespace {

constexpr std::string_view kTransactionTag = "pennypost/transaction/1";
constexpr std::string_view kOrderVoteTag = "pennypost/order_vote/1";
constexpr std::uint8_t kSchemeEd25519 = 0;

}  // namespace

Hash hash_of(const LedgerInfo& info) {
  return crypto::hash("pennypost/ledger_info/1", encode(info));
}

Hash hash_of(const Voters& voters) {
  Writer out;
  write(out, voters);
  return crypto::hash("pennypost/validator_set/1", out.view());
}

Hash hash_of(const ValidatorSet& set) {
  return hash_of(Voters(set));
}

AuthenticationKey authentication_key(std::uint8_t threshold, const std::vector<PublicKey>& keys) {
  CHECK(std::ranges::adjacent_find(keys, std::ranges::greater_equal()) == keys.end());
  Writer out(2 + keys.size() * PublicKey::kSize);
  out.u8(kSchemeEd25519).u8(threshold);
  for (const PublicKey& key : keys) out.fixed(key);
  return crypto::as_id<AuthenticationKey>(
      crypto::hash("pennypost/authentication_key/1", out.view()));
}

Address account_address(ChainId chain, const AuthenticationKey& first, const Salt& salt) {
  Writer out(4 + AuthenticationKey::kSize + Salt::kSize);
  out.u32(chain.value()).fixed(first).fixed(salt);
  return crypto::as_id<Address>(crypto::hash("pennypost/account_address/1", out.view()));
}

DelegateId delegate_id(const Address& institution, std::uint32_t number) {
  Writer out(Address::kSize + 4);
  out.fixed(institution).u32(number);
  return crypto::as_id<DelegateId>(crypto::hash("pennypost/delegate/1", out.view()));
}

MandateId mandate_id(const Address& account, const DelegateId& delegate) {
  Writer out(Address::kSize + DelegateId::kSize);
  out.fixed(account).fixed(delegate);
  return crypto::as_id<MandateId>(crypto::hash("pennypost/mandate/1", out.view()));
}

TransactionId return_id(const HoldId& hold, TimestampUs due) {
  Writer out(HoldId::kSize + 8);
  out.fixed(hold).number(due);
  return crypto::as_id<TransactionId>(crypto::hash("pennypost/hold_return/1", out.view()));
}

TransactionId due_id(std::uint8_t kind, ByteView id, TimestampUs due) {
  Writer out(1 + id.size() + 8);
  out.u8(kind).raw(id).number(due);
  return crypto::as_id<TransactionId>(crypto::hash("pennypost/due/1", out.view()));
}

AttestationId attestation_id(const Address& payer, const Address& payee,
                             const CurrencyCode& currency) {
  Writer out(2 * Address::kSize + 8);
  out.fixed(payer).fixed(payee);
  write_code(out, currency);
  return crypto::as_id<AttestationId>(crypto::hash("pennypost/attestation/1", out.view()));
}

static std::string_view tag_of(SignedMessage message) {
  switch (message) {
    case SignedMessage::proposal:
      return "pennypost/proposal/1";
    case SignedMessage::vote:
      return "pennypost/vote/1";
    case SignedMessage::order_vote:
      return kOrderVoteTag;
    case SignedMessage::timeout:
      return "pennypost/timeout/1";
  }
  CHECK(false);
}

Bytes consensus_signing_bytes(SignedMessage message, ChainId chain, Epoch epoch, Round round,
                              ByteView rest) {
  Writer out;
  out.raw(view_of(tag_of(message))).u32(chain.value()).number(epoch).number(round).raw(rest);
  return out.take();
}

Bytes claim_signing_bytes(ChainId chain, const HoldId& hold, const Address& to, Amount amount,
                          TimestampUs expiry) {
  Writer out;
  out.raw(view_of("pennypost/claim/1")).u32(chain.value()).fixed(hold).fixed(to);
  return out.number(amount).number(expiry).take();
}

Bytes quote_signing_bytes(ChainId chain, const Quote& quote) {
  Writer out;
  out.raw(view_of("pennypost/quote/1")).u32(chain.value()).fixed(quote.dealer).fixed(quote.taker);
  write_code(out, quote.pays);
  out.number(quote.pays_amount);
  write_code(out, quote.gets);
  return out.number(quote.gets_amount).number(quote.expiry).fixed(quote.nonce).take();
}

QuoteId quote_id(ChainId chain, const Quote& quote) {
  return crypto::as_id<QuoteId>(
      crypto::hash("pennypost/quote_id/1", quote_signing_bytes(chain, quote)));
}

TransactionId transaction_id(ByteView signed_bytes) {
  return crypto::as_id<TransactionId>(crypto::hash(kTransactionTag, signed_bytes));
}

TransactionId envelope_item_id(ChainId chain, const DelegateId& delegate, ByteView item) {
  Writer out(4 + DelegateId::kSize + item.size());
  out.u32(chain.value()).fixed(delegate).raw(item);
  return crypto::as_id<TransactionId>(crypto::hash("pennypost/envelope_item/1", out.view()));
}

Bytes envelope_signing_bytes(ByteView envelope) {
  static constexpr std::string_view kTag = "pennypost/envelope/1";
  return Writer(kTag.size() + envelope.size()).raw(view_of(kTag)).raw(envelope).take();
}

Bytes transaction_signing_bytes(ByteView signed_bytes) {
  return Writer(kTransactionTag.size() + signed_bytes.size())
      .raw(view_of(kTransactionTag))
      .raw(signed_bytes)
      .take();
}

Bytes order_vote_signing_bytes(const LedgerInfo& info) {
  Writer out;
  out.raw(view_of(kOrderVoteTag));
  write(out, info);
  return out.take();
}

Hash transaction_leaf(const TransactionId& id, const Hash& receipt_hash) {
  Writer out(28 + TransactionId::kSize + Hash::kSize);
  out.raw(view_of("pennypost/transaction_leaf/1")).fixed(id).fixed(receipt_hash);
  return crypto::hash_leaf(out.view());
}

Hash block_leaf(const BlockLeaf& leaf) {
  Writer out;
  out.raw(view_of("pennypost/block_leaf/1")).number(leaf.epoch).number(leaf.round);
  out.fixed(leaf.block_id).number(leaf.timestamp).fixed(leaf.state_root);
  out.number(leaf.first_version);
  return crypto::hash_leaf(out.view());
}

}  // namespace pennypost::codec
