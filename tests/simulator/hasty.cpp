#include "tests/simulator/behaviour.h"
#include "tests/simulator/world.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kAheadUs = 20 * 60 * kSecondUs;  // longer than any nonce lives

/// As a leader, says that it is much later: every nonce would have expired.
class Hasty final : public Behaviour {
 public:
  explicit Hasty(const Corrupted& self) : self_(self) {}
  std::string_view name() const override { return "hasty"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    if (auto* proposal = std::get_if<consensus::Proposal>(&message.message)) {
      consensus::Block& block = proposal->block;
      block.timestamp = block.timestamp + kAheadUs;
      block.batches.clear();
      block.id = consensus::block_id(self_.chain, block);
      proposal->signature =
          self_.signer.sign(consensus::proposal_signing_bytes(self_.chain, block));
    }
    std::vector<Outgoing> out;
    out.push_back(std::move(message));
    return out;
  }

 private:
  Corrupted self_;
};

}  // namespace

std::unique_ptr<Behaviour> make_hasty(const Corrupted& self) {
  return std::make_unique<Hasty>(self);
}

}  // namespace pennypost::simulator
