#pragma once

#include <gtest/gtest.h>

#include "consensus/core/consensus.h"
#include "consensus/core/leader.h"
#include "tests/consensus/core/support.h"

namespace pennypost::consensus {

inline constexpr std::uint64_t kSecond = 1'000'000;

/// One core among three peers that the test plays.
class OneOfFour : public testing::Test {
 protected:
  OneOfFour() { boot({}); }

  void boot(Recovered recovered, std::optional<Upgrade> upgrade = std::nullopt) {
    core_.reset();
    state::MemoryState state = four_.world().genesis().state;
    if (upgrade) {
      state::StateChanges scheduled;
      scheduled.entries.emplace(state::StateKey::upgrade(), *upgrade);
      state.apply(scheduled, four_.context().genesis.timestamp);
    }
    ledger_ =
        std::make_unique<execution::SpeculativeLedger>(std::move(state), four_.world().root());
    core_ = std::make_unique<Consensus>(Config{.epoch = four_.context(), .own_index = kOwn},
                                        std::move(recovered), *ledger_, four_.world().signer(kOwn));
    started_ = input(Started{});
  }

  template <class Event>
  std::vector<Effect> input(Event event) {
    const Now now{.steady_us = now_us_, .unix_time = four_.context().genesis.timestamp + now_us_};
    auto effects = core_->step({.now = now, .event = std::move(event)});
    while (core_->unfinished()) std::ranges::move(core_->resume(), std::back_inserter(effects));
    return effects;
  }
  std::vector<Effect> receive(ValidatorIndex from, Message message) {
    EXPECT_TRUE(verify_message(four_.context(), from, message, four_.world().verify()));
    return input(Received{.from = from, .message = std::move(message)});
  }

  std::shared_ptr<const Batch> batch(ValidatorIndex author) {
    const TimestampUs expiry = four_.context().genesis.timestamp + now_us_ + 30 * kSecond;
    return simulator::World::batch(author, sequence_++, expiry,
                                   {four_.world().transfer(random_, expiry)});
  }
  /// What honest peers would propose on `parent`.
  Block block(std::uint64_t round, const QuorumCertificate& parent,
              std::vector<std::shared_ptr<const Batch>> batches) {
    Block out = four_.block(round, parent);
    out.author = schedule_.turn(Round(round));
    out.timestamp = four_.context().genesis.timestamp + now_us_;
    for (const auto& each : batches) out.batches.push_back(reference_of(*each));
    out.id = block_id(four_.context().chain_id, out);
    return out;
  }
  Proposal propose(Block block) {
    Proposal out{.block = std::move(block), .tc = std::nullopt, .signature = {}};
    out.signature =
        four_.sign(out.block.author, proposal_signing_bytes(four_.context().chain_id, out.block));
    return out;
  }
  /// The QC of what this core voted for, with the votes of two peers.
  QuorumCertificate certify(const Vote& vote) {
    QuorumCertificate out{
        .ledger_info = vote.ledger_info, .parent_round = vote.parent_round, .signatures = {}};
    for (const ValidatorIndex signer : kOthers) {
      out.signatures.push_back(
          {signer, four_.sign(signer, vote_signing_bytes(vote.ledger_info, vote.parent_round))});
    }
    return out;
  }

  template <class T>
  static std::vector<T> all(const std::vector<Effect>& effects) {
    std::vector<T> out;
    for (const Effect& effect : effects) {
      if (const auto* found = std::get_if<T>(&effect)) out.push_back(*found);
    }
    return out;
  }
  template <class T>
  static std::vector<T> broadcast(const std::vector<Effect>& effects) {
    std::vector<T> out;
    for (const Broadcast& each : all<Broadcast>(effects)) {
      if (const auto* found = std::get_if<T>(&each.message)) out.push_back(*found);
    }
    return out;
  }
  /// Whether the one Persist comes before the first broadcast of a T.
  template <class T>
  static bool durable_first(const std::vector<Effect>& effects) {
    bool durable = false;
    for (const Effect& effect : effects) {
      if (std::holds_alternative<Persist>(effect)) durable = true;
      const auto* sent = std::get_if<Broadcast>(&effect);
      if (sent != nullptr && std::holds_alternative<T>(sent->message)) return durable;
    }
    return false;
  }

  /// A first block that the core voted for; its proposal and vote.
  std::pair<Proposal, Vote> first_vote() {
    now_us_ += 10'000;
    payload_ = batch(kFirstLeader);
    receive(kFirstLeader, BatchMessage{payload_});
    const Proposal proposal = propose(block(1, four_.genesis(), {payload_}));
    const auto effects = receive(kFirstLeader, proposal);
    const auto votes = broadcast<Vote>(effects);
    EXPECT_EQ(votes.size(), 1U);
    return {proposal, votes.at(0)};
  }

  Four four_;
  LeaderSchedule schedule_{Epoch(1), four_.context().validators};
  ValidatorIndex kFirstLeader = schedule_.turn(Round(1));
  ValidatorIndex kOwn = static_cast<ValidatorIndex>((kFirstLeader + 3U) % 4U);
  std::vector<ValidatorIndex> kOthers = [this] {
    std::vector<ValidatorIndex> out;
    for (ValidatorIndex i = 0; i < 4; ++i) {
      if (i != kOwn) out.push_back(i);
    }
    return out;
  }();
  simulator::Random random_{7};
  std::uint64_t sequence_ = 0;
  std::uint64_t now_us_ = 5 * kSecond;
  std::shared_ptr<const Batch> payload_;
  std::unique_ptr<execution::SpeculativeLedger> ledger_;
  std::unique_ptr<Consensus> core_;
  std::vector<Effect> started_;
};

}  // namespace pennypost::consensus
