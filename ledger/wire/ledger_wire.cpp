#include "ledger/wire/ledger_wire.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/wire/operation_wire.h"
#include "proto/ledger.pb.h"

namespace pennypost::wire {
namespace {

std::optional<ReplayProtection> read_replay(const proto::Transaction& in) {
  switch (in.replay_case()) {
    case proto::Transaction::kSequenceNumber:
      return SequenceNumber(in.sequence_number());
    case proto::Transaction::kNonce: {
      Nonce nonce;
      if (!read(in.nonce(), nonce)) return std::nullopt;
      return nonce;
    }
    case proto::Transaction::REPLAY_NOT_SET:
      return std::nullopt;
  }
  return std::nullopt;
}

Error malformed(std::string why) {
  return Error{"malformed", std::move(why)};
}

/// 1 to kPublicKeysMax distinct keys, ascending, and a threshold among them.
Result<std::vector<PublicKey>> read_keys(const proto::PublicKeys& in) {
  const auto refuse = [] {
    return std::unexpected(
        malformed("The keys are 1 to 16 of 32 bytes, ascending, with a threshold among them."));
  };
  std::vector<PublicKey> keys;
  if (in.public_keys_size() > static_cast<int>(kPublicKeysMax)) return refuse();
  for (const std::string& field : in.public_keys()) {
    PublicKey key;
    if (!read(field, key)) return refuse();
    if (!keys.empty() && keys.back() >= key) return refuse();
    keys.push_back(key);
  }
  if (in.threshold() == 0 || in.threshold() > keys.size()) return refuse();
  return keys;
}

/// Every field but chain id and delegate; ids and keys are the caller's.
Result<Transaction> read_fields(const proto::Transaction& in) {
  Transaction out;
  if (!read(in.sender(), out.sender)) {
    return std::unexpected(malformed("The sender's address has not 32 bytes."));
  }
  const auto replay = read_replay(in);
  if (!replay) {
    return std::unexpected(malformed("A sequence number or a nonce of 16 bytes is missing."));
  }
  out.replay = *replay;
  if (in.expiry_us() == 0) return std::unexpected(malformed("The expiry is missing."));
  out.expiry = TimestampUs(in.expiry_us());
  if (!in.memo_hash().empty()) {
    Hash memo;
    if (!read(in.memo_hash(), memo)) {
      return std::unexpected(malformed("The memo hash has not 32 bytes."));
    }
    out.memo_hash = memo;
  }
  if (in.metadata().size() > kMetadataBytesMax) {
    return std::unexpected(malformed("The metadata has more than 256 bytes."));
  }
  out.metadata = bytes_of(view_of(in.metadata()));
  auto operation = read_operation(in);
  if (!operation) {
    return std::unexpected(malformed("The operation is missing, or one of its fields is wrong."));
  }
  out.operation = std::move(*operation);
  return out;
}

/// Exactly `threshold` of them, ascending by key, every one valid.
Result<void> check_signatures(const proto::SignedTransaction& in, std::uint32_t threshold,
                              const std::vector<PublicKey>& keys, const Bytes& message,
                              const crypto::Verify& verify) {
  const auto refuse = [](const char* why) { return fail("invalid_signature", why); };
  if (in.signatures_size() != static_cast<int>(threshold)) {
    return refuse("There are not exactly as many signatures as the threshold says.");
  }
  std::optional<std::uint32_t> previous;
  for (const proto::KeySignature& each : in.signatures()) {
    if (each.key() >= keys.size()) return refuse("A signature names a key that is not carried.");
    if (previous && *previous >= each.key()) return refuse("The signatures are not in key order.");
    previous = each.key();
    Signature signature;
    if (!read(each.signature(), signature)) return refuse("A signature has not 64 bytes.");
    if (!verify(keys[each.key()], message, signature)) return refuse("A signature is not valid.");
  }
  return {};
}

void write_keys(proto::PublicKeys& out, std::uint8_t threshold,
                const std::vector<PublicKey>& keys) {
  out.set_threshold(threshold);
  for (const PublicKey& key : keys) out.add_public_keys(string_of(key));
}

/// What a transaction and an item of an envelope have in common.
template <class Draft>
void write_fields(proto::Transaction& out, const Draft& draft) {
  out.set_sender(string_of(draft.sender));
  if (const auto* number = std::get_if<SequenceNumber>(&draft.replay)) {
    out.set_sequence_number(number->value());
  } else {
    out.set_nonce(string_of(std::get<Nonce>(draft.replay)));
  }
  out.set_expiry_us(draft.expiry.value());
  if (draft.memo_hash) out.set_memo_hash(string_of(*draft.memo_hash));
  out.set_metadata(std::string(text_of(draft.metadata)));
  write_operation(out, draft.operation);
}

void write_signatures(proto::SignedTransaction& out, const std::vector<KeySignature>& signatures) {
  for (const KeySignature& each : signatures) {
    proto::KeySignature& signature = *out.add_signatures();
    signature.set_key(each.key);
    signature.set_signature(string_of(each.signature));
  }
}

Result<Transaction> read_item(ByteView bytes, ChainId chain, const DelegateId& delegate,
                              const AuthenticationKey& key, const crypto::Verify& verify) {
  proto::Transaction in;
  if (!parse_strict(bytes, in)) return std::unexpected(malformed("An item is not a transaction."));
  if (in.chain_id() != 0 || in.has_keys() || !in.delegate().empty()) {
    return std::unexpected(malformed("An item leaves chain, keys and delegate to the envelope."));
  }
  PP_TRY(Transaction out, read_fields(in));
  PP_CHECKED(check_proofs(out.operation, chain, verify));
  out.id = codec::envelope_item_id(chain, delegate, bytes);
  out.authentication_key = key;
  out.delegate = delegate;
  out.mandate = codec::mandate_id(out.sender, delegate);
  return out;
}

Result<std::vector<Transaction>> read_envelope(const proto::SignedTransaction& outer, ChainId chain,
                                               const crypto::Verify& verify) {
  proto::Envelope in;
  DelegateId delegate;
  if (!parse_strict(view_of(outer.envelope()), in) || in.items_size() == 0 ||
      in.items_size() > static_cast<int>(kEnvelopeItemsMax)) {
    return std::unexpected(malformed("These bytes are not an envelope of 1 to 8192 items."));
  }
  if (in.chain_id() != chain.value()) {
    return fail("wrong_chain", "The envelope is signed for another chain.");
  }
  if (!read(in.delegate(), delegate) || delegate.is_zero()) {
    return std::unexpected(malformed("The delegate has not 32 bytes."));
  }
  PP_TRY(const auto keys, read_keys(in.keys()));
  const auto threshold = static_cast<std::uint8_t>(in.keys().threshold());
  PP_CHECKED(check_signatures(outer, threshold, keys,
                              codec::envelope_signing_bytes(view_of(outer.envelope())), verify));
  const AuthenticationKey key = codec::authentication_key(threshold, keys);
  std::vector<Transaction> out;
  out.reserve(static_cast<std::size_t>(in.items_size()));
  for (const std::string& item : in.items()) {
    PP_TRY(Transaction transaction, read_item(view_of(item), chain, delegate, key, verify));
    out.push_back(std::move(transaction));
  }
  return out;
}

Result<Transaction> read_transaction(const proto::SignedTransaction& outer, ChainId chain,
                                     const crypto::Verify& verify) {
  proto::Transaction inner;
  if (!parse_strict(view_of(outer.transaction()), inner) || !outer.envelope().empty()) {
    return std::unexpected(malformed("These bytes are not one serialized transaction."));
  }
  if (inner.chain_id() != chain.value()) {
    return fail("wrong_chain", "The transaction is signed for another chain.");
  }
  PP_TRY(Transaction out, read_fields(inner));
  if (!inner.delegate().empty()) {
    if (!read(inner.delegate(), out.delegate) || out.delegate.is_zero()) {
      return std::unexpected(malformed("The delegate has not 32 bytes."));
    }
    out.mandate = codec::mandate_id(out.sender, out.delegate);
  }
  PP_TRY(const auto keys, read_keys(inner.keys()));
  const auto threshold = static_cast<std::uint8_t>(inner.keys().threshold());
  const Bytes message = codec::transaction_signing_bytes(view_of(outer.transaction()));
  PP_CHECKED(check_signatures(outer, threshold, keys, message, verify));
  PP_CHECKED(check_proofs(out.operation, chain, verify));
  out.id = codec::transaction_id(view_of(outer.transaction()));
  out.authentication_key = codec::authentication_key(threshold, keys);
  return out;
}

}  // namespace

Bytes encode_transaction(const TransactionDraft& draft) {
  proto::Transaction out;
  out.set_chain_id(draft.chain_id.value());
  write_keys(*out.mutable_keys(), draft.threshold, draft.public_keys);
  if (draft.delegate) out.set_delegate(string_of(*draft.delegate));
  write_fields(out, draft);
  return bytes_of(view_of(out.SerializeAsString()));
}

Bytes encode_signed_transaction(ByteView transaction_bytes,
                                const std::vector<KeySignature>& signatures) {
  proto::SignedTransaction out;
  out.set_transaction(std::string(text_of(transaction_bytes)));
  write_signatures(out, signatures);
  return bytes_of(view_of(out.SerializeAsString()));
}

Bytes sign_transaction(const TransactionDraft& draft, const crypto::KeyPair& key) {
  const Bytes bytes = encode_transaction(draft);
  return encode_signed_transaction(bytes, {{0, key.sign(codec::transaction_signing_bytes(bytes))}});
}

Bytes encode_envelope(const EnvelopeDraft& draft) {
  proto::Envelope out;
  out.set_chain_id(draft.chain_id.value());
  out.set_delegate(string_of(draft.delegate));
  write_keys(*out.mutable_keys(), draft.threshold, draft.public_keys);
  for (const EnvelopeItem& item : draft.items) {
    proto::Transaction bare;
    write_fields(bare, item);
    bare.SerializeToString(out.add_items());
  }
  return bytes_of(view_of(out.SerializeAsString()));
}

Bytes encode_signed_envelope(ByteView envelope_bytes, const std::vector<KeySignature>& signatures) {
  proto::SignedTransaction out;
  out.set_envelope(std::string(text_of(envelope_bytes)));
  write_signatures(out, signatures);
  return bytes_of(view_of(out.SerializeAsString()));
}

Bytes sign_envelope(const EnvelopeDraft& draft, const crypto::KeyPair& key) {
  const Bytes bytes = encode_envelope(draft);
  return encode_signed_envelope(bytes, {{0, key.sign(codec::envelope_signing_bytes(bytes))}});
}

// L61
Result<Transaction> check_transaction(ByteView signed_transaction, ChainId chain,
                                      const crypto::Verify& verify) {
  if (signed_transaction.size() > kTransactionBytesMax) {
    return fail("too_large", "A transaction has at most 512 KiB: split it.");
  }
  proto::SignedTransaction outer;
  if (!parse_strict(signed_transaction, outer)) {
    return std::unexpected(malformed("These bytes are not one serialized transaction."));
  }
  return read_transaction(outer, chain, verify);
}

// L61, L62
Result<std::vector<Transaction>> check_submission(ByteView signed_transaction, ChainId chain,
                                                  const crypto::Verify& verify) {
  if (signed_transaction.size() > kEnvelopeBytesMax) {
    return fail("too_large", "An envelope has at most 1,000,000 bytes: split it.");
  }
  proto::SignedTransaction outer;
  if (!parse_strict(signed_transaction, outer)) {
    return std::unexpected(malformed("These bytes are no transaction and no envelope."));
  }
  if (!outer.envelope().empty()) {
    if (!outer.transaction().empty()) {
      return std::unexpected(malformed("An envelope and a transaction are submitted apart."));
    }
    return read_envelope(outer, chain, verify);
  }
  if (signed_transaction.size() > kTransactionBytesMax) {
    return fail("too_large", "A transaction has at most 512 KiB: split it.");
  }
  PP_TRY(Transaction one, read_transaction(outer, chain, verify));
  std::vector<Transaction> out;
  out.push_back(std::move(one));
  return out;
}

Result<std::size_t> submission_size(ByteView signed_transaction) {
  proto::SignedTransaction outer;
  proto::Envelope envelope;
  if (!parse_strict(signed_transaction, outer) || !envelope.ParseFromString(outer.envelope())) {
    return std::unexpected(malformed("These bytes are no transaction and no envelope."));
  }
  if (outer.envelope().empty()) return std::size_t{1};
  return static_cast<std::size_t>(envelope.items_size());
}

Result<Bytes> signed_bytes(ByteView signed_transaction) {
  proto::SignedTransaction outer;
  if (!parse_strict(signed_transaction, outer)) {
    return std::unexpected(malformed("These bytes are not one serialized transaction."));
  }
  return bytes_of(view_of(outer.transaction()));
}

}  // namespace pennypost::wire
