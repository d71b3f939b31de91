#pragma once

#include "consensus/core/safety_data.h"
#include "ledger/codec/canonical.h"
#include "tests/simulator/world.h"

namespace pennypost::consensus {

/// Four validators of equal power, and messages signed by any of them.
class Four {
 public:
  explicit Four(bool real_signatures = false) : world_({1, 1, 1, 1}, real_signatures) {}

  const simulator::World& world() const { return world_; }
  const EpochContext& context() const { return world_.context(); }
  QuorumCertificate genesis() const { return genesis_certificate(context().genesis); }

  Signature sign(ValidatorIndex as, const Bytes& bytes) const {
    return world_.signer(as).sign(bytes);
  }

  /// An unsigned block on `parent`.
  Block block(std::uint64_t round, const QuorumCertificate& parent,
              std::vector<BatchReference> batches = {}) const {
    Block out;
    out.epoch = context().epoch;
    out.round = Round(round);
    out.height = parent.ledger_info.height.next();
    out.author = 1;
    out.timestamp = parent.ledger_info.timestamp + 1;
    out.batches = std::move(batches);
    out.parent_qc = parent;
    out.id = block_id(context().chain_id, out);
    return out;
  }

  /// What executing the block might have given.
  LedgerInfo outcome(const Block& block) const {
    LedgerInfo info = block.parent_qc.ledger_info;
    info.epoch = block.epoch;
    info.round = block.round;
    info.height = block.height;
    info.block_id = block.id;
    info.version = info.version.next();
    info.timestamp = block.timestamp;
    return info;
  }

  Vote vote(ValidatorIndex as, const Block& block) const {
    Vote out{.ledger_info = outcome(block),
             .parent_round = block.parent_qc.round(),
             .validator = as,
             .signature = {}};
    out.signature = sign(as, vote_signing_bytes(out.ledger_info, out.parent_round));
    return out;
  }
  OrderVote order_vote(ValidatorIndex as, const Block& block) const {
    OrderVote out{.ledger_info = outcome(block), .validator = as, .signature = {}};
    out.signature = sign(as, codec::order_vote_signing_bytes(out.ledger_info));
    return out;
  }
  Timeout timeout(ValidatorIndex as, std::uint64_t round, const QuorumCertificate& qc) const {
    Timeout out{.epoch = context().epoch,
                .round = Round(round),
                .high_qc = qc,
                .tc = std::nullopt,
                .validator = as,
                .signature = {}};
    out.signature = sign(
        as, timeout_signing_bytes(context().chain_id, out.epoch, out.round, out.high_qc.round()));
    return out;
  }

  QuorumCertificate certify(const Block& block,
                            std::vector<ValidatorIndex> signers = {0, 1, 2}) const {
    QuorumCertificate out{
        .ledger_info = outcome(block), .parent_round = block.parent_qc.round(), .signatures = {}};
    for (const ValidatorIndex signer : signers) {
      out.signatures.push_back({signer, vote(signer, block).signature});
    }
    return out;
  }
  TimeoutCertificate time_out(std::uint64_t round, std::uint64_t qc_round,
                              std::vector<ValidatorIndex> signers = {0, 1, 2}) const {
    TimeoutCertificate out{.epoch = context().epoch, .round = Round(round), .entries = {}};
    for (const ValidatorIndex signer : signers) {
      out.entries.push_back({signer, Round(qc_round),
                             sign(signer, timeout_signing_bytes(context().chain_id, out.epoch,
                                                                out.round, Round(qc_round)))});
    }
    return out;
  }

  SafetyData fresh() const {
    SafetyData data;
    data.epoch = context().epoch;
    data.high_qc = genesis();
    return data;
  }

 private:
  simulator::World world_;
};

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : result.error().code;
}

}  // namespace pennypost::consensus
