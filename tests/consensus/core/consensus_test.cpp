#include "consensus/core/consensus.h"

#include "consensus/core/batches.h"
#include "ledger/crypto/hash.h"
#include "tests/consensus/core/one_of_four.h"

namespace pennypost::consensus {
namespace {

TEST_F(OneOfFour, StartsQuietly) {
  // The first start leaves a record, so that its absence later means a lost disk.
  ASSERT_EQ(all<Persist>(started_).size(), 1U);
  const auto safety = all<Persist>(started_)[0].safety;
  ASSERT_TRUE(safety);
  EXPECT_EQ(broadcast<Ping>(started_).size(), 1U);
  EXPECT_TRUE(core_->status().quiet);
  EXPECT_EQ(core_->status().round, Round(1));
  boot({.safety = *safety,
        .blocks = {},
        .batches = {},
        .named = {},
        .final_certificate = {},
        .turns = {}});
  EXPECT_TRUE(all<Persist>(started_).empty());
}

TEST_F(OneOfFour, PersistsInOneSyncBeforeItVotes) {
  now_us_ += 10'000;
  const auto payload = batch(kFirstLeader);
  const auto arrival = receive(kFirstLeader, BatchMessage{payload});
  ASSERT_EQ(all<Persist>(arrival).size(), 1U);
  EXPECT_TRUE(durable_first<BatchAck>(arrival));
  const Proposal proposal = propose(block(1, four_.genesis(), {payload}));
  const auto effects = receive(kFirstLeader, proposal);
  ASSERT_EQ(all<Persist>(effects).size(), 1U);
  const Persist persist = all<Persist>(effects)[0];
  EXPECT_TRUE(durable_first<Vote>(effects));
  EXPECT_EQ(persist.blocks, std::vector{proposal.block});
  ASSERT_TRUE(persist.safety);
  EXPECT_EQ(persist.safety->last_voted_round, Round(1));
  EXPECT_FALSE(core_->status().quiet);
}

TEST_F(OneOfFour, FetchesWhatIsMissingThenVotes) {
  const auto payload = batch(kFirstLeader);
  const auto effects = receive(kFirstLeader, propose(block(1, four_.genesis(), {payload})));
  EXPECT_TRUE(broadcast<Vote>(effects).empty());
  const auto sends = all<Send>(effects);
  ASSERT_EQ(sends.size(), 1U);
  EXPECT_EQ(sends[0].to, kFirstLeader);
  EXPECT_EQ(std::get<BatchRequest>(sends[0].message).digests, std::vector{payload->digest});
  const auto later = receive(kFirstLeader, BatchMessage{payload});
  EXPECT_EQ(broadcast<Vote>(later).size(), 1U);
  EXPECT_EQ(all<Persist>(later).size(), 1U);
}

TEST_F(OneOfFour, AnEquivocatingLeaderGetsOneVoteAndOneSlot) {
  first_vote();
  for (int i = 0; i < 100; ++i) {
    now_us_ += 1;
    EXPECT_TRUE(
        broadcast<Vote>(receive(kFirstLeader, propose(block(1, four_.genesis(), {payload_}))))
            .empty());
  }
  EXPECT_EQ(core_->status().held_blocks, 1U);
}

TEST_F(OneOfFour, NoVoteForAnothersRound) {
  Block wrong = block(1, four_.genesis(), {});
  wrong.timestamp = wrong.timestamp + 2 * kSecond;
  wrong.author = static_cast<ValidatorIndex>((kFirstLeader + 1U) % 4U);
  wrong.id = block_id(four_.context().chain_id, wrong);
  const auto effects = receive(wrong.author, propose(wrong));
  EXPECT_TRUE(broadcast<Vote>(effects).empty());
  EXPECT_EQ(core_->status().held_blocks, 0U);
}

TEST_F(OneOfFour, NoVoteForATimestampOutsideTheTolerance) {
  for (const std::int64_t skew_us : {1'000'001, -10'000'001}) {
    boot({});
    now_us_ += 20 * kSecond;
    const auto payload = batch(kFirstLeader);
    receive(kFirstLeader, BatchMessage{payload});
    Block skewed = block(1, four_.genesis(), {payload});
    skewed.timestamp = TimestampUs(skewed.timestamp.value() + static_cast<std::uint64_t>(skew_us));
    skewed.id = block_id(four_.context().chain_id, skewed);
    EXPECT_TRUE(broadcast<Vote>(receive(kFirstLeader, propose(skewed))).empty());
  }
}

TEST_F(OneOfFour, AnEmptyBlockNeedsAReason) {
  // Right after the root, less than a tick later: nobody asked for it.
  Block idle = four_.block(1, four_.genesis());
  idle.author = kFirstLeader;
  idle.timestamp = four_.context().genesis.timestamp + (kSecond - 1);
  idle.id = block_id(four_.context().chain_id, idle);
  EXPECT_TRUE(broadcast<Vote>(receive(kFirstLeader, propose(idle))).empty());
  EXPECT_EQ(core_->status().held_blocks, 0U);
  boot({});
  EXPECT_EQ(broadcast<Vote>(receive(kFirstLeader, propose(block(1, four_.genesis(), {})))).size(),
            1U);
}

TEST_F(OneOfFour, NoBatchIsNamedTwice) {
  const auto [proposal, vote] = first_vote();
  const auto qc = certify(vote);
  now_us_ += 10'000;
  const Block again = block(2, qc, {payload_});
  const auto effects = receive(again.author, propose(again));
  EXPECT_TRUE(broadcast<Vote>(effects).empty());
  EXPECT_EQ(broadcast<OrderVote>(effects).size(), 1U);  // its QC counts all the same
}

TEST_F(OneOfFour, AQcOnAnotherOutcomeIsAFaultAndEndsSigning) {
  auto [proposal, vote] = first_vote();
  vote.ledger_info.state_root.bytes[0] ^= 1;
  const auto effects =
      receive(kFirstLeader, SyncInfo{.high_qc = certify(vote), .high_ordered = {}, .high_tc = {}});
  EXPECT_EQ(all<Fault>(effects).size(), 1U);
  EXPECT_TRUE(broadcast<OrderVote>(effects).empty());
  EXPECT_TRUE(core_->status().stopped);
  EXPECT_TRUE(input(TimerFired{TimerKind::round}).empty());
}

// L82: this program knows version 1 of the ledger's rules.
TEST_F(OneOfFour, ABlockByRulesThatAreNotKnownIsAFaultAndGetsNoVote) {
  const TimestampUs at = four_.context().genesis.timestamp + kHourUs;
  boot({}, Upgrade{.version = 1, .next = kProtocolVersion + 1, .at = at});
  // A leader that pretends to be of a later time stops nobody.
  Block early = block(1, four_.genesis(), {});
  early.timestamp = at;
  early.id = block_id(four_.context().chain_id, early);
  auto effects = receive(kFirstLeader, propose(early));
  EXPECT_TRUE(all<Fault>(effects).empty() && broadcast<Vote>(effects).empty());
  EXPECT_FALSE(core_->status().stopped);

  boot({}, Upgrade{.version = 1, .next = kProtocolVersion + 1, .at = at});
  now_us_ = kHourUs - 1;  // the last moment of the old rules
  effects = receive(kFirstLeader, propose(block(1, four_.genesis(), {})));
  EXPECT_EQ(broadcast<Vote>(effects).size(), 1U);
  EXPECT_FALSE(core_->status().stopped);

  boot({}, Upgrade{.version = 1, .next = kProtocolVersion + 1, .at = at});
  now_us_ = kHourUs;
  effects = receive(kFirstLeader, propose(block(1, four_.genesis(), {})));
  ASSERT_EQ(all<Fault>(effects).size(), 1U);
  EXPECT_NE(all<Fault>(effects)[0].reason.find("Install"), std::string::npos);
  EXPECT_TRUE(broadcast<Vote>(effects).empty());
  EXPECT_TRUE(core_->status().stopped);
}

TEST_F(OneOfFour, FinalOnAQuorumOfOrderVotes) {
  const auto [proposal, vote] = first_vote();
  const auto certified =
      receive(kFirstLeader, SyncInfo{.high_qc = certify(vote), .high_ordered = {}, .high_tc = {}});
  ASSERT_EQ(broadcast<OrderVote>(certified).size(), 1U);
  EXPECT_TRUE(durable_first<OrderVote>(certified));
  EXPECT_EQ(all<Persist>(certified)[0].safety->highest_qc_round, Round(1));
  std::vector<Effect> effects;
  for (const ValidatorIndex peer : {kOthers[0], kOthers[1]}) {
    EXPECT_TRUE(all<Finalize>(effects).empty());
    OrderVote order{.ledger_info = vote.ledger_info, .validator = peer, .signature = {}};
    order.signature = four_.sign(peer, codec::order_vote_signing_bytes(order.ledger_info));
    effects = receive(peer, order);
  }
  ASSERT_EQ(all<Finalize>(effects).size(), 1U);
  EXPECT_TRUE(all<Persist>(effects).empty());  // no extra sync at finality
  EXPECT_EQ(all<Finalize>(effects)[0].blocks, std::vector{proposal.block});
  EXPECT_EQ(core_->status().final_info, vote.ledger_info);
  EXPECT_TRUE(core_->status().quiet);
}

TEST_F(OneOfFour, AfterARestartTheSameBytesLeaveAndNothingElse) {
  now_us_ += 10'000;
  payload_ = batch(kFirstLeader);
  receive(kFirstLeader, BatchMessage{payload_});
  const auto before = receive(kFirstLeader, propose(block(1, four_.genesis(), {payload_})));
  const Persist persist = all<Persist>(before)[0];
  boot({.safety = *persist.safety,
        .blocks = persist.blocks,
        .batches = {payload_},
        .named = {},
        .final_certificate = {},
        .turns = {}});
  EXPECT_EQ(broadcast<Vote>(started_), broadcast<Vote>(before));
  EXPECT_TRUE(all<Persist>(started_).empty());
  now_us_ += 1;
  EXPECT_TRUE(broadcast<Vote>(receive(kFirstLeader, propose(block(1, four_.genesis(), {payload_}))))
                  .empty());
}

TEST_F(OneOfFour, UnaskedBlocksAreNotTaken) {
  const Block one = block(1, four_.genesis(), {});
  const auto effects =
      receive(kFirstLeader, BlockResponse{.blocks = {one}, .batches = {}, .ordered = {}});
  EXPECT_TRUE(effects.empty());
  EXPECT_EQ(core_->status().held_blocks, 0U);
}

TEST_F(OneOfFour, TimesOutOnceAndCarriesOn) {
  receive(kFirstLeader, BatchMessage{batch(kFirstLeader)});
  now_us_ += 500'000;
  const auto effects = input(TimerFired{TimerKind::round});
  const auto timeouts = broadcast<Timeout>(effects);
  ASSERT_EQ(timeouts.size(), 1U);
  EXPECT_TRUE(durable_first<Timeout>(effects));
  now_us_ += 5 * kSecond;
  EXPECT_TRUE(broadcast<Timeout>(input(TimerFired{TimerKind::round})).empty());
  // Sent again, the same, without a write.
  input(TimerFired{TimerKind::resend});
  now_us_ += kSecond;
  const auto again = input(TimerFired{TimerKind::resend});
  EXPECT_EQ(broadcast<Timeout>(again), timeouts);
  EXPECT_TRUE(all<Persist>(again).empty());
}

TEST_F(OneOfFour, OneHonestTimeoutsPullItAlong) {
  EXPECT_TRUE(broadcast<Timeout>(receive(kOthers[0], four_.timeout(kOthers[0], 1, four_.genesis())))
                  .empty());
  const auto effects = receive(kOthers[1], four_.timeout(kOthers[1], 1, four_.genesis()));
  EXPECT_EQ(broadcast<Timeout>(effects).size(), 1U);
  EXPECT_EQ(core_->status().round, Round(2));  // its own was the third
}

TEST_F(OneOfFour, AFloodOfBatchesIsBounded) {
  Batch large = *batch(kOthers[0]);
  for (std::size_t i = 0; i < 200; ++i) {
    large.bytes.assign(kBatchBytesMax, static_cast<std::uint8_t>(i));
    large.digest = crypto::as_id<BatchDigest>(crypto::hash("pennypost/batch/1", large.bytes));
    receive(kOthers[0], BatchMessage{std::make_shared<const Batch>(large)});
  }
  EXPECT_EQ(core_->status().unordered_bytes, kPeerBytesMax);
}

TEST_F(OneOfFour, RequestsAreServedWithinABudget) {
  first_vote();
  std::size_t served = 0;
  for (int i = 0; i < 200; ++i) {
    served +=
        all<ServeBlocks>(receive(kOthers[0], BlockRequest{.from_height = Height(0), .target = {}}))
            .size();
  }
  EXPECT_EQ(served, 64U);
}

TEST_F(OneOfFour, WhoeverIsBehindIsTold) {
  const auto [proposal, vote] = first_vote();
  receive(kFirstLeader, SyncInfo{.high_qc = certify(vote), .high_ordered = {}, .high_tc = {}});
  now_us_ += kSecond;
  const Ping ping{.epoch = Epoch(1), .high_qc_round = Round(0), .final_version = Version(0)};
  const auto sends = all<Send>(receive(kOthers[0], ping));
  ASSERT_EQ(sends.size(), 1U);
  EXPECT_EQ(std::get<SyncInfo>(sends[0].message).high_qc.round(), Round(1));
  EXPECT_TRUE(all<Send>(receive(kOthers[0], ping)).empty());  // not at once again
}

}  // namespace
}  // namespace pennypost::consensus
