#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

class TimeoutSpammer final : public Behaviour {
 public:
  explicit TimeoutSpammer(const Corrupted& self) : self_(self), random_(self.seed) {}
  std::string_view name() const override { return "timeout_spammer"; }
  void see(const consensus::Message& message) override {
    if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) {
      remember(proposal->block.parent_qc);
    } else if (const auto* info = std::get_if<consensus::SyncInfo>(&message)) {
      remember(info->high_qc);
    } else if (const auto* timeout = std::get_if<consensus::Timeout>(&message)) {
      remember(timeout->high_qc);
    }
  }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    std::vector<Outgoing> out;
    if (high_qc_ && random_.below(2) == 0) {
      // Of the round that the others are in, or of one that nothing leads to.
      const std::uint64_t ahead = random_.below(4) == 0 ? random_.between(2, 100) : 1;
      out.push_back({message.to, timeout_of(high_qc_->round().value() + ahead)});
    }
    out.push_back(std::move(message));
    return out;
  }

 private:
  void remember(const consensus::QuorumCertificate& qc) {
    if (!high_qc_ || qc.round() > high_qc_->round()) high_qc_ = qc;
  }
  consensus::Timeout timeout_of(std::uint64_t round) const {
    consensus::Timeout out{.epoch = high_qc_->ledger_info.epoch,
                           .round = Round(round),
                           .high_qc = *high_qc_,
                           .tc = std::nullopt,
                           .validator = self_.index,
                           .signature = {}};
    out.signature = self_.signer.sign(
        consensus::timeout_signing_bytes(self_.chain, out.epoch, out.round, high_qc_->round()));
    return out;
  }

  Corrupted self_;
  Random random_;
  std::optional<consensus::QuorumCertificate> high_qc_;
};

}  // namespace

std::unique_ptr<Behaviour> make_timeout_spammer(const Corrupted& self) {
  return std::make_unique<TimeoutSpammer>(self);
}

}  // namespace pennypost::simulator
