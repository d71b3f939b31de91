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

/// 1 to kPublicKeysMax distinct keys, ascending, and a threshold among them.
std::optional<std::vector<PublicKey>> read_keys(const proto::PublicKeys& in) {
  std::vector<PublicKey> keys;
  if (in.public_keys_size() > static_cast<int>(kPublicKeysMax)) return std::nullopt;
  for (const std::string& field : in.public_keys()) {
    PublicKey key;
    if (!read(field, key)) return std::nullopt;
    if (!keys.empty() && keys.back() >= key) return std::nullopt;
    keys.push_back(key);
  }
  if (in.threshold() == 0 || in.threshold() > keys.size()) return std::nullopt;
  return keys;
}

Error malformed(std::string why) {
  return Error{"malformed", std::move(why)};
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
                              const std::vector<PublicKey>& keys, const crypto::Verify& verify) {
  const auto refuse = [](const char* why) { return fail("invalid_signature", why); };
  if (in.signatures_size() != static_cast<int>(threshold)) {
    return refuse("There are not exactly as many signatures as the threshold says.");
  }
  const Bytes message = codec::transaction_signing_bytes(view_of(in.transaction()));
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

}  // namespace

Bytes encode_transaction(const TransactionDraft& draft) {
  proto::Transaction out;
  out.set_chain_id(draft.chain_id.value());
  out.set_sender(string_of(draft.sender));
  out.mutable_keys()->set_threshold(draft.threshold);
  for (const PublicKey& key : draft.public_keys) {
    out.mutable_keys()->add_public_keys(string_of(key));
  }
  if (const auto* number = std::get_if<SequenceNumber>(&draft.replay)) {
    out.set_sequence_number(number->value());
  } else {
    out.set_nonce(string_of(std::get<Nonce>(draft.replay)));
  }
  out.set_expiry_us(draft.expiry.value());
  if (draft.memo_hash) out.set_memo_hash(string_of(*draft.memo_hash));
  out.set_metadata(std::string(text_of(draft.metadata)));
  if (draft.delegate) out.set_delegate(string_of(*draft.delegate));
  write_operation(out, draft.operation);
  return bytes_of(view_of(out.SerializeAsString()));
}

Bytes encode_signed_transaction(ByteView transaction_bytes,
                                const std::vector<KeySignature>& signatures) {
  proto::SignedTransaction out;
  out.set_transaction(std::string(text_of(transaction_bytes)));
  for (const KeySignature& each : signatures) {
    proto::KeySignature& signature = *out.add_signatures();
    signature.set_key(each.key);
    signature.set_signature(string_of(each.signature));
  }
  return bytes_of(view_of(out.SerializeAsString()));
}

Bytes sign_transaction(const TransactionDraft& draft, const crypto::KeyPair& key) {
  const Bytes bytes = encode_transaction(draft);
  return encode_signed_transaction(bytes, {{0, key.sign(codec::transaction_signing_bytes(bytes))}});
}

// L61
Result<Transaction> check_transaction(ByteView signed_transaction, ChainId chain,
                                      const crypto::Verify& verify) {
  if (signed_transaction.size() > kTransactionBytesMax) {
    return fail("too_large", "A transaction has at most 512 KiB: split it.");
  }
  proto::SignedTransaction outer;
  proto::Transaction inner;
  if (!parse_strict(signed_transaction, outer) ||
      !parse_strict(view_of(outer.transaction()), inner)) {
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
  const auto keys = read_keys(inner.keys());
  if (!keys) {
    return std::unexpected(
        malformed("The keys are 1 to 16 of 32 bytes, ascending, with a threshold among them."));
  }
  PP_CHECKED(check_signatures(outer, inner.keys().threshold(), *keys, verify));
  PP_CHECKED(check_proofs(out.operation, chain, verify));
  out.id = codec::transaction_id(view_of(outer.transaction()));
  out.authentication_key =
      codec::authentication_key(static_cast<std::uint8_t>(inner.keys().threshold()), *keys);
  return out;
}

Result<Bytes> signed_bytes(ByteView signed_transaction) {
  proto::SignedTransaction outer;
  if (!parse_strict(signed_transaction, outer)) {
    return std::unexpected(malformed("These bytes are not one serialized transaction."));
  }
  return bytes_of(view_of(outer.transaction()));
}

}  // namespace pennypost::wire
