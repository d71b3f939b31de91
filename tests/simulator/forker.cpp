#include <map>

#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

constexpr std::size_t kCertificatesMax = 8;

class Forker final : public Behaviour {
 public:
  Forker(std::uint64_t seed, ChainId chain, const consensus::SigningKey& signer)
      : random_(seed), chain_(chain), signer_(signer) {}
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
      block.id = consensus::block_id(chain_, block);
      fork_.signature = signer_.sign(consensus::proposal_signing_bytes(chain_, block));
    }
    return fork_;
  }

  Random random_;
  ChainId chain_;
  const consensus::SigningKey& signer_;
  std::map<Round, consensus::QuorumCertificate> certificates_;  // that it sent to somebody
  BlockId original_;
  consensus::Proposal fork_;
};

}  // namespace

std::unique_ptr<Behaviour> make_forker(std::uint64_t seed, ChainId chain,
                                       const consensus::SigningKey& signer) {
  return std::make_unique<Forker>(seed, chain, signer);
}

}  // namespace pennypost::simulator
