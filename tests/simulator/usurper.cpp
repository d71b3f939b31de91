#include "consensus/core/vote_aggregator.h"
#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

/// Makes each QC out of the votes as soon as a leader could, and proposes on it whosever turn it
/// is.
class Usurper final : public Behaviour {
 public:
  explicit Usurper(const Corrupted& self) : self_(self), votes_(self.validators) {}
  std::string_view name() const override { return "usurper"; }
  void see(const consensus::Message& message) override {
    if (const auto* vote = std::get_if<consensus::Vote>(&message)) count(*vote);
  }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    if (const auto* vote = std::get_if<consensus::Vote>(&message.message)) count(*vote);
    std::vector<Outgoing> out;
    if (usurped_ && told_.insert(message.to).second) out.push_back({message.to, *usurped_});
    out.push_back(std::move(message));
    return out;
  }

 private:
  void count(const consensus::Vote& vote) {
    votes_.set_window(std::max(round_, vote.ledger_info.round), Round(0));
    const auto qc = votes_.add(vote);
    if (!qc || qc->round() < round_) return;
    round_ = qc->round();
    told_.clear();
    consensus::Proposal& proposal = usurped_.emplace();
    consensus::Block& block = proposal.block;
    block.epoch = qc->ledger_info.epoch;
    block.round = qc->round().next();
    block.height = qc->ledger_info.height.next();
    block.author = self_.index;
    block.timestamp = qc->ledger_info.timestamp + 1;
    block.parent_qc = *qc;
    block.id = consensus::block_id(self_.chain, block);
    proposal.signature = self_.signer.sign(consensus::proposal_signing_bytes(self_.chain, block));
  }

  Corrupted self_;
  consensus::VoteAggregator votes_;
  Round round_;
  std::optional<consensus::Proposal> usurped_;
  std::set<consensus::ValidatorIndex> told_;
};

}  // namespace

std::unique_ptr<Behaviour> make_usurper(const Corrupted& self) {
  return std::make_unique<Usurper>(self);
}

}  // namespace pennypost::simulator
