#include "ledger/wire/submission_view.h"

#include "ledger/wire/strict_reader.h"

namespace pennypost::wire {
namespace {

template <class Fixed>
bool take(ByteView field, Fixed& out) {
  const auto value = Fixed::from(field);
  if (value) out = *value;
  return value.has_value();
}

bool read_replay(StrictReader& in, ReplayProtection& out) {
  const auto number = in.present_u64(4);
  const auto nonce = in.present_bytes(5);
  if (number.has_value() == nonce.has_value()) return false;
  if (number) {
    out = SequenceNumber(*number);
    return true;
  }
  Nonce value;
  if (!take(*nonce, value)) return false;
  out = value;
  return true;
}

bool read_memo(ByteView field, std::optional<Hash>& out) {
  if (field.empty()) return true;
  return take(field, out.emplace());
}

std::optional<Transfer> read_transfer(ByteView bytes) {
  StrictReader in(bytes);
  Transfer out;
  const bool addressed = take(in.bytes(1), out.to);
  const auto currency = CurrencyCode::from(text_of(in.bytes(2)));
  out.amount = Amount(in.u64(3));
  if (!addressed || !currency || !in.done()) return std::nullopt;
  out.currency = *currency;
  return out;
}

}  // namespace

std::optional<PublicKeysView> read_public_keys(ByteView bytes) {
  StrictReader in(bytes);
  PublicKeysView out;
  out.threshold = in.u32(1);
  while (const auto key = in.present_bytes(2)) out.public_keys.push_back(*key);
  return in.done() ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<SubmissionView> read_submission(ByteView bytes) {
  StrictReader in(bytes);
  SubmissionView out;
  out.transaction = in.bytes(1);
  while (const auto signature = in.present_bytes(2)) {
    StrictReader part(*signature);
    SubmissionView::KeySignature& each = out.signatures.emplace_back();
    each.key = part.u32(1);
    each.signature = part.bytes(2);
    if (!part.done()) return std::nullopt;
  }
  out.envelope = in.bytes(3);
  return in.done() ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<EnvelopeView> read_envelope_view(ByteView bytes) {
  StrictReader in(bytes);
  EnvelopeView out;
  out.chain_id = in.u32(1);
  out.delegate = in.bytes(2);
  if (const auto keys = in.present_bytes(3)) {
    auto read = read_public_keys(*keys);
    if (!read) return std::nullopt;
    out.keys = std::move(*read);
  }
  while (const auto item = in.present_bytes(4)) out.items.push_back(*item);
  return in.done() ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<PaymentView> read_payment_view(ByteView bytes) {
  StrictReader in(bytes);
  std::optional<PaymentView> out(std::in_place);
  out->chain_id = in.u32(1);
  bool good = take(in.bytes(2), out->fields.sender);
  if (const auto keys = in.present_bytes(3)) {
    out->keys = read_public_keys(*keys);
    good = good && out->keys;
  }
  good = good && read_replay(in, out->fields.replay);
  out->fields.expiry = TimestampUs(in.u64(6));
  good = good && out->fields.expiry != TimestampUs(0);
  good = good && read_memo(in.bytes(7), out->fields.memo_hash);
  const ByteView metadata = in.bytes(8);
  good = good && metadata.size() <= kMetadataBytesMax;
  out->delegate = in.bytes(9);
  const auto operation = in.present_bytes(17);
  const auto transfer = operation ? read_transfer(*operation) : std::nullopt;
  if (!good || !transfer || !in.done()) return std::nullopt;
  out->fields.metadata = bytes_of(metadata);
  out->fields.operation = *transfer;
  return out;
}

}  // namespace pennypost::wire
