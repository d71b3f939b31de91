#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

/// Answers each proposal of another's with one of its own for the same round.
class Usurper final : public Behaviour {
 public:
  explicit Usurper(const Corrupted& self) : self_(self), random_(self.seed) {}
  std::string_view name() const override { return "usurper"; }
  void see(const consensus::Message& message) override {
    if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) seen_ = *proposal;
  }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    std::vector<Outgoing> out;
    if (seen_ && std::holds_alternative<consensus::Vote>(message.message)) {
      out.push_back({message.to, usurp(*seen_)});
    }
    out.push_back(std::move(message));
    return out;
  }

 private:
  consensus::Proposal usurp(consensus::Proposal proposal) {
    consensus::Block& block = proposal.block;
    block.author = self_.index;
    if (random_.below(2) == 0) block.timestamp = block.timestamp + 1;
    block.id = consensus::block_id(self_.chain, block);
    proposal.signature = self_.signer.sign(consensus::proposal_signing_bytes(self_.chain, block));
    return proposal;
  }

  Corrupted self_;
  Random random_;
  std::optional<consensus::Proposal> seen_;
};

}  // namespace

std::unique_ptr<Behaviour> make_usurper(const Corrupted& self) {
  return std::make_unique<Usurper>(self);
}

}  // namespace pennypost::simulator
