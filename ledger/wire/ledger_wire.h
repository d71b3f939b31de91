#pragma once

#include "ledger/base/result.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/types/transaction.h"

// Protobuf <-> transactions. The one place where a client's bytes become a Transaction.
namespace pennypost::wire {

/// What a client fills in; the rest of a Transaction follows from it.
struct TransactionDraft {
  ChainId chain_id;
  Address sender;
  std::uint8_t threshold = 1;
  std::vector<PublicKey> public_keys;       // ascending
  std::optional<DelegateId> delegate = {};  // whose keys these are; none: the sender's own
  ReplayProtection replay;
  TimestampUs expiry;
  std::optional<Hash> memo_hash = {};
  Bytes metadata = {};
  Operation operation;
};

/// The bytes to sign: a serialized proto Transaction.
Bytes encode_transaction(const TransactionDraft& draft);

/// The bytes to submit: a serialized proto SignedTransaction. `keys[i]` signs as public key
/// `indices[i]`.
struct KeySignature {
  std::uint8_t key = 0;
  Signature signature;
};
Bytes encode_signed_transaction(ByteView transaction_bytes,
                                const std::vector<KeySignature>& signatures);
/// For an account with one key: encode, sign, wrap.
Bytes sign_transaction(const TransactionDraft& draft, const crypto::KeyPair& key);

/// One account's part in an envelope.
struct EnvelopeItem {
  Address sender;
  ReplayProtection replay;
  TimestampUs expiry;
  std::optional<Hash> memo_hash = {};
  Bytes metadata = {};
  Operation operation;
};
struct EnvelopeDraft {
  ChainId chain_id;
  DelegateId delegate;
  std::uint8_t threshold = 1;
  std::vector<PublicKey> public_keys;  // the delegate's, ascending
  std::vector<EnvelopeItem> items;
};
/// An item alone: what a gateway stores before it is first submitted, and puts into any envelope.
Bytes encode_item(const EnvelopeItem& item);
/// Errors: `malformed`, L61's reasons of an item. The operation's own proofs are not checked.
Result<EnvelopeItem> decode_item(ByteView bytes);
/// Signed with these items as they are: at most kEnvelopeItemsMax and kEnvelopeBytesMax.
Bytes sign_envelope_of(ChainId chain, const DelegateId& delegate, const crypto::KeyPair& key,
                       const std::vector<Bytes>& items);

/// The bytes to sign, and to submit.
Bytes encode_envelope(const EnvelopeDraft& draft);
Bytes encode_signed_envelope(ByteView envelope_bytes, const std::vector<KeySignature>& signatures);
Bytes sign_envelope(const EnvelopeDraft& draft, const crypto::KeyPair& key);

/// The stateless checks, in order: size, strict parse, chain id, sizes of fields, signatures
/// (exactly `threshold`, ascending, valid). Errors: `too_large`, `malformed`, `wrong_chain`,
/// `invalid_signature`. `verify` is crypto::verify in production.
Result<Transaction> check_transaction(ByteView signed_transaction, ChainId chain,
                                      const crypto::Verify& verify);

/// The same for whatever may be submitted: one transaction, or an envelope's items in order, of
/// which each is executed by itself. Errors: the same.
Result<std::vector<Transaction>> check_submission(ByteView signed_transaction, ChainId chain,
                                                  const crypto::Verify& verify);
/// The same, behind what `out` holds already; what it holds after a refusal means nothing.
Result<void> check_submission(ByteView signed_transaction, ChainId chain,
                              const crypto::Verify& verify, std::vector<Transaction>& out);
/// How many transactions that is, of bytes that were checked before. Errors: `malformed`.
Result<std::size_t> submission_size(ByteView signed_transaction);

/// The signed bytes inside a SignedTransaction, for a receipt file; none for an envelope. Errors:
/// `malformed`.
Result<Bytes> signed_bytes(ByteView signed_transaction);

/// L60: parses `bytes` as protobuf message M strictly: exactly the bytes that its canonical
/// serializer writes.
template <class M>
bool parse_strict(ByteView bytes, M& message) {
  if (bytes.size() > INT32_MAX) return false;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return false;
  message.DiscardUnknownFields();
  std::string again;
  return message.SerializeToString(&again) && again == text_of(bytes);
}

}  // namespace pennypost::wire
