#include "ledger/codec/receipt_file.h"
#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

/// Votes for another state than the block leads to: to all, or to some of them.
class FalseRoot final : public Behaviour {
 public:
  explicit FalseRoot(const Corrupted& self) : self_(self), random_(self.seed) {}
  std::string_view name() const override { return "false_root"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    std::vector<Outgoing> out;
    if (random_.below(4) != 0) lie(message.message);
    out.push_back(std::move(message));
    return out;
  }

 private:
  void lie(consensus::Message& message) {
    if (auto* vote = std::get_if<consensus::Vote>(&message)) {
      vote->ledger_info.state_root.bytes[0] ^= 1U;
      vote->signature =
          self_.signer.sign(consensus::vote_signing_bytes(vote->ledger_info, vote->parent_round));
    } else if (auto* order = std::get_if<consensus::OrderVote>(&message)) {
      order->ledger_info.state_root.bytes[0] ^= 1U;
      order->signature = self_.signer.sign(codec::order_vote_signing_bytes(order->ledger_info));
    }
  }

  Corrupted self_;
  Random random_;
};

}  // namespace

std::unique_ptr<Behaviour> make_false_root(const Corrupted& self) {
  return std::make_unique<FalseRoot>(self);
}

}  // namespace pennypost::simulator
