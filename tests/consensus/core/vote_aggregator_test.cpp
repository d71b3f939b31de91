#include "consensus/core/vote_aggregator.h"

#include <gtest/gtest.h>

#include "consensus/core/verify.h"
#include "tests/consensus/core/support.h"

namespace pennypost::consensus {
namespace {

class Aggregating : public testing::Test {
 protected:
  Four four_;
  Block block_ = four_.block(1, four_.genesis());
  VoteAggregator votes_{four_.context().validators};
};

TEST_F(Aggregating, AQuorumMakesACertificateOnce) {
  EXPECT_FALSE(votes_.add(four_.vote(3, block_)));
  EXPECT_FALSE(votes_.add(four_.vote(0, block_)));
  EXPECT_FALSE(votes_.add(four_.vote(0, block_)));  // the same again counts once
  const auto qc = votes_.add(four_.vote(2, block_));
  ASSERT_TRUE(qc);
  EXPECT_EQ(*qc, four_.certify(block_, {0, 2, 3}));
  EXPECT_TRUE(verify_certificate(four_.context(), *qc, four_.world().verify()));
  EXPECT_FALSE(votes_.add(four_.vote(1, block_)));
}

TEST_F(Aggregating, TheFirstVoteOfARoundStays) {
  Block other = block_;
  other.timestamp = other.timestamp + 1;
  other.id = block_id(four_.context().chain_id, other);
  EXPECT_FALSE(votes_.add(four_.vote(0, other)));
  EXPECT_FALSE(votes_.add(four_.vote(0, block_)));
  EXPECT_FALSE(votes_.add(four_.vote(1, block_)));
  EXPECT_FALSE(votes_.add(four_.vote(2, block_)));
  EXPECT_TRUE(votes_.add(four_.vote(3, block_)));
}

TEST_F(Aggregating, OrderVotesMakeOrderedCertificates) {
  EXPECT_FALSE(votes_.add(four_.order_vote(0, block_)));
  EXPECT_FALSE(votes_.add(four_.order_vote(3, block_)));
  const auto ordered = votes_.add(four_.order_vote(1, block_));
  ASSERT_TRUE(ordered);
  EXPECT_EQ(ordered->ledger_info, four_.outcome(block_));
  EXPECT_EQ(ordered->signatures.size(), 3U);
}

TEST_F(Aggregating, OneHonestThenAQuorumOfTimeouts) {
  const auto qc = four_.certify(block_);
  EXPECT_FALSE(votes_.add(four_.timeout(0, 2, qc)).one_honest);
  EXPECT_FALSE(votes_.add(four_.timeout(0, 2, qc)).one_honest);
  const auto two = votes_.add(four_.timeout(1, 2, four_.genesis()));
  EXPECT_TRUE(two.one_honest);
  EXPECT_FALSE(two.certificate);
  const auto three = votes_.add(four_.timeout(3, 2, qc));
  ASSERT_TRUE(three.certificate);
  EXPECT_EQ(three.certificate->highest_qc_round(), Round(1));
  EXPECT_EQ(three.certificate->entries.size(), 3U);
  EXPECT_TRUE(verify_certificate(four_.context(), *three.certificate, four_.world().verify()));
}

TEST_F(Aggregating, OnlyAWindowOfRoundsIsHeld) {
  for (std::uint64_t round = 1; round < 10 * kRoundWindow; ++round) {
    const Block block = four_.block(round, four_.genesis());
    votes_.add(four_.vote(1, block));
    votes_.add(four_.order_vote(1, block));
    votes_.add(four_.timeout(1, round, four_.genesis()));
  }
  EXPECT_EQ(votes_.rounds(), 3 * kRoundWindow);
  votes_.set_window(Round(2 * kRoundWindow), Round(2 * kRoundWindow - 10));
  EXPECT_EQ(votes_.rounds(), 0U);
  EXPECT_FALSE(votes_.add(four_.vote(0, block_)));
  EXPECT_EQ(votes_.rounds(), 0U);  // final already
}

TEST(AggregatingPower, CountsPowerNotHeads) {
  const simulator::World world({5, 1, 1}, false);
  VoteAggregator votes(world.context().validators);
  LedgerInfo info = world.context().genesis;
  info.round = Round(1);
  const auto vote = [&](ValidatorIndex as) {
    return Vote{.ledger_info = info, .parent_round = Round(0), .validator = as, .signature = {}};
  };
  EXPECT_FALSE(votes.add(vote(1)));
  EXPECT_FALSE(votes.add(vote(2)));
  EXPECT_TRUE(votes.add(vote(0)));
}

}  // namespace
}  // namespace pennypost::consensus
