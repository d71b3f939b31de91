#include "tests/simulator/behaviour.h"
#include "tests/simulator/world.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kFloodMessages = 8;
constexpr std::uint64_t kFloodEveryUs = 50'000;
constexpr std::uint64_t kFloodUntilUs = 40 * kSecondUs;  // the idle want to become idle

class Flooder final : public Behaviour {
 public:
  explicit Flooder(const Corrupted& self) : self_(self), random_(self.seed) {}
  std::string_view name() const override { return "flooder"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t now_us) override {
    std::vector<Outgoing> out;
    if (now_us >= next_us_ && now_us < kFloodUntilUs) {
      next_us_ = now_us + kFloodEveryUs;
      for (std::uint64_t i = 0; i < kFloodMessages; ++i) {
        out.push_back({message.to, anything(message.message, now_us)});
      }
    }
    out.push_back(std::move(message));
    return out;
  }

 private:
  /// Batches that stay, requests, acknowledgements of nothing, votes of rounds far away.
  consensus::Message anything(const consensus::Message& original, std::uint64_t now_us) {
    using namespace consensus;
    BatchDigest digest;
    digest.bytes[0] = static_cast<std::uint8_t>(random_.below(256));
    switch (random_.below(6)) {
      case 0: {
        Transaction transaction;
        transaction.id.bytes[0] = static_cast<std::uint8_t>(random_.below(256));
        const TimestampUs expiry = kGenesisTime + (now_us + random_.between(1, 60) * kSecondUs);
        return BatchMessage{World::batch(self_.index, random_.next(), expiry, {transaction})};
      }
      case 1:
        return BatchRequest{{digest}};
      case 2:
        return BlockRequest{.from_height = Height(random_.below(50)), .target = {}};
      case 3:
        return BatchAck{{digest}};
      case 4:
        if (const auto* vote = std::get_if<Vote>(&original)) return far_away(*vote);
        return Ping{.epoch = Epoch(1), .high_qc_round = Round(0), .final_version = Version(0)};
      default:
        return original;
    }
  }
  consensus::Vote far_away(consensus::Vote vote) {
    vote.ledger_info.round = Round(vote.ledger_info.round.value() + random_.below(200));
    vote.signature =
        self_.signer.sign(consensus::vote_signing_bytes(vote.ledger_info, vote.parent_round));
    return vote;
  }

  Corrupted self_;
  Random random_;
  std::uint64_t next_us_ = 0;
};

}  // namespace

std::unique_ptr<Behaviour> make_flooder(const Corrupted& self) {
  return std::make_unique<Flooder>(self);
}

}  // namespace pennypost::simulator
