#include "consensus/core/safety_rules.h"

#include <gtest/gtest.h>

#include "tests/consensus/core/support.h"

namespace pennypost::consensus {
namespace {

class Safety : public testing::Test {
 protected:
  SafetyRules rules(SafetyData data) {
    return SafetyRules(four_.context().chain_id, ValidatorIndex{1}, std::move(data),
                       four_.world().signer(1));
  }
  SafetyRules fresh() { return rules(four_.fresh()); }
  Result<Vote> vote(SafetyRules& rules, const Block& block,
                    std::optional<TimeoutCertificate> tc = std::nullopt) {
    return rules.vote(block, tc, four_.outcome(block));
  }

  Four four_;
  Block first_ = four_.block(1, four_.genesis());
  QuorumCertificate first_qc_ = four_.certify(first_);
};

TEST_F(Safety, OneVoteARound) {
  auto rules = fresh();
  ASSERT_TRUE(vote(rules, first_));
  EXPECT_EQ(rules.data().last_voted_round, Round(1));
  EXPECT_EQ(code_of(vote(rules, first_)), "round_used");
  auto other = first_;
  other.timestamp = other.timestamp + 1;
  other.id = block_id(four_.context().chain_id, other);
  EXPECT_EQ(code_of(vote(rules, other)), "round_used");
}

TEST_F(Safety, TheRecordIsWhatTheNextLifeStartsFrom) {
  auto rules = fresh();
  ASSERT_TRUE(vote(rules, first_));
  EXPECT_TRUE(rules.take_changed());
  EXPECT_FALSE(rules.take_changed());
  auto again = this->rules(rules.data());
  EXPECT_EQ(code_of(vote(again, first_)), "round_used");
  EXPECT_EQ(again.data().last_vote->ledger_info.block_id, first_.id);
}

TEST_F(Safety, AVoteFollowsItsQcOrATcNoHigher) {
  auto rules = fresh();
  const Block third = four_.block(3, first_qc_);
  EXPECT_EQ(code_of(vote(rules, third)), "unjustified_round");
  EXPECT_EQ(code_of(vote(rules, third, four_.time_out(1, 0))), "unjustified_round");
  EXPECT_TRUE(vote(rules, third, four_.time_out(2, 1)));
  // A signer of the TC held a higher QC than the block has.
  const Block low = four_.block(5, first_qc_);
  EXPECT_EQ(code_of(vote(rules, low, four_.time_out(4, 2))), "unjustified_round");
}

TEST_F(Safety, AVoteIsOnTheBlocksOwnOutcome) {
  auto rules = fresh();
  LedgerInfo other = four_.outcome(first_);
  other.block_id = BlockId{};
  EXPECT_EQ(code_of(rules.vote(first_, std::nullopt, other)), "wrong_ledger_info");
}

TEST_F(Safety, ATimeoutEndsVotingAndOrderVotingInItsRound) {
  auto rules = fresh();
  ASSERT_TRUE(rules.timeout(Round(1)));
  EXPECT_EQ(code_of(vote(rules, first_)), "round_used");
  EXPECT_EQ(code_of(rules.order_vote(first_qc_)), "timed_out");
  const Block second = four_.block(2, first_qc_);
  EXPECT_TRUE(rules.order_vote(four_.certify(second)));
}

TEST_F(Safety, OneTimeoutARoundTheSameBytes) {
  auto rules = fresh();
  const auto first = rules.timeout(Round(1));
  ASSERT_TRUE(first);
  EXPECT_EQ(*rules.timeout(Round(1)), *first);
  rules.observe(first_qc_);
  EXPECT_EQ(*rules.timeout(Round(1)), *first);  // not signed again on a higher QC
}

TEST_F(Safety, ATimeoutCarriesTheHighestQcOrderVotedFor) {
  auto rules = fresh();
  ASSERT_TRUE(rules.order_vote(first_qc_));
  EXPECT_EQ(rules.data().highest_qc_round, Round(1));
  EXPECT_EQ(code_of(rules.timeout(Round(1))), "unjustified_round");
  const auto timeout = rules.timeout(Round(2));
  ASSERT_TRUE(timeout);
  EXPECT_EQ(timeout->high_qc, first_qc_);
}

TEST_F(Safety, NoTimeoutOfAnUnjustifiedOrPastRound) {
  auto rules = fresh();
  EXPECT_EQ(code_of(rules.timeout(Round(3))), "unjustified_round");
  rules.observe(four_.time_out(2, 0));
  const auto timeout = rules.timeout(Round(3));
  ASSERT_TRUE(timeout);
  EXPECT_TRUE(timeout->tc.has_value());
  EXPECT_EQ(code_of(rules.timeout(Round(2))), "round_used");
}

TEST_F(Safety, OneProposalARoundOnTheHighestQc) {
  auto rules = fresh();
  ASSERT_TRUE(rules.propose(first_, std::nullopt));
  EXPECT_EQ(code_of(rules.propose(first_, std::nullopt)), "round_used");
  rules.observe(first_qc_);
  EXPECT_EQ(code_of(rules.propose(four_.block(4, four_.genesis()), four_.time_out(3, 0))),
            "not_highest_qc");
  EXPECT_EQ(code_of(rules.propose(four_.block(4, first_qc_), std::nullopt)), "unjustified_round");
  const auto proposal = rules.propose(four_.block(4, first_qc_), four_.time_out(3, 1));
  ASSERT_TRUE(proposal);
  EXPECT_TRUE(proposal->tc.has_value());
  EXPECT_EQ(proposal->block.author, 1);
  EXPECT_EQ(rules.data().last_proposed_round, Round(4));
}

TEST_F(Safety, NothingIsSignedOutsideTheEpochOrAfterAFaultOrByAnObserver) {
  auto rules = fresh();
  Block other = first_;
  other.epoch = Epoch(2);
  EXPECT_EQ(code_of(vote(rules, other)), "wrong_epoch");
  EXPECT_EQ(code_of(rules.propose(other, std::nullopt)), "wrong_epoch");
  QuorumCertificate qc = first_qc_;
  qc.ledger_info.epoch = Epoch(2);
  EXPECT_EQ(code_of(rules.order_vote(qc)), "wrong_epoch");
  rules.stop();
  EXPECT_EQ(code_of(vote(rules, first_)), "not_signing");
  EXPECT_EQ(code_of(rules.timeout(Round(1))), "not_signing");
  SafetyRules observer(four_.context().chain_id, std::nullopt, four_.fresh(),
                       four_.world().signer(1));
  EXPECT_EQ(code_of(observer.order_vote(first_qc_)), "not_signing");
}

TEST_F(Safety, CertificatesOnlyRise) {
  auto rules = fresh();
  rules.observe(four_.time_out(1, 0));
  ASSERT_TRUE(rules.data().high_tc);
  rules.observe(first_qc_);
  EXPECT_FALSE(rules.data().high_tc);  // superseded
  rules.observe(four_.genesis());
  EXPECT_EQ(rules.data().high_qc, first_qc_);
  rules.observe(four_.time_out(1, 0));
  EXPECT_FALSE(rules.data().high_tc);
}

}  // namespace
}  // namespace pennypost::consensus
