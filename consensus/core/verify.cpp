#include "consensus/core/verify.h"

#include <set>

#include "consensus/core/block_fetch.h"
#include "consensus/core/mutants.h"
#include "ledger/codec/canonical.h"
#include "ledger/codec/receipt_file.h"
#include "ledger/crypto/hash.h"

namespace pennypost::consensus {
namespace {

std::unexpected<Error> malformed(const char* what) {
  return fail("malformed", what);
}

Result<void> check_epoch(const EpochContext& context, Epoch epoch) {
  if (epoch == context.epoch || mutated(Mutant::wrong_epoch_accepted)) return {};
  return fail("wrong_epoch", "The message is of another epoch.");
}

Result<void> check_signature(const EpochContext& context, ValidatorIndex validator, ByteView bytes,
                             const Signature& signature, const crypto::Verify& verify) {
  const PublicKey& key = context.validators.validators[validator].consensus_key;
  if (verify(key, bytes, signature)) return {};
  return fail("invalid_signature", "The signature is not the sender's.");
}

/// Adds up the power of ascending distinct signers; nothing where they are not.
class SignerPower {
 public:
  explicit SignerPower(const ValidatorSet& set) : set_(set) {}
  bool add(ValidatorIndex validator) {
    if (validator >= set_.size() || (last_ && validator <= *last_)) return false;
    last_ = validator;
    power_ += set_.validators[validator].power.value();
    return true;
  }
  bool is_quorum() const {
    const std::uint64_t spared = mutated(Mutant::certificate_off_by_one) ? 1 : 0;
    return power_ + spared >= set_.quorum().value();
  }

 private:
  const ValidatorSet& set_;
  std::optional<ValidatorIndex> last_;
  std::uint64_t power_ = 0;
};

std::unexpected<Error> bad_certificate(const char* what) {
  return fail("invalid_certificate", what);
}

Result<void> check_ledger_info(const EpochContext& context, const LedgerInfo& info) {
  PP_CHECKED(check_epoch(context, info.epoch));
  if (info.chain_id != context.chain_id) return malformed("The ledger info is another chain's.");
  if (info.round.value() == 0 || info.round.value() > kCounterMax) {
    return malformed("The round is out of range.");
  }
  return {};
}

Result<void> check_ordered(const EpochContext& context, const OrderedCertificate& certificate,
                           const crypto::Verify& verify) {
  if (!check_ledger_info(context, certificate.ledger_info)) {
    return bad_certificate("The ordered certificate is not of this epoch.");
  }
  return codec::verify_certificate(certificate, context.validators, verify);
}

/// C2, C5: the QC and perhaps a TC lead to `round`.
Result<void> check_justified(const EpochContext& context, Round round, const QuorumCertificate& qc,
                             const std::optional<TimeoutCertificate>& tc,
                             const crypto::Verify& verify) {
  if (round.value() == 0 || round.value() > kCounterMax || qc.round() >= round) {
    return malformed("The round is out of range.");
  }
  PP_CHECKED(verify_certificate(context, qc, verify));
  if (mutated(Mutant::vote_without_justification)) return {};
  if (!tc) {
    if (round == qc.round().next()) return {};
    return malformed("The round needs a timeout certificate.");
  }
  const bool low = qc.round() < tc->highest_qc_round();
  if (tc->round.next() != round || (low && !mutated(Mutant::accept_tc_without_qc_check))) {
    return malformed("The timeout certificate does not lead to the round.");
  }
  return verify_certificate(context, *tc, verify);
}

Result<void> check_references(const EpochContext& context, const Block& block) {
  if (block.batches.size() > kBlockBatchesMax) return malformed("Too many batches in a block.");
  std::set<BatchDigest> digests;
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  for (const BatchReference& reference : block.batches) {
    if (reference.author >= context.validators.size() || reference.count == 0 ||
        !digests.insert(reference.digest).second) {
      return malformed("A batch reference is malformed.");
    }
    // C2: neither expired at the block's time nor too far ahead of it.
    if (reference.expiry <= block.timestamp ||
        reference.expiry > block.timestamp + kBatchLifetimeUsMax) {
      return malformed("A batch reference is out of its time.");
    }
    count += reference.count;
    bytes += reference.bytes;
  }
  if (count > kBlockTransactionsMax || bytes > kBlockBytesMax) {
    return malformed("A block is larger than allowed.");
  }
  return {};
}

/// What of a block can be judged from itself and its parent's QC, which is checked elsewhere.
Result<void> check_block(const EpochContext& context, const Block& block) {
  PP_CHECKED(check_epoch(context, block.epoch));
  const LedgerInfo& parent = block.parent_qc.ledger_info;
  if (block.author >= context.validators.size()) return malformed("The author is unknown.");
  if (block.round.value() > kCounterMax || block.round <= parent.round) {
    return malformed("The round is not above the parent's.");
  }
  if (block.height != parent.height.next() || block.timestamp <= parent.timestamp) {
    return malformed("Height or timestamp do not follow the parent's.");
  }
  if (parent.next_validators_hash && !block.batches.empty()) {
    return malformed("A block behind the end of the epoch names batches.");  // C9
  }
  PP_CHECKED(check_references(context, block));
  if (block.id != block_id(context.chain_id, block)) {
    return malformed("The block's id is not its hash.");
  }
  return {};
}

Result<void> check_batch(const EpochContext& context, const std::shared_ptr<const Batch>& batch) {
  if (batch == nullptr || batch->transactions == nullptr) return malformed("No batch.");
  PP_CHECKED(check_epoch(context, batch->epoch));
  if (batch->author >= context.validators.size()) return malformed("The author is unknown.");
  if (batch->transactions->empty() || batch->transactions->size() > kBatchTransactionsMax ||
      batch->bytes.size() > kBatchBytesMax) {
    return malformed("A batch is empty or larger than allowed.");
  }
  if (!batch->hashed && batch->digest != crypto::as_id<BatchDigest>(
                                             crypto::hash("pennypost/batch/1", batch->bytes))) {
    return malformed("The batch's digest is not its hash.");
  }
  return {};
}

/// One overload for each message.
class Checker {
 public:
  Checker(const EpochContext& context, ValidatorIndex from, const crypto::Verify& verify)
      : context_(context), from_(from), verify_(verify) {}

  Result<void> operator()(const Proposal& proposal) const {
    const Block& block = proposal.block;
    if (block.author != from_) return malformed("Proposals come from their author.");
    PP_CHECKED(check_block(context_, block));
    PP_CHECKED(check_signature(context_, from_, proposal_signing_bytes(context_.chain_id, block),
                               proposal.signature, verify_));
    return check_justified(context_, block.round, block.parent_qc, proposal.tc, verify_);
  }
  Result<void> operator()(const Vote& vote) const {
    if (vote.validator != from_ && !mutated(Mutant::sender_unchecked)) {
      return malformed("Votes come from their signer.");
    }
    PP_CHECKED(check_ledger_info(context_, vote.ledger_info));
    if (vote.parent_round >= vote.ledger_info.round) return malformed("The parent is no earlier.");
    return check_signature(context_, from_, vote_signing_bytes(vote.ledger_info, vote.parent_round),
                           vote.signature, verify_);
  }
  Result<void> operator()(const OrderVote& vote) const {
    if (vote.validator != from_) return malformed("Order votes come from their signer.");
    PP_CHECKED(check_ledger_info(context_, vote.ledger_info));
    return check_signature(context_, from_, codec::order_vote_signing_bytes(vote.ledger_info),
                           vote.signature, verify_);
  }
  Result<void> operator()(const Timeout& timeout) const {
    if (timeout.validator != from_) return malformed("Timeouts come from their signer.");
    PP_CHECKED(check_epoch(context_, timeout.epoch));
    PP_CHECKED(check_signature(context_, from_,
                               timeout_signing_bytes(context_.chain_id, timeout.epoch,
                                                     timeout.round, timeout.high_qc.round()),
                               timeout.signature, verify_));
    return check_justified(context_, timeout.round, timeout.high_qc, timeout.tc, verify_);
  }
  Result<void> operator()(const SyncInfo& info) const {
    PP_CHECKED(verify_certificate(context_, info.high_qc, verify_));
    if (info.high_ordered) PP_CHECKED(check_ordered(context_, *info.high_ordered, verify_));
    if (!info.high_tc) return {};
    if (info.high_qc.round() < info.high_tc->highest_qc_round() &&
        !mutated(Mutant::accept_tc_without_qc_check)) {
      return malformed("The QC is below the timeout certificate's.");
    }
    return verify_certificate(context_, *info.high_tc, verify_);
  }
  Result<void> operator()(const BatchMessage& message) const {
    return check_batch(context_, message.batch);
  }
  Result<void> operator()(const BatchAck& ack) const { return check_digests(ack.digests); }
  Result<void> operator()(const BatchRequest& request) const {
    return check_digests(request.digests);
  }
  Result<void> operator()(const BlockRequest& request) const {
    if (request.from_height.value() > kCounterMax) return malformed("The height is out of range.");
    return {};
  }
  Result<void> operator()(const BlockResponse& response) const {
    if (response.blocks.size() > kResponseBlocksMax) return malformed("Too many blocks.");
    if (response.ordered) PP_CHECKED(check_ordered(context_, *response.ordered, verify_));
    const std::size_t final = final_blocks(response);
    for (std::size_t i = 0; i < response.blocks.size(); ++i) {
      const Block& block = response.blocks[i];
      if (i > 0 && block.parent_id() != response.blocks[i - 1].id) {
        return malformed("The blocks are not a chain.");
      }
      PP_CHECKED(check_block(context_, block));
      // F4: a final block's hash covers the certificate in it, which those checked who voted for
      // it.
      if (i < final) continue;
      PP_CHECKED(verify_certificate(context_, block.parent_qc, verify_));
    }
    std::uint64_t bytes = 0;
    for (const auto& batch : response.batches) {
      PP_CHECKED(check_batch(context_, batch));
      bytes += batch->bytes.size();
    }
    if (bytes > kResponseBytesMax) return malformed("Too many bytes of batches.");
    return {};
  }
  /// C9: from any epoch: it tells who is behind.
  Result<void> operator()(const Ping& ping) const {
    if (ping.epoch.value() > kCounterMax) return malformed("The epoch is out of range.");
    return {};
  }
  Result<void> operator()(const EpochChange& change) const {
    if (!change.ending.ledger_info.next_validators_hash) {
      return bad_certificate("The certificate does not end an epoch.");
    }
    return check_ordered(context_, change.ending, verify_);
  }

 private:
  static Result<void> check_digests(const std::vector<BatchDigest>& digests) {
    if (digests.empty() || digests.size() > kDigestsMax) {
      return malformed("No digests, or too many.");
    }
    return {};
  }

  const EpochContext& context_;
  ValidatorIndex from_;
  const crypto::Verify& verify_;
};

}  // namespace

Result<void> verify_certificate(const EpochContext& context, const QuorumCertificate& qc,
                                const crypto::Verify& verify) {
  if (qc.round().value() == 0) {
    // C9: the genesis block follows from the chain; nobody signs it.
    if (qc == genesis_certificate(context.genesis)) return {};
    return bad_certificate("Not the certificate of the epoch's genesis block.");
  }
  if (!check_ledger_info(context, qc.ledger_info) || qc.parent_round >= qc.round()) {
    return bad_certificate("The QC is not of this epoch.");
  }
  const Bytes bytes = vote_signing_bytes(qc.ledger_info, qc.parent_round);
  SignerPower power(context.validators);
  for (const IndexedSignature& entry : qc.signatures) {
    if (!power.add(entry.validator)) return bad_certificate("Signers are not ascending.");
    if (!mutated(Mutant::signature_unchecked) &&
        !check_signature(context, entry.validator, bytes, entry.signature, verify)) {
      return bad_certificate("A signature of the QC is invalid.");
    }
  }
  if (!power.is_quorum()) return bad_certificate("The QC is not of a quorum.");
  return {};
}

Result<void> verify_certificate(const EpochContext& context, const TimeoutCertificate& tc,
                                const crypto::Verify& verify) {
  if (tc.epoch != context.epoch || tc.round.value() == 0 || tc.round.value() > kCounterMax) {
    return bad_certificate("The TC is not of this epoch.");
  }
  SignerPower power(context.validators);
  for (const TimeoutCertificate::Entry& entry : tc.entries) {
    if (!power.add(entry.validator)) return bad_certificate("Signers are not ascending.");
    const Bytes bytes = timeout_signing_bytes(context.chain_id, tc.epoch, tc.round, entry.qc_round);
    if (entry.qc_round >= tc.round ||
        !check_signature(context, entry.validator, bytes, entry.signature, verify)) {
      return bad_certificate("A signature of the TC is invalid.");
    }
  }
  if (!power.is_quorum()) return bad_certificate("The TC is not of a quorum.");
  return {};
}

EpochContext epoch_after(const LedgerInfo& ending, const ValidatorSet& validators) {
  const LedgerInfo genesis = epoch_genesis(ending, validators);
  return {.chain_id = genesis.chain_id,
          .epoch = genesis.epoch,
          .validators = validators,
          .genesis = genesis};
}

Result<void> verify_epoch_end(const EpochContext& epoch, const EpochEnd& end,
                              const crypto::Verify& verify) {
  const LedgerInfo& certified = end.certificate.ledger_info;
  if (certified.epoch != epoch.epoch || certified.chain_id != epoch.chain_id) {
    return fail("wrong_epoch",
                "The certificate does not end epoch " + to_string(epoch.epoch) + ".");
  }
  PP_CHECKED(codec::verify_certificate(end.certificate, epoch.validators, verify));
  PP_CHECKED(check_validator_set(end.next));
  LedgerInfo same = certified;  // C9: of a suffix's block this may differ
  same.round = end.ending.round;
  same.height = end.ending.height;
  same.block_id = end.ending.block_id;
  if (certified.next_validators_hash == codec::hash_of(end.next) && same == end.ending) return {};
  return bad_certificate("The certificate does not name these validators.");
}

Result<void> verify_message(const EpochContext& context, ValidatorIndex from,
                            const Message& message, const crypto::Verify& verify) {
  if (from >= context.validators.size()) return malformed("The sender is no validator.");
  return std::visit(Checker(context, from, verify), message);
}

std::vector<std::shared_ptr<const Batch>> unproven_batches(const BlockResponse& response) {
  std::set<BatchDigest> proven;
  const std::size_t final = final_blocks(response);
  for (std::size_t i = 0; i < response.blocks.size(); ++i) {
    const Block& block = response.blocks[i];
    // By the next one's QC, or by the order votes.
    const bool certified = i + 1 < response.blocks.size() || i < final;
    if (!certified) continue;
    for (const BatchReference& reference : block.batches) proven.insert(reference.digest);
  }
  std::vector<std::shared_ptr<const Batch>> out;
  for (const auto& batch : response.batches) {
    if (!proven.contains(batch->digest)) out.push_back(batch);
  }
  return out;
}

}  // namespace pennypost::consensus
