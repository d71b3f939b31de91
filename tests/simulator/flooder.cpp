#include "ledger/codec/receipt_file.h"
#include "tests/simulator/behaviour.h"
#include "tests/simulator/world.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kFloodMessages = 8;
constexpr std::uint64_t kManyMessages = 64;
constexpr std::uint64_t kFloodEveryUs = 50'000;
constexpr std::uint64_t kFloodUntilUs = 12 * kSecondUs;  // the idle want to become idle

class Flooder final : public Behaviour {
 public:
  explicit Flooder(const Corrupted& self)
      : self_(self),
        random_(self.seed),
        messages_(random_.below(4) == 0 ? kManyMessages : kFloodMessages) {}
  std::string_view name() const override { return "flooder"; }
  void see(const consensus::Message& message) override { remember(message); }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t now_us) override {
    remember(message.message);
    std::vector<Outgoing> out;
    if (now_us >= next_us_ && now_us < kFloodUntilUs) {
      next_us_ = now_us + kFloodEveryUs;
      for (std::uint64_t i = 0; i < messages_; ++i) {
        out.push_back({message.to, anything(message.message, now_us)});
      }
    }
    out.push_back(std::move(message));
    return out;
  }

 private:
  /// Any kind of message: batches that stay, requests, answers to nothing, votes and timeouts of
  /// rounds far away, blocks on nothing.
  consensus::Message anything(const consensus::Message& original, std::uint64_t now_us) {
    using namespace consensus;
    BatchDigest digest;
    digest.bytes[0] = static_cast<std::uint8_t>(random_.below(256));
    const Epoch epoch = epoch_;
    switch (random_.below(12)) {
      case 0: {
        Transaction transaction;
        transaction.id.bytes[0] = static_cast<std::uint8_t>(random_.below(256));
        const TimestampUs expiry = kGenesisTime + (now_us + random_.between(1, 60) * kSecondUs);
        return BatchMessage{
            World::batch(self_.index, random_.next(), expiry, {transaction}, epoch)};
      }
      case 1:
        return BatchRequest{{digest}};
      case 2:
        return BlockRequest{.from_height = Height(random_.below(50)), .target = {}};
      case 3:
        return BatchAck{{digest}};
      case 4:
        if (last_proposal_) return block_on_nothing(*last_proposal_);
        return original;
      case 5:
        if (last_vote_) return far_away(*last_vote_);
        return original;
      case 6:
        if (last_vote_)
          return far_away(OrderVote{
              .ledger_info = last_vote_->ledger_info, .validator = self_.index, .signature = {}});
        return original;
      case 7:
        if (high_qc_) return far_away(*high_qc_);
        return original;
      case 8:
        if (high_qc_) {
          return SyncInfo{
              .high_qc = *high_qc_, .high_ordered = std::nullopt, .high_tc = std::nullopt};
        }
        return original;
      case 9: {
        BlockResponse response;
        if (last_proposal_) response.blocks.push_back(last_proposal_->block);
        return response;
      }
      case 10:
        return EpochChange{};
      default:
        return Ping{.epoch = epoch, .high_qc_round = Round(0), .final_version = Version(0)};
    }
  }
  std::uint64_t ahead(Round round) { return round.value() + random_.below(200); }
  consensus::Vote far_away(consensus::Vote vote) {
    vote.validator = self_.index;
    vote.ledger_info.round = Round(ahead(vote.ledger_info.round));
    vote.signature =
        self_.signer.sign(consensus::vote_signing_bytes(vote.ledger_info, vote.parent_round));
    return vote;
  }
  consensus::OrderVote far_away(consensus::OrderVote vote) {
    vote.ledger_info.round = Round(ahead(vote.ledger_info.round));
    vote.signature = self_.signer.sign(codec::order_vote_signing_bytes(vote.ledger_info));
    return vote;
  }
  consensus::Timeout far_away(const consensus::QuorumCertificate& qc) {
    consensus::Timeout out{.epoch = qc.ledger_info.epoch,
                           .round = Round(ahead(qc.round()) + 1),
                           .high_qc = qc,
                           .tc = std::nullopt,
                           .validator = self_.index,
                           .signature = {}};
    out.signature = self_.signer.sign(
        consensus::timeout_signing_bytes(self_.chain, out.epoch, out.round, qc.round()));
    return out;
  }
  /// Of a parent that does not exist.
  consensus::Proposal block_on_nothing(consensus::Proposal proposal) {
    proposal.block.author = self_.index;
    proposal.block.timestamp = proposal.block.timestamp + random_.below(1000);
    proposal.block.batches.clear();
    proposal.block.id = consensus::block_id(self_.chain, proposal.block);
    proposal.signature =
        self_.signer.sign(consensus::proposal_signing_bytes(self_.chain, proposal.block));
    return proposal;
  }
  void remember(const consensus::Message& message) {
    if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) {
      last_proposal_ = *proposal;
      high_qc_ = proposal->block.parent_qc;
      epoch_ = proposal->block.epoch;
    } else if (const auto* vote = std::get_if<consensus::Vote>(&message)) {
      last_vote_ = *vote;
    }
  }

  Corrupted self_;
  Random random_;
  std::uint64_t messages_;  // at a time
  std::uint64_t next_us_ = 0;
  Epoch epoch_{1};
  std::optional<consensus::Proposal> last_proposal_;
  std::optional<consensus::Vote> last_vote_;
  std::optional<consensus::QuorumCertificate> high_qc_;
};

}  // namespace

std::unique_ptr<Behaviour> make_flooder(const Corrupted& self) {
  return std::make_unique<Flooder>(self);
}

}  // namespace pennypost::simulator
