#pragma once

#include <optional>
#include <vector>

#include "ledger/types/transaction.h"

// Submitted bytes taken apart where they lie, for ledger_wire alone. L60: accepted is exactly what
// parse_strict accepts for the message of proto/ledger.proto with the same name. Views point into
// the bytes given.
namespace pennypost::wire {

/// proto PublicKeys.
struct PublicKeysView {
  std::uint32_t threshold = 0;
  std::vector<ByteView> public_keys;
};

/// proto SignedTransaction.
struct SubmissionView {
  struct KeySignature {
    std::uint32_t key = 0;
    ByteView signature;
  };
  ByteView transaction;
  std::vector<KeySignature> signatures;
  ByteView envelope;
};

/// proto Envelope.
struct EnvelopeView {
  std::uint32_t chain_id = 0;
  ByteView delegate;
  PublicKeysView keys;
  std::vector<ByteView> items;
};

/// Nothing where the bytes are not canonical.
std::optional<PublicKeysView> read_public_keys(ByteView bytes);
std::optional<SubmissionView> read_submission(ByteView bytes);
std::optional<EnvelopeView> read_envelope_view(ByteView bytes);

/// proto Transaction with a transfer: what nearly all of them are.
struct PaymentView {
  std::uint32_t chain_id = 0;
  std::optional<PublicKeysView> keys;
  ByteView delegate;
  Transaction fields;  // all but ids, keys and delegate
};
/// Nothing for every other operation, and where anything is wrong at all: read that as proto
/// Transaction, which says what.
std::optional<PaymentView> read_payment_view(ByteView bytes);

}  // namespace pennypost::wire
