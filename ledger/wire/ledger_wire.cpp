#include "ledger/wire/ledger_wire.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/wire/operation_wire.h"
#include "ledger/wire/submission_view.h"
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
Result<std::vector<PublicKey>> read_keys(const PublicKeysView& in) {
  const auto refuse = [] {
    return std::unexpected(
        malformed("The keys are 1 to 16 of 32 bytes, ascending, with a threshold among them."));
  };
  std::vector<PublicKey> keys;
  if (in.public_keys.size() > kPublicKeysMax) return refuse();
  for (const ByteView field : in.public_keys) {
    const auto key = PublicKey::from(field);
    if (!key) return refuse();
    if (!keys.empty() && keys.back() >= *key) return refuse();
    keys.push_back(*key);
  }
  if (in.threshold == 0 || in.threshold > keys.size()) return refuse();
  return keys;
}

PublicKeysView view_of_keys(const proto::PublicKeys& in) {
  PublicKeysView out{.threshold = in.threshold(), .public_keys = {}};
  for (const std::string& key : in.public_keys()) out.public_keys.push_back(view_of(key));
  return out;
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
Result<void> check_signatures(const SubmissionView& in, std::uint32_t threshold,
                              const std::vector<PublicKey>& keys, const Bytes& message,
                              const crypto::Verify& verify) {
  const auto refuse = [](const char* why) { return fail("invalid_signature", why); };
  if (in.signatures.size() != threshold) {
    return refuse("There are not exactly as many signatures as the threshold says.");
  }
  std::optional<std::uint32_t> previous;
  for (const SubmissionView::KeySignature& each : in.signatures) {
    if (each.key >= keys.size()) return refuse("A signature names a key that is not carried.");
    if (previous && *previous >= each.key) return refuse("The signatures are not in key order.");
    previous = each.key;
    const auto signature = Signature::from(each.signature);
    if (!signature) return refuse("A signature has not 64 bytes.");
    if (!verify(keys[each.key], message, *signature)) return refuse("A signature is not valid.");
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

/// An item's fields: a transfer read in one pass, everything else by protobuf, which also says what
/// is wrong.
Result<Transaction> read_item_fields(ByteView bytes) {
  static constexpr const char* kBare = "An item leaves chain, keys and delegate to the envelope.";
  if (auto payment = read_payment_view(bytes)) {
    if (payment->chain_id != 0 || payment->keys || !payment->delegate.empty()) {
      return std::unexpected(malformed(kBare));
    }
    return std::move(payment->fields);
  }
  proto::Transaction in;
  if (!parse_strict(bytes, in)) return std::unexpected(malformed("An item is not a transaction."));
  if (in.chain_id() != 0 || in.has_keys() || !in.delegate().empty()) {
    return std::unexpected(malformed(kBare));
  }
  return read_fields(in);
}

Result<void> read_envelope(const SubmissionView& outer, ChainId chain, const crypto::Verify& verify,
                           std::vector<Transaction>& out) {
  const auto in = read_envelope_view(outer.envelope);
  if (!in || in->items.empty() || in->items.size() > kEnvelopeItemsMax) {
    return std::unexpected(malformed("These bytes are not an envelope of 1 to 8192 items."));
  }
  if (in->chain_id != chain.value()) {
    return fail("wrong_chain", "The envelope is signed for another chain.");
  }
  const auto delegate = DelegateId::from(in->delegate);
  if (!delegate || delegate->is_zero()) {
    return std::unexpected(malformed("The delegate has not 32 bytes."));
  }
  PP_TRY(const auto keys, read_keys(in->keys));
  const auto threshold = static_cast<std::uint8_t>(in->keys.threshold);
  PP_CHECKED(check_signatures(outer, threshold, keys, codec::envelope_signing_bytes(outer.envelope),
                              verify));
  const AuthenticationKey key = codec::authentication_key(threshold, keys);
  out.reserve(out.size() + in->items.size());
  for (const ByteView item : in->items) {
    PP_TRY(Transaction transaction, read_item_fields(item));
    PP_CHECKED(check_proofs(transaction.operation, chain, verify));
    transaction.id = codec::envelope_item_id(chain, *delegate, item);
    transaction.authentication_key = key;
    transaction.delegate = *delegate;
    transaction.mandate = codec::mandate_id(transaction.sender, *delegate);
    out.push_back(std::move(transaction));
  }
  return {};
}

/// A transaction's parts, as either reader gives them.
Result<Transaction> finish_transaction(Transaction out, const PublicKeysView& carried,
                                       ByteView delegate, const SubmissionView& outer,
                                       ChainId chain, const crypto::Verify& verify) {
  if (!delegate.empty()) {
    const auto id = DelegateId::from(delegate);
    if (!id || id->is_zero()) {
      return std::unexpected(malformed("The delegate has not 32 bytes."));
    }
    out.delegate = *id;
    out.mandate = codec::mandate_id(out.sender, out.delegate);
  }
  PP_TRY(const auto keys, read_keys(carried));
  const auto threshold = static_cast<std::uint8_t>(carried.threshold);
  PP_CHECKED(check_signatures(outer, threshold, keys,
                              codec::transaction_signing_bytes(outer.transaction), verify));
  PP_CHECKED(check_proofs(out.operation, chain, verify));
  out.id = codec::transaction_id(outer.transaction);
  out.authentication_key = codec::authentication_key(threshold, keys);
  return out;
}

Result<Transaction> read_transaction(const SubmissionView& outer, ChainId chain,
                                     const crypto::Verify& verify) {
  const auto other_chain = [] {
    return fail("wrong_chain", "The transaction is signed for another chain.");
  };
  auto payment = outer.envelope.empty() ? read_payment_view(outer.transaction) : std::nullopt;
  if (payment) {
    if (payment->chain_id != chain.value()) return other_chain();
    return finish_transaction(std::move(payment->fields), payment->keys.value_or(PublicKeysView{}),
                              payment->delegate, outer, chain, verify);
  }
  proto::Transaction inner;
  if (!parse_strict(outer.transaction, inner) || !outer.envelope.empty()) {
    return std::unexpected(malformed("These bytes are not one serialized transaction."));
  }
  if (inner.chain_id() != chain.value()) return other_chain();
  PP_TRY(Transaction fields, read_fields(inner));
  return finish_transaction(std::move(fields), view_of_keys(inner.keys()),
                            view_of(inner.delegate()), outer, chain, verify);
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

Bytes encode_item(const EnvelopeItem& item) {
  proto::Transaction bare;
  write_fields(bare, item);
  return bytes_of(view_of(bare.SerializeAsString()));
}

Result<EnvelopeItem> decode_item(ByteView bytes) {
  PP_TRY(Transaction fields, read_item_fields(bytes));
  return EnvelopeItem{.sender = fields.sender,
                      .replay = fields.replay,
                      .expiry = fields.expiry,
                      .memo_hash = fields.memo_hash,
                      .metadata = std::move(fields.metadata),
                      .operation = std::move(fields.operation)};
}

Bytes sign_envelope_of(ChainId chain, const DelegateId& delegate, const crypto::KeyPair& key,
                       const std::vector<Bytes>& items) {
  proto::Envelope out;
  out.set_chain_id(chain.value());
  out.set_delegate(string_of(delegate));
  write_keys(*out.mutable_keys(), 1, {key.public_key()});
  for (const Bytes& item : items) out.add_items(std::string(text_of(item)));
  const Bytes bytes = bytes_of(view_of(out.SerializeAsString()));
  return encode_signed_envelope(bytes, {{0, key.sign(codec::envelope_signing_bytes(bytes))}});
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
  const auto outer = read_submission(signed_transaction);
  if (!outer) {
    return std::unexpected(malformed("These bytes are not one serialized transaction."));
  }
  return read_transaction(*outer, chain, verify);
}

// L61, L62
Result<void> check_submission(ByteView signed_transaction, ChainId chain,
                              const crypto::Verify& verify, std::vector<Transaction>& out) {
  if (signed_transaction.size() > kEnvelopeBytesMax) {
    return fail("too_large", "An envelope has at most 1,000,000 bytes: split it.");
  }
  const auto outer = read_submission(signed_transaction);
  if (!outer) {
    return std::unexpected(malformed("These bytes are no transaction and no envelope."));
  }
  if (!outer->envelope.empty()) {
    if (!outer->transaction.empty()) {
      return std::unexpected(malformed("An envelope and a transaction are submitted apart."));
    }
    return read_envelope(*outer, chain, verify, out);
  }
  if (signed_transaction.size() > kTransactionBytesMax) {
    return fail("too_large", "A transaction has at most 512 KiB: split it.");
  }
  PP_TRY(Transaction one, read_transaction(*outer, chain, verify));
  out.push_back(std::move(one));
  return {};
}

Result<std::vector<Transaction>> check_submission(ByteView signed_transaction, ChainId chain,
                                                  const crypto::Verify& verify) {
  std::vector<Transaction> out;
  PP_CHECKED(check_submission(signed_transaction, chain, verify, out));
  return out;
}

Result<std::size_t> submission_size(ByteView signed_transaction) {
  const auto refuse = [] {
    return std::unexpected(malformed("These bytes are no transaction and no envelope."));
  };
  const auto outer = read_submission(signed_transaction);
  if (!outer) return refuse();
  if (outer->envelope.empty()) return std::size_t{1};
  const auto envelope = read_envelope_view(outer->envelope);
  if (!envelope) return refuse();
  return envelope->items.size();
}

Result<Bytes> signed_bytes(ByteView signed_transaction) {
  const auto outer = read_submission(signed_transaction);
  if (!outer) {
    return std::unexpected(malformed("These bytes are not one serialized transaction."));
  }
  return bytes_of(outer->transaction);
}

}  // namespace pennypost::wire
