#pragma once

#include "consensus/core/safety_data.h"
#include "consensus/core/signer.h"
#include "ledger/base/result.h"

namespace pennypost::consensus {

/// The only place that signs. What holds of every sequence of calls, whatever the caller does, as
/// long as `data()` is durable before a signature leaves and is what the next life starts from:
///
/// S1. At most one proposal, one vote and one timeout is signed in a round (C1, C2, C5).
/// S2. No vote for a round at or below one that was voted for or timed out (C2).
/// S3. A vote's block directly follows its QC, or a TC of the round before whose QCs are no higher
///     than the block's (C2).
/// S4. No order vote for a round at or below one that was timed out (C3).
/// S5. A timeout carries a QC at least as high as every QC order-voted or acted on (C5).
/// S6. Nothing is signed outside this epoch, without an own index, or after `stop()` (C2, C6).
///
/// It takes certificates as verified. One thread; `signer` outlives it.
class SafetyRules {
 public:
  SafetyRules(ChainId chain, std::optional<ValidatorIndex> own, SafetyData data,
              const Signer& signer);

  /// What must be durable before anything signed leaves.
  const SafetyData& data() const { return data_; }
  /// True where data() changed since the last call.
  bool take_changed();

  bool may_sign() const { return own_.has_value() && !stopped_; }
  /// After a fault: nothing is ever signed again.
  void stop() { stopped_ = true; }

  /// Certificates that are acted on.
  void observe(const QuorumCertificate& qc);
  void observe(const TimeoutCertificate& tc);
  void observe(const OrderedCertificate& certificate);

  /// C1. Fills in author, id and signature. Errors: `not_signing`, `wrong_epoch`, `round_used`,
  /// `not_highest_qc`, `unjustified_round`.
  Result<Proposal> propose(Block block, const std::optional<TimeoutCertificate>& tc);
  /// C2, as far as it is about safety. `executed` is our own outcome of the block. Errors:
  /// `not_signing`, `wrong_epoch`, `round_used`, `unjustified_round`, `wrong_ledger_info`.
  Result<Vote> vote(const Block& block, const std::optional<TimeoutCertificate>& tc,
                    const LedgerInfo& executed);
  /// C3. Signing the same again gives the same bytes. Errors: `not_signing`, `wrong_epoch`,
  /// `timed_out`.
  Result<OrderVote> order_vote(const QuorumCertificate& qc);
  /// C5, on the highest QC. The same round again gives the stored timeout. Errors: `not_signing`,
  /// `round_used`, `unjustified_round`.
  Result<Timeout> timeout(Round round);

 private:
  Result<void> check_signing(Epoch epoch) const;

  ChainId chain_;
  std::optional<ValidatorIndex> own_;
  SafetyData data_;
  const Signer& signer_;
  bool changed_ = false;
  bool stopped_ = false;
};

}  // namespace pennypost::consensus
