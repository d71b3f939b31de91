#include "consensus/runtime/evidence.h"

#include <gtest/gtest.h>

#include "consensus/runtime/key_signer.h"
#include "ledger/codec/canonical.h"
#include "ledger/wire/ledger_wire.h"
#include "tests/consensus/core/support.h"

// What the core saw twice is what the ledger takes as proof.
namespace pennypost::runtime {
namespace {

using consensus::Block;
using consensus::Four;

class Evidence : public testing::Test {
 protected:
  /// As the ledger's stateless check takes it; the error's code.
  std::string check(const ReportEquivocation& report) {
    const crypto::KeyPair sender(crypto::Seed::random());
    const Bytes bytes = wire::sign_transaction({.chain_id = four_.context().chain_id,
                                                .sender = {},
                                                .public_keys = {sender.public_key()},
                                                .replay = Nonce{},
                                                .expiry = TimestampUs(1),
                                                .operation = report},
                                               sender);
    return consensus::code_of(
        wire::check_submission(bytes, four_.context().chain_id, crypto::verify));
  }
  Block another(Block block) {
    block.timestamp = block.timestamp + 1;
    block.id = block_id(four_.context().chain_id, block);
    return block;
  }
  consensus::Proposal signed_by_author(const Block& block) {
    return {
        .block = block,
        .tc = {},
        .signature = four_.world()
                         .signer(block.author)
                         .sign(consensus::proposal_signing_bytes(four_.context().chain_id, block))};
  }

  Four four_{true};
  Block first_ = four_.block(1, four_.genesis());
};

TEST_F(Evidence, OfEveryKindIsTakenByTheLedger) {
  const Block other = another(first_);
  const std::vector<std::pair<consensus::Message, consensus::Message>> pairs{
      {signed_by_author(first_), signed_by_author(other)},
      {four_.vote(2, first_), four_.vote(2, other)},
      {four_.order_vote(2, first_), four_.order_vote(2, other)},
      {four_.timeout(2, 2, four_.genesis()), four_.timeout(2, 2, four_.certify(first_))}};
  for (const auto& [one, two] : pairs) {
    const consensus::ValidatorIndex who =
        std::holds_alternative<consensus::Proposal>(one) ? first_.author : 2;
    for (const auto& evidence :
         {consensus::Equivocation{who, one, two}, consensus::Equivocation{who, two, one}}) {
      const auto report = report_of(four_.context(), evidence);
      ASSERT_TRUE(report);
      EXPECT_LT(report->first, report->second);
      EXPECT_EQ(report->key, four_.context().validators.validators[who].consensus_key);
      EXPECT_EQ(check(*report), "") << consensus::name_of(one);
    }
  }
}

TEST_F(Evidence, ThatProvesNothingIsNone) {
  const Block other = another(first_);
  const auto of = [&](consensus::Message one, consensus::Message two) {
    return report_of(four_.context(), {2, std::move(one), std::move(two)});
  };
  EXPECT_FALSE(of(four_.vote(2, first_), four_.vote(2, first_)));
  EXPECT_FALSE(of(four_.vote(2, first_), four_.order_vote(2, other)));
  EXPECT_FALSE(of(four_.vote(2, first_), four_.vote(2, four_.block(2, four_.certify(first_)))));
  EXPECT_FALSE(of(consensus::Ping{}, consensus::Ping{}));
  EXPECT_FALSE(report_of(four_.context(), {9, four_.vote(2, first_), four_.vote(2, other)}));
  // Accused is whoever signed: another name in it does not check.
  const auto report = report_of(four_.context(), {1, four_.vote(2, first_), four_.vote(2, other)});
  ASSERT_TRUE(report);
  EXPECT_EQ(check(*report), "invalid_signature");
}

}  // namespace
}  // namespace pennypost::runtime
