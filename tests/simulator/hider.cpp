#include "ledger/crypto/hash.h"
#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kLifetimeUs = 20'000'000;

class Hider final : public Behaviour {
 public:
  explicit Hider(const Corrupted& self) : self_(self), random_(self.seed) {}
  std::string_view name() const override { return "hider"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    if (const auto* proposal = std::get_if<consensus::Proposal>(&message.message)) {
      message.message = naming_a_ghost(*proposal);
    }
    std::vector<Outgoing> out;
    out.push_back(std::move(message));
    return out;
  }

 private:
  /// The same for every receiver.
  const consensus::Proposal& naming_a_ghost(const consensus::Proposal& proposal) {
    if (original_ == proposal.block.id) return changed_;
    original_ = proposal.block.id;
    changed_ = proposal;
    if (random_.below(3) == 0) return changed_;
    consensus::Block& block = changed_.block;
    const std::uint64_t number = random_.next();
    block.batches.push_back({.author = self_.index,
                             .sequence = number,
                             .digest = crypto::as_id<BatchDigest>(crypto::hash(
                                 "pennypost/simulator/ghost/1", view_of(std::to_string(number)))),
                             .expiry = block.timestamp + kLifetimeUs,
                             .count = 1,
                             .bytes = 100});
    block.id = consensus::block_id(self_.chain, block);
    changed_.signature = self_.signer.sign(consensus::proposal_signing_bytes(self_.chain, block));
    return changed_;
  }

  Corrupted self_;
  Random random_;
  BlockId original_;
  consensus::Proposal changed_;
};

}  // namespace

std::unique_ptr<Behaviour> make_hider(const Corrupted& self) {
  return std::make_unique<Hider>(self);
}

}  // namespace pennypost::simulator
