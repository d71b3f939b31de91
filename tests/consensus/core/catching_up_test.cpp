#include "consensus/core/block_fetch.h"
#include "tests/consensus/core/one_of_four.h"

namespace pennypost::consensus {
namespace {

/// F4: the others finalized blocks while this core was away.
class BehindTheOthers : public OneOfFour {
 protected:
  static constexpr std::uint64_t kBlocks = kUnhashedResponsesMax + 2;

  BehindTheOthers() : theirs_(four_.world().genesis().state, four_.world().root()) {
    QuorumCertificate qc = four_.genesis();
    for (std::uint64_t round = 1; round <= kBlocks; ++round) {
      now_us_ += 10'000;
      const auto payload = batch(kFirstLeader);
      const Block next = block(round, qc, {payload});
      const auto executed = theirs_.execute(context_of(next), {payload->transactions});
      Vote vote{.ledger_info = (*executed)->ledger_info,
                .parent_round = qc.round(),
                .validator = 0,
                .signature = {}};
      qc = certify(vote);
      response_.blocks.push_back(next);
      response_.batches.push_back(payload);
    }
    high_qc_ = qc;
    response_.ordered = order(qc.ledger_info);
  }

  OrderedCertificate order(const LedgerInfo& info) const {
    OrderedCertificate out{.ledger_info = info, .signatures = {}};
    for (const ValidatorIndex signer : kOthers) {
      out.signatures.push_back({signer, four_.sign(signer, codec::order_vote_signing_bytes(info))});
    }
    return out;
  }
  /// It hears of the newest block and asks for what it lacks.
  BlockRequest hears_of_it() {
    const auto sends = all<Send>(
        receive(kOthers[0],
                SyncInfo{.high_qc = high_qc_, .high_ordered = response_.ordered, .high_tc = {}}));
    EXPECT_EQ(sends.size(), 1U);
    return std::get<BlockRequest>(sends.at(0).message);
  }

  /// The first blocks of the response, without a proof that they are final.
  BlockResponse unproven(std::size_t blocks) const {
    BlockResponse out = response_;
    out.blocks.resize(blocks);
    out.batches.resize(blocks);
    out.ordered.reset();
    return out;
  }
  /// One block of it, which the QC in the next one proves final.
  BlockResponse alone(std::size_t at) const {
    return {.blocks = {response_.blocks[at]},
            .batches = {response_.batches[at]},
            .ordered = order(response_.blocks[at + 1].parent_qc.ledger_info)};
  }
  bool is_hashed() const {
    const auto& newest = ledger_->final_block();
    return newest.tree.root() == newest.ledger_info.state_root;
  }
  static std::vector<BlockRequest> block_requests(const std::vector<Effect>& effects) {
    std::vector<BlockRequest> out;
    for (const Send& send : all<Send>(effects)) {
      if (const auto* request = std::get_if<BlockRequest>(&send.message)) out.push_back(*request);
    }
    return out;
  }

  execution::SpeculativeLedger theirs_;
  QuorumCertificate high_qc_;
  BlockResponse response_;
};

TEST_F(BehindTheOthers, WhatIsFinalIsTheLedgersBlockByBlockAndToldOnce) {
  EXPECT_EQ(hears_of_it().from_height, Height(1));
  const auto effects = receive(kOthers[0], response_);
  const auto final = all<Finalize>(effects);
  ASSERT_EQ(final.size(), 1U);
  EXPECT_EQ(final[0].blocks, response_.blocks);
  EXPECT_EQ(final[0].certificate, *response_.ordered);
  EXPECT_EQ(core_->status().final_info, high_qc_.ledger_info);
  EXPECT_EQ(core_->status().final_certificate, response_.ordered);
  EXPECT_EQ(core_->status().held_blocks, 0U);
  EXPECT_FALSE(core_->status().catching_up);
  // One sync for all of it, and first; nothing is signed about what is over.
  const auto persists = all<Persist>(effects);
  ASSERT_EQ(persists.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<Persist>(effects.front()));
  EXPECT_EQ(persists[0].blocks, response_.blocks);
  EXPECT_EQ(persists[0].batches, response_.batches);
  EXPECT_TRUE(broadcast<OrderVote>(effects).empty());
}

TEST_F(BehindTheOthers, WhatFollowsTheFinalBlockIsExecutedOnTop) {
  response_.ordered = order(response_.blocks.back().parent_qc.ledger_info);
  hears_of_it();
  const auto effects = receive(kOthers[0], response_);
  ASSERT_EQ(all<Finalize>(effects).size(), 1U);
  EXPECT_EQ(all<Finalize>(effects)[0].blocks.size(), kBlocks - 1);
  EXPECT_EQ(core_->status().held_blocks, 1U);
  EXPECT_EQ(broadcast<OrderVote>(effects).size(), 1U);
}

TEST_F(BehindTheOthers, WhatIsHereAlreadyIsNotExecutedAgain) {
  hears_of_it();
  const BlockResponse first = unproven(2);
  const auto next = all<Send>(receive(kOthers[0], first));
  EXPECT_EQ(core_->status().held_blocks, 1U);  // nothing proves the second
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(std::get<BlockRequest>(next[0].message).from_height, Height(2));
  response_.batches.erase(response_.batches.begin());
  const auto effects = receive(kOthers[0], response_);
  ASSERT_EQ(all<Finalize>(effects).size(), 1U);
  EXPECT_EQ(all<Finalize>(effects)[0].blocks, response_.blocks);
  EXPECT_EQ(all<Persist>(effects).at(0).blocks.size(), kBlocks - 1);
}

// What is on its way to finality, and what a response proves on top of it.
TEST_F(BehindTheOthers, WhatIsHereMayBecomeFinalWithWhatFollows) {
  hears_of_it();
  const BlockResponse first = unproven(2);
  receive(kOthers[0], first);
  EXPECT_EQ(core_->status().held_blocks, 1U);
  const std::vector<Block> all_blocks = response_.blocks;
  response_.blocks.erase(response_.blocks.begin());
  response_.batches.erase(response_.batches.begin());
  const auto effects = receive(kOthers[0], response_);
  ASSERT_EQ(all<Finalize>(effects).size(), 1U);
  EXPECT_EQ(all<Finalize>(effects)[0].blocks, all_blocks);
  EXPECT_EQ(core_->status().final_info, high_qc_.ledger_info);
  EXPECT_EQ(ledger_->final_block().tree.root(), high_qc_.ledger_info.state_root);
}

TEST_F(BehindTheOthers, StateRootsWithinARunAreTakenAsCertified) {
  hears_of_it();
  const auto final = all<Finalize>(receive(kOthers[0], response_));
  ASSERT_EQ(final.size(), 1U);
  for (std::size_t i = 0; i < kBlocks; ++i) {
    const auto& executed = *final[0].executed[i];
    EXPECT_EQ(executed.ledger_info, i + 1 == kBlocks
                                        ? high_qc_.ledger_info
                                        : response_.blocks[i + 1].parent_qc.ledger_info);
    EXPECT_EQ(executed.tree.root(), Hash{});
  }
  EXPECT_EQ(ledger_->final_block().tree.root(), high_qc_.ledger_info.state_root);
}

TEST_F(BehindTheOthers, WhileMoreFollowsTheStateIsHashedOnceInSeveralResponses) {
  hears_of_it();
  for (std::size_t i = 0; i + 1 < kBlocks; ++i) {
    ASSERT_EQ(all<Finalize>(receive(kOthers[0], alone(i))).size(), 1U);
    EXPECT_EQ(is_hashed(), i + 1 == kUnhashedResponsesMax) << i;
  }
  ASSERT_EQ(all<Finalize>(receive(kOthers[0], response_)).size(), 1U);
  EXPECT_TRUE(is_hashed());
  EXPECT_FALSE(core_->status().stopped);
}

TEST_F(BehindTheOthers, BeforeAnythingElseIsExecutedTheStateIsHashed) {
  hears_of_it();
  receive(kOthers[0], alone(0));
  EXPECT_FALSE(is_hashed());
  const BlockResponse rest = unproven(3);
  receive(kOthers[0], rest);
  EXPECT_TRUE(is_hashed());
  EXPECT_EQ(core_->status().held_blocks, 1U);  // nothing proves the third
  EXPECT_FALSE(core_->status().stopped);
}

TEST_F(BehindTheOthers, AFalseRootAtTheEndOfAResponseIsAFaultBeforeAnythingIsSigned) {
  hears_of_it();
  BlockResponse first = alone(0);
  Hash root = first.ordered->ledger_info.state_root;
  root.bytes[0] ^= 1;
  // Said in the accumulator too: nothing else tells.
  const auto other = execution::execute_certified_block(
      four_.world().genesis().state, *four_.world().root(), context_of(first.blocks[0]),
      {first.batches[0]->transactions}, root);
  first.ordered = order(other.ledger_info);
  EXPECT_TRUE(all<Fault>(receive(kOthers[0], first)).empty());
  EXPECT_EQ(core_->status().final_info.height, Height(1));
  const auto effects = receive(kOthers[0], unproven(3));
  const auto faults = all<Fault>(effects);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_TRUE(faults[0].reason.starts_with("The state behind block")) << faults[0].reason;
  EXPECT_TRUE(broadcast<Vote>(effects).empty());
  EXPECT_TRUE(broadcast<OrderVote>(effects).empty());
  EXPECT_TRUE(core_->status().stopped);
}

// The first half of a run: three blocks, the last of them proven.
TEST_F(BehindTheOthers, WhatFollowsIsAskedForBeforeThisIsExecuted) {
  hears_of_it();
  BlockResponse first = unproven(3);
  first.ordered = order(response_.blocks[3].parent_qc.ledger_info);
  const Now now{.steady_us = now_us_, .unix_time = four_.context().genesis.timestamp + now_us_};
  const auto asked =
      core_->step({.now = now, .event = Received{.from = kOthers[0], .message = Message(first)}});
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(std::get<BlockRequest>(std::get<Send>(asked[0]).message).from_height, Height(4));
  EXPECT_EQ(core_->status().final_info.height, Height(0));
  ASSERT_TRUE(core_->unfinished());
  EXPECT_DEATH(core_->step({.now = now, .event = Started{}}), "unfinished");
  EXPECT_EQ(all<Finalize>(core_->resume()).at(0).blocks.size(), 3U);
  EXPECT_FALSE(core_->unfinished());
  EXPECT_EQ(core_->status().final_info.height, Height(3));
}

TEST_F(BehindTheOthers, WhatFollowsIsAskedForBeforeTheDiskHasThis) {
  hears_of_it();
  BlockResponse first = unproven(3);
  first.ordered = order(response_.blocks[3].parent_qc.ledger_info);
  const auto effects = receive(kOthers[0], first);
  ASSERT_TRUE(std::holds_alternative<Send>(effects.front()));
  const auto sends = all<Send>(effects);
  ASSERT_EQ(sends.size(), 1U);
  EXPECT_EQ(sends[0].to, kOthers[0]);
  EXPECT_EQ(std::get<BlockRequest>(sends[0].message).from_height, Height(4));
  EXPECT_EQ(std::get<BlockRequest>(sends[0].message).bytes, 2 * kRequestBytesFirst);
  EXPECT_EQ(all<Finalize>(effects).at(0).blocks.size(), 3U);
  response_.blocks.erase(response_.blocks.begin(), response_.blocks.begin() + 3);
  EXPECT_EQ(all<Finalize>(receive(kOthers[0], response_)).at(0).blocks.size(), kBlocks - 3);
  EXPECT_FALSE(core_->status().catching_up);
}

// Whom it asks when nobody is there yet does not hear of it.
TEST_F(BehindTheOthers, ANewLinkIsAskedAgain) {
  const BlockRequest request = hears_of_it();
  EXPECT_TRUE(block_requests(input(Connected{kOthers[1]})).empty());  // another's
  const auto again = block_requests(input(Connected{kOthers[0]}));
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].from_height, request.from_height);
  EXPECT_EQ(all<Finalize>(receive(kOthers[0], response_)).size(), 1U);
}

// A slow link that was asked for much would send the same again and again.
TEST_F(BehindTheOthers, WhoIsSilentIsWaitedForAndThenLessIsAskedFor) {
  EXPECT_EQ(hears_of_it().bytes, kRequestBytesFirst);
  now_us_ += 400'000;
  EXPECT_TRUE(block_requests(input(TimerFired{TimerKind::resend})).empty());
  std::uint64_t bytes = kRequestBytesFirst;
  for (int i = 0; i < 6; ++i) {
    now_us_ += kSecond;
    const auto again = block_requests(input(TimerFired{TimerKind::resend}));
    ASSERT_EQ(again.size(), 1U);
    bytes = std::max(bytes / 2, kRequestBytesMin);
    EXPECT_EQ(again[0].bytes, bytes);
  }
  EXPECT_EQ(bytes, kRequestBytesMin);
}

// Nothing is final of a response that lacks a part, and the next peer is asked.
TEST_F(BehindTheOthers, AResponseWithoutABatchFinalizesNothing) {
  hears_of_it();
  BlockResponse lacking = response_;
  lacking.batches.pop_back();
  const auto effects = receive(kOthers[0], lacking);
  EXPECT_TRUE(all<Finalize>(effects).empty());
  EXPECT_EQ(core_->status().final_info.height, Height(0));
  now_us_ += 10 * kSecond;
  const auto asked = all<Send>(input(TimerFired{TimerKind::resend}));
  ASSERT_FALSE(asked.empty());
  EXPECT_TRUE(std::holds_alternative<BlockRequest>(asked[0].message));
  EXPECT_EQ(all<Finalize>(receive(asked[0].to, response_)).size(), 1U);
  EXPECT_EQ(core_->status().final_info, high_qc_.ledger_info);
}

// A quorum that certifies what our own execution denies: nothing of it is told or written.
TEST_F(BehindTheOthers, AnotherOutcomeIsAFaultAndNothingIsToldFinal) {
  LedgerInfo other = high_qc_.ledger_info;
  other.state_root.bytes[0] ^= 1;
  response_.ordered = order(other);
  hears_of_it();
  const auto effects = receive(kOthers[0], response_);
  EXPECT_EQ(all<Fault>(effects).size(), 1U);
  EXPECT_TRUE(all<Finalize>(effects).empty());
  EXPECT_TRUE(core_->status().stopped);
}

}  // namespace
}  // namespace pennypost::consensus
