#include "ledger/codec/receipt_file.h"

#include <string>

#include "ledger/base/check.h"
#include "ledger/codec/fields.h"
#include "ledger/crypto/merkle.h"

namespace pennypost::codec {
namespace {

constexpr std::string_view kMagic = "PPRC";
constexpr std::uint8_t kFormat = 1;

std::unexpected<Error> refuse_certificate(const std::string& why) {
  return fail("invalid_certificate", why);
}

/// L52: order votes only. Votes sign behind another tag, so a quorum of them is never finality.
Result<void> verify_order_votes(const LedgerInfo& info,
                                const std::vector<IndexedSignature>& signatures,
                                const std::vector<Voter>& voters, const crypto::Verify& verify) {
  const Bytes message = order_vote_signing_bytes(info);
  std::uint64_t total = 0;
  for (const Voter& voter : voters) total += voter.power.value();
  std::uint64_t power = 0;
  const IndexedSignature* previous = nullptr;
  for (const IndexedSignature& each : signatures) {
    if (previous && previous->validator >= each.validator) {
      return refuse_certificate("The signers are not in ascending order.");
    }
    previous = &each;
    if (each.validator >= voters.size()) {
      return refuse_certificate("A signer is not a validator of this epoch.");
    }
    const Voter& voter = voters[each.validator];
    if (!verify(voter.consensus_key, message, each.signature)) {
      return refuse_certificate("A validator's signature is not valid.");
    }
    power += voter.power.value();
  }
  if (Power(power) < quorum_of(Power(total))) {
    return refuse_certificate("The signers have less power than a quorum.");
  }
  return {};
}

Result<void> verify_waypoint(const ReceiptStep& first, const Waypoint& waypoint) {
  if (first.ledger_info.version != waypoint.version ||
      hash_of(first.ledger_info) != waypoint.ledger_info_hash) {
    return fail("wrong_waypoint", "The proof does not begin at this waypoint.");
  }
  if (!first.signatures.empty()) {
    return fail("malformed", "The waypoint's step carries signatures, which nothing proves.");
  }
  return {};
}

Result<void> verify_named_set(const ReceiptStep& step) {
  if (step.ledger_info.next_validators_hash != hash_of(step.next_voters)) {
    return refuse_certificate("An epoch's step does not name its next validators.");
  }
  return {};
}

/// That this ledger info belongs to the epoch into which `step` leads.
Result<void> verify_follows(const ReceiptStep& step, const LedgerInfo& next) {
  if (next.chain_id != step.ledger_info.chain_id) {
    return refuse_certificate("A ledger info is of another chain.");
  }
  if (next.epoch != step.ledger_info.epoch.next()) {
    return refuse_certificate("The epochs do not follow one another.");
  }
  return {};
}

void write_tail(Writer& out, const ReceiptFile& file) {
  out.number(file.version);
  write(out, file.receipt);
  write(out, file.path);
  out.u32(static_cast<std::uint32_t>(file.signed_bytes.size())).raw(file.signed_bytes);
}

}  // namespace

void write(Writer& out, const std::vector<ReceiptStep>& steps,
           const OrderedCertificate& certificate) {
  out.u32(static_cast<std::uint32_t>(steps.size()));
  for (const ReceiptStep& step : steps) {
    write(out, step.ledger_info);
    write(out, step.signatures);
    write(out, step.next_voters);
  }
  write(out, certificate.ledger_info);
  write(out, certificate.signatures);
}

void read(Reader& in, std::vector<ReceiptStep>& steps, OrderedCertificate& certificate) {
  const std::uint32_t count = in.count(kReceiptEpochsMax);
  for (std::uint32_t i = 0; i < count && in.good(); ++i) {
    ReceiptStep step;
    step.ledger_info = read_ledger_info(in);
    step.signatures = read_signatures(in);
    step.next_voters = read_voters(in);
    steps.push_back(std::move(step));
  }
  certificate.ledger_info = read_ledger_info(in);
  certificate.signatures = read_signatures(in);
}

void fit(ReceiptFile& file) {
  if (file.signed_bytes.size() > kReceiptTransactionBytesMax) file.signed_bytes.clear();
  Writer tail;
  write_tail(tail, file);
  if (tail.view().size() > kReceiptTailBytesMax) file.signed_bytes.clear();
}

Bytes encode(const ReceiptFile& file) {
  CHECK(file.signed_bytes.size() <= kReceiptTransactionBytesMax);
  Writer out;
  out.raw(view_of(kMagic)).u8(kFormat);
  write(out, file.epochs, file.certificate);
  write_tail(out, file);
  return out.take();
}

Result<ReceiptFile> decode_receipt_file(ByteView bytes) {
  Reader in(bytes);
  if (text_of(in.raw(kMagic.size())) != kMagic || in.u8() != kFormat) {
    return fail("malformed", "This is not a receipt of a format known here.");
  }
  ReceiptFile file;
  read(in, file.epochs, file.certificate);
  file.version = in.counter<Version>();
  file.receipt = read_receipt_excerpt(in);
  file.path = read_hashes(in, kReceiptPathMax);
  file.signed_bytes = bytes_of(in.raw(in.count(kReceiptTransactionBytesMax)));
  if (!in.done()) return fail("malformed", "The receipt is damaged or cut off.");
  return file;
}

Result<void> verify_steps(const std::vector<ReceiptStep>& steps,
                          const OrderedCertificate& certificate, const Waypoint& waypoint,
                          const crypto::Verify& verify) {
  if (steps.empty()) return fail("malformed", "The proof has no step from a waypoint.");
  PP_CHECKED(verify_waypoint(steps.front(), waypoint));
  PP_CHECKED(verify_named_set(steps.front()));
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const ReceiptStep& before = steps[i - 1];
    const ReceiptStep& step = steps[i];
    PP_CHECKED(verify_follows(before, step.ledger_info));
    PP_CHECKED(
        verify_order_votes(step.ledger_info, step.signatures, before.next_voters.voters, verify));
    PP_CHECKED(verify_named_set(step));
  }
  const ReceiptStep& last = steps.back();
  PP_CHECKED(verify_follows(last, certificate.ledger_info));
  return verify_order_votes(certificate.ledger_info, certificate.signatures,
                            last.next_voters.voters, verify);
}

// L51
Result<void> verify_receipt_file(const ReceiptFile& file, const Waypoint& waypoint,
                                 const crypto::Verify& verify) {
  PP_CHECKED(verify_steps(file.epochs, file.certificate, waypoint, verify));
  const LedgerInfo& info = file.certificate.ledger_info;
  PP_TRY(const Hash receipt_hash, hash_of(file.receipt));
  const Hash leaf = transaction_leaf(file.receipt.transaction_id, receipt_hash);
  const auto root =
      crypto::inclusion_root(info.version.value() + 1, file.version.value(), leaf, file.path);
  if (root != info.accumulator_root) {
    return fail("invalid_proof", "The receipt is not in the certified history.");
  }
  if (!file.signed_bytes.empty() &&
      transaction_id(file.signed_bytes) != file.receipt.transaction_id) {
    return fail("invalid_proof", "The transaction is not the one that the receipt is of.");
  }
  return {};
}

Result<void> verify_certificate(const OrderedCertificate& certificate,
                                const ValidatorSet& validators, const crypto::Verify& verify) {
  return verify_order_votes(certificate.ledger_info, certificate.signatures,
                            Voters(validators).voters, verify);
}

}  // namespace pennypost::codec
