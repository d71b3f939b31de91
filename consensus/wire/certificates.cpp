#include "consensus/wire/certificates.h"

namespace pennypost::wire {
namespace {

std::string text(ByteView bytes) {
  return std::string(text_of(bytes));
}

std::unexpected<Error> malformed(const char* what) {
  return fail("malformed", std::string("This is not a well-formed ") + what + ".");
}

template <class Id>
Result<Id> fixed(const std::string& bytes, const char* what) {
  const auto id = Id::from(view_of(bytes));
  if (!id) return malformed(what);
  return *id;
}

Result<consensus::ValidatorIndex> index(std::uint32_t value) {
  if (value >= kValidatorsMax) return malformed("validator index");
  return static_cast<consensus::ValidatorIndex>(value);
}

template <class List>
bool too_many(const List& list, std::size_t limit) {
  return static_cast<std::size_t>(list.size()) > limit;
}

Result<IndexedSignature> read(const proto::IndexedSignature& in) {
  PP_TRY(const auto validator, index(in.validator()));
  PP_TRY(const auto signature, fixed<Signature>(in.signature(), "signature"));
  return IndexedSignature{.validator = validator, .signature = signature};
}

Result<consensus::BatchReference> read(const proto::BatchReference& in) {
  PP_TRY(const auto author, index(in.author()));
  PP_TRY(const auto digest, fixed<BatchDigest>(in.digest(), "batch digest"));
  return consensus::BatchReference{.author = author,
                                   .sequence = in.sequence(),
                                   .digest = digest,
                                   .expiry = TimestampUs(in.expiry_us()),
                                   .count = in.count(),
                                   .bytes = in.bytes()};
}

}  // namespace

void write(proto::QuorumCertificate& out, const consensus::QuorumCertificate& qc) {
  out.set_ledger_info(text(codec::encode(qc.ledger_info)));
  out.set_parent_round(qc.parent_round.value());
  for (const IndexedSignature& entry : qc.signatures) {
    proto::IndexedSignature& signature = *out.add_signatures();
    signature.set_validator(entry.validator);
    signature.set_signature(text(entry.signature.bytes));
  }
}

void write(proto::TimeoutCertificate& out, const consensus::TimeoutCertificate& tc) {
  out.set_epoch(tc.epoch.value());
  out.set_round(tc.round.value());
  for (const auto& from : tc.entries) {
    proto::TimeoutEntry& entry = *out.add_entries();
    entry.set_validator(from.validator);
    entry.set_qc_round(from.qc_round.value());
    entry.set_signature(text(from.signature.bytes));
  }
}

void write(proto::Block& out, const consensus::Block& block) {
  out.set_id(text(block.id.bytes));
  out.set_epoch(block.epoch.value());
  out.set_round(block.round.value());
  out.set_height(block.height.value());
  out.set_author(block.author);
  out.set_timestamp_us(block.timestamp.value());
  for (const consensus::BatchReference& from : block.batches) {
    proto::BatchReference& reference = *out.add_batches();
    reference.set_author(from.author);
    reference.set_sequence(from.sequence);
    reference.set_digest(text(from.digest.bytes));
    reference.set_expiry_us(from.expiry.value());
    reference.set_count(from.count);
    reference.set_bytes(from.bytes);
  }
  write(*out.mutable_parent_qc(), block.parent_qc);
}

void write(proto::Proposal& out, const consensus::Proposal& proposal) {
  write(*out.mutable_block(), proposal.block);
  if (proposal.tc) write(*out.mutable_tc(), *proposal.tc);
  out.set_signature(text(proposal.signature.bytes));
}

void write(proto::Vote& out, const consensus::Vote& vote) {
  out.set_ledger_info(text(codec::encode(vote.ledger_info)));
  out.set_parent_round(vote.parent_round.value());
  out.set_validator(vote.validator);
  out.set_signature(text(vote.signature.bytes));
}

void write(proto::OrderVote& out, const consensus::OrderVote& vote) {
  out.set_ledger_info(text(codec::encode(vote.ledger_info)));
  out.set_validator(vote.validator);
  out.set_signature(text(vote.signature.bytes));
}

void write(proto::Timeout& out, const consensus::Timeout& timeout) {
  out.set_epoch(timeout.epoch.value());
  out.set_round(timeout.round.value());
  write(*out.mutable_high_qc(), timeout.high_qc);
  if (timeout.tc) write(*out.mutable_tc(), *timeout.tc);
  out.set_validator(timeout.validator);
  out.set_signature(text(timeout.signature.bytes));
}

void write(proto::SyncInfo& out, const consensus::SyncInfo& info) {
  write(*out.mutable_high_qc(), info.high_qc);
  if (info.high_ordered) out.set_high_ordered(text(codec::encode(*info.high_ordered)));
  if (info.high_tc) write(*out.mutable_high_tc(), *info.high_tc);
}

void write(proto::SafetyRecord& out, const consensus::SafetyData& data) {
  out.set_epoch(data.epoch.value());
  out.set_last_proposed_round(data.last_proposed_round.value());
  out.set_last_voted_round(data.last_voted_round.value());
  out.set_highest_qc_round(data.highest_qc_round.value());
  out.set_highest_timeout_round(data.highest_timeout_round.value());
  write(*out.mutable_high_qc(), data.high_qc);
  if (data.high_tc) write(*out.mutable_high_tc(), *data.high_tc);
  if (data.high_ordered) out.set_high_ordered(text(codec::encode(*data.high_ordered)));
  if (data.last_proposal) write(*out.mutable_last_proposal(), *data.last_proposal);
  if (data.last_vote) write(*out.mutable_last_vote(), *data.last_vote);
  if (data.last_timeout) write(*out.mutable_last_timeout(), *data.last_timeout);
}

Result<consensus::QuorumCertificate> read(const proto::QuorumCertificate& in) {
  if (too_many(in.signatures(), kValidatorsMax)) return malformed("quorum certificate");
  consensus::QuorumCertificate out;
  PP_TRY(out.ledger_info, codec::decode_ledger_info(view_of(in.ledger_info())));
  out.parent_round = Round(in.parent_round());
  for (const auto& entry : in.signatures()) {
    PP_TRY(const auto signature, read(entry));
    out.signatures.push_back(signature);
  }
  return out;
}

Result<consensus::TimeoutCertificate> read(const proto::TimeoutCertificate& in) {
  if (too_many(in.entries(), kValidatorsMax)) return malformed("timeout certificate");
  consensus::TimeoutCertificate out{
      .epoch = Epoch(in.epoch()), .round = Round(in.round()), .entries = {}};
  for (const auto& from : in.entries()) {
    PP_TRY(const auto validator, index(from.validator()));
    PP_TRY(const auto signature, fixed<Signature>(from.signature(), "signature"));
    out.entries.push_back({validator, Round(from.qc_round()), signature});
  }
  return out;
}

Result<consensus::Block> read(const proto::Block& in) {
  if (too_many(in.batches(), consensus::kBlockBatchesMax)) return malformed("block");
  consensus::Block out;
  PP_TRY(out.id, fixed<BlockId>(in.id(), "block"));
  out.epoch = Epoch(in.epoch());
  out.round = Round(in.round());
  out.height = Height(in.height());
  PP_TRY(out.author, index(in.author()));
  out.timestamp = TimestampUs(in.timestamp_us());
  for (const auto& from : in.batches()) {
    PP_TRY(const auto reference, read(from));
    out.batches.push_back(reference);
  }
  PP_TRY(out.parent_qc, read(in.parent_qc()));
  return out;
}

Result<consensus::Proposal> read(const proto::Proposal& in) {
  consensus::Proposal out;
  PP_TRY(out.block, read(in.block()));
  if (in.has_tc()) {
    PP_TRY(out.tc, read(in.tc()));
  }
  PP_TRY(out.signature, fixed<Signature>(in.signature(), "signature"));
  return out;
}

Result<consensus::Vote> read(const proto::Vote& in) {
  consensus::Vote out;
  PP_TRY(out.ledger_info, codec::decode_ledger_info(view_of(in.ledger_info())));
  out.parent_round = Round(in.parent_round());
  PP_TRY(out.validator, index(in.validator()));
  PP_TRY(out.signature, fixed<Signature>(in.signature(), "signature"));
  return out;
}

Result<consensus::OrderVote> read(const proto::OrderVote& in) {
  consensus::OrderVote out;
  PP_TRY(out.ledger_info, codec::decode_ledger_info(view_of(in.ledger_info())));
  PP_TRY(out.validator, index(in.validator()));
  PP_TRY(out.signature, fixed<Signature>(in.signature(), "signature"));
  return out;
}

Result<consensus::Timeout> read(const proto::Timeout& in) {
  consensus::Timeout out;
  out.epoch = Epoch(in.epoch());
  out.round = Round(in.round());
  PP_TRY(out.high_qc, read(in.high_qc()));
  if (in.has_tc()) {
    PP_TRY(out.tc, read(in.tc()));
  }
  PP_TRY(out.validator, index(in.validator()));
  PP_TRY(out.signature, fixed<Signature>(in.signature(), "signature"));
  return out;
}

Result<consensus::SyncInfo> read(const proto::SyncInfo& in) {
  consensus::SyncInfo out;
  PP_TRY(out.high_qc, read(in.high_qc()));
  if (!in.high_ordered().empty()) {
    PP_TRY(out.high_ordered, codec::decode_ordered_certificate(view_of(in.high_ordered())));
  }
  if (in.has_high_tc()) {
    PP_TRY(out.high_tc, read(in.high_tc()));
  }
  return out;
}

void write(proto::EpochEnd& out, const consensus::EpochEnd& end) {
  out.set_certificate(std::string(text_of(codec::encode(end.certificate))));
  out.set_ending(std::string(text_of(codec::encode(end.ending))));
  out.set_validators(std::string(text_of(codec::encode(end.next))));
}

Result<consensus::EpochEnd> read(const proto::EpochEnd& in) {
  consensus::EpochEnd out;
  PP_TRY(out.certificate, codec::decode_ordered_certificate(view_of(in.certificate())));
  PP_TRY(out.ending, codec::decode_ledger_info(view_of(in.ending())));
  PP_TRY(out.next, codec::decode_validator_set(view_of(in.validators())));
  return out;
}

Result<consensus::SafetyData> read(const proto::SafetyRecord& in) {
  consensus::SafetyData out;
  out.epoch = Epoch(in.epoch());
  out.last_proposed_round = Round(in.last_proposed_round());
  out.last_voted_round = Round(in.last_voted_round());
  out.highest_qc_round = Round(in.highest_qc_round());
  out.highest_timeout_round = Round(in.highest_timeout_round());
  PP_TRY(out.high_qc, read(in.high_qc()));
  if (in.has_high_tc()) {
    PP_TRY(out.high_tc, read(in.high_tc()));
  }
  if (!in.high_ordered().empty()) {
    PP_TRY(out.high_ordered, codec::decode_ordered_certificate(view_of(in.high_ordered())));
  }
  if (in.has_last_proposal()) {
    PP_TRY(out.last_proposal, read(in.last_proposal()));
  }
  if (in.has_last_vote()) {
    PP_TRY(out.last_vote, read(in.last_vote()));
  }
  if (in.has_last_timeout()) {
    PP_TRY(out.last_timeout, read(in.last_timeout()));
  }
  return out;
}

}  // namespace pennypost::wire
