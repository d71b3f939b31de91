#include <map>

#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

constexpr std::size_t kCertificatesMax = 8;

class Forker final : public Behaviour {
 public:
  explicit Forker(const Corrupted& self) : self_(self), random_(self.seed) {}
  std::string_view name() const override { return "forker"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    if (const auto* proposal = std::get_if<consensus::Proposal>(&message.message)) {
      remember(proposal->block.parent_qc);
      message.message = fork_of(*proposal);
    } else if (const auto* timeout = std::get_if<consensus::Timeout>(&message.message)) {
      remember(timeout->high_qc);
    } else if (const auto* info = std::get_if<consensus::SyncInfo>(&message.message)) {
      remember(info->high_qc);
    }
    std::vector<Outgoing> out;
    out.push_back(std::move(message));
    return out;
  }

 private:
  void remember(const consensus::QuorumCertificate& qc) {
    certificates_.insert_or_assign(qc.round(), qc);
    if (certificates_.size() > kCertificatesMax) certificates_.erase(certificates_.begin());
  }

  /// On the newest certificate below the proposal's own; the same for every receiver.
  const consensus::Proposal& fork_of(const consensus::Proposal& proposal) {
    if (original_ == proposal.block.id) return fork_;
    original_ = proposal.block.id;
    fork_ = proposal;
    const auto own = certificates_.find(proposal.block.parent_qc.round());
    if (own != certificates_.begin() && random_.below(4) != 0) {
      consensus::Block& block = fork_.block;
      block.parent_qc = std::prev(own)->second;
      block.height = block.parent_qc.ledger_info.height.next();
      block.id = consensus::block_id(self_.chain, block);
      fork_.signature = self_.signer.sign(consensus::proposal_signing_bytes(self_.chain, block));
    }
    return fork_;
  }

  Corrupted self_;
  Random random_;
  std::map<Round, consensus::QuorumCertificate> certificates_;  // that it sent to somebody
  BlockId original_;
  consensus::Proposal fork_;
};

}  // namespace

std::unique_ptr<Behaviour> make_forker(const Corrupted& self) {
  return std::make_unique<Forker>(self);
}

}  // namespace pennypost::simulator
