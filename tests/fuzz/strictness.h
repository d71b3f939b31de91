#pragma once

#include "ledger/base/check.h"
#include "ledger/wire/ledger_wire.h"
#include "ledger/wire/submission_view.h"
#include "proto/ledger.pb.h"

namespace pennypost::fuzz {

/// L60: what is read in one pass is what parsing and writing again accepts.
inline void check_strictness(ByteView bytes) {
  proto::SignedTransaction submission;
  const auto submission_view = wire::read_submission(bytes);
  CHECK(submission_view.has_value() == wire::parse_strict(bytes, submission));
  if (submission_view) {
    CHECK(text_of(submission_view->transaction) == submission.transaction());
    CHECK(text_of(submission_view->envelope) == submission.envelope());
    CHECK(submission_view->signatures.size() ==
          static_cast<std::size_t>(submission.signatures_size()));
  }
  proto::Envelope envelope;
  const auto envelope_view = wire::read_envelope_view(bytes);
  CHECK(envelope_view.has_value() == wire::parse_strict(bytes, envelope));
  if (envelope_view) {
    CHECK(envelope_view->chain_id == envelope.chain_id());
    CHECK(envelope_view->items.size() == static_cast<std::size_t>(envelope.items_size()));
  }
  proto::PublicKeys keys;
  CHECK(wire::read_public_keys(bytes).has_value() == wire::parse_strict(bytes, keys));
  proto::Transaction transaction;
  if (const auto payment = wire::read_payment_view(bytes)) {
    CHECK(wire::parse_strict(bytes, transaction) && transaction.has_transfer());
    CHECK(payment->chain_id == transaction.chain_id());
    CHECK(payment->keys.has_value() == transaction.has_keys());
    CHECK(text_of(payment->delegate) == transaction.delegate());
    CHECK(payment->fields.expiry.value() == transaction.expiry_us());
  }
}

}  // namespace pennypost::fuzz
