#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

/// Signs in the name of others, and makes up certificates.
class Forger final : public Behaviour {
 public:
  explicit Forger(const Corrupted& self) : self_(self), random_(self.seed) {}
  std::string_view name() const override { return "forger"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    std::vector<Outgoing> out;
    if (const auto* vote = std::get_if<consensus::Vote>(&message.message)) {
      consensus::Vote false_vote = *vote;
      false_vote.ledger_info.state_root.bytes[0] ^= 1U;
      false_vote.signature = self_.signer.sign(
          consensus::vote_signing_bytes(false_vote.ledger_info, false_vote.parent_round));
      for (std::size_t other = 0; other < self_.validators.size(); ++other) {
        false_vote.validator = static_cast<consensus::ValidatorIndex>(other);
        if (other != self_.index) out.push_back({message.to, false_vote});
      }
      out.push_back({message.to, certificate(false_vote)});
    } else if (const auto* timeout = std::get_if<consensus::Timeout>(&message.message)) {
      consensus::Timeout false_timeout = *timeout;
      false_timeout.validator =
          static_cast<consensus::ValidatorIndex>(random_.below(self_.validators.size()));
      if (false_timeout.validator != self_.index) out.push_back({message.to, false_timeout});
    }
    out.push_back(std::move(message));
    return out;
  }

 private:
  /// A QC of everybody, all of whose signatures are our own.
  consensus::SyncInfo certificate(const consensus::Vote& vote) const {
    consensus::QuorumCertificate qc{
        .ledger_info = vote.ledger_info, .parent_round = vote.parent_round, .signatures = {}};
    for (std::size_t i = 0; i < self_.validators.size(); ++i) {
      qc.signatures.push_back({static_cast<std::uint16_t>(i), vote.signature});
    }
    return {.high_qc = std::move(qc), .high_ordered = std::nullopt, .high_tc = std::nullopt};
  }

  Corrupted self_;
  Random random_;
};

}  // namespace

std::unique_ptr<Behaviour> make_forger(const Corrupted& self) {
  return std::make_unique<Forger>(self);
}

}  // namespace pennypost::simulator
