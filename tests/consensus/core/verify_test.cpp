#include "consensus/core/verify.h"

#include <gtest/gtest.h>

#include "consensus/core/safety_rules.h"
#include "ledger/codec/canonical.h"
#include "tests/consensus/core/support.h"

namespace pennypost::consensus {
namespace {

class Verifying : public testing::TestWithParam<bool> {
 protected:
  std::string check(ValidatorIndex from, const Message& message) {
    return code_of(verify_message(four_.context(), from, message, four_.world().verify()));
  }
  Proposal sign(Block block, std::optional<TimeoutCertificate> tc = std::nullopt) {
    block.id = block_id(four_.context().chain_id, block);
    Proposal out{.block = block, .tc = std::move(tc), .signature = {}};
    out.signature =
        four_.sign(block.author, proposal_signing_bytes(four_.context().chain_id, block));
    return out;
  }
  BatchReference reference(const char* name, std::uint64_t expires_in_us = 1'000'000) {
    BatchReference out;
    out.digest.bytes[0] = static_cast<std::uint8_t>(name[0]);
    out.expiry = first_.timestamp + expires_in_us;
    out.count = 1;
    out.bytes = 100;
    return out;
  }

  Four four_{GetParam()};
  Block first_ = four_.block(1, four_.genesis());
  QuorumCertificate qc_ = four_.certify(first_);
};

// The ledger's reports of equivocation rest on this: whatever a validator signs once a round is its
// tag, chain, epoch and round, and then the rest.
TEST_P(Verifying, SignedBytesBeginWithTagChainEpochAndRound) {
  const ChainId chain = four_.context().chain_id;
  const auto expect_rest = [&](SignedMessage message, Round round, const Bytes& whole) {
    const Bytes start =
        codec::consensus_signing_bytes(message, chain, four_.context().epoch, round, {});
    ASSERT_GT(whole.size(), start.size());
    EXPECT_TRUE(std::equal(start.begin(), start.end(), whole.begin()));
    EXPECT_LE(whole.size() - start.size(), kEvidenceBytesMax);
  };
  LedgerInfo info = qc_.ledger_info;
  info.next_validators_hash.emplace();  // as long as one gets
  expect_rest(SignedMessage::proposal, first_.round, proposal_signing_bytes(chain, first_));
  expect_rest(SignedMessage::vote, info.round, vote_signing_bytes(info, Round(0)));
  expect_rest(SignedMessage::order_vote, info.round, codec::order_vote_signing_bytes(info));
  expect_rest(SignedMessage::timeout, Round(9),
              timeout_signing_bytes(chain, four_.context().epoch, Round(9), Round(8)));
}

TEST_P(Verifying, TakesWhatIsRight) {
  EXPECT_EQ(check(1, sign(first_)), "");
  EXPECT_EQ(check(1, sign(four_.block(2, qc_))), "");
  EXPECT_EQ(check(1, sign(four_.block(4, qc_), four_.time_out(3, 1))), "");
  EXPECT_EQ(check(2, four_.vote(2, first_)), "");
  EXPECT_EQ(check(3, four_.order_vote(3, first_)), "");
  EXPECT_EQ(check(0, four_.timeout(0, 2, qc_)), "");
  EXPECT_EQ(check(0, SyncInfo{.high_qc = qc_, .high_ordered = {}, .high_tc = {}}), "");
  EXPECT_EQ(check(0, SyncInfo{.high_qc = four_.genesis(), .high_ordered = {}, .high_tc = {}}), "");
  EXPECT_EQ(check(0, Ping{.epoch = Epoch(1), .high_qc_round = {}, .final_version = {}}), "");
}

TEST_P(Verifying, RefusesUnknownSendersAndWrongSigners) {
  EXPECT_EQ(check(4, four_.vote(2, first_)), "malformed");
  EXPECT_EQ(check(1, four_.vote(2, first_)), "malformed");
  EXPECT_EQ(check(2, sign(first_)), "malformed");
  Vote forged = four_.vote(2, first_);
  forged.validator = 3;
  EXPECT_EQ(check(3, forged), "invalid_signature");
  Vote changed = four_.vote(2, first_);
  changed.ledger_info.state_root.bytes[5] ^= 1;
  EXPECT_EQ(check(2, changed), "invalid_signature");
  Timeout timeout = four_.timeout(0, 2, qc_);
  timeout.high_qc = four_.genesis();  // the signature binds the QC's round
  EXPECT_EQ(check(0, timeout), "invalid_signature");
}

TEST_P(Verifying, AVoteIsNoOrderVote) {
  OrderVote order{.ledger_info = four_.outcome(first_), .validator = 2, .signature = {}};
  order.signature = four_.vote(2, first_).signature;
  EXPECT_EQ(check(2, order), "invalid_signature");
  const OrderedCertificate ordered{.ledger_info = qc_.ledger_info, .signatures = qc_.signatures};
  EXPECT_EQ(check(0, SyncInfo{.high_qc = qc_, .high_ordered = ordered, .high_tc = {}}),
            "invalid_certificate");
}

TEST_P(Verifying, RefusesBadQuorumCertificates) {
  const auto check_qc = [&](const QuorumCertificate& qc) {
    return code_of(verify_certificate(four_.context(), qc, four_.world().verify()));
  };
  EXPECT_EQ(check_qc(qc_), "");
  EXPECT_EQ(check_qc(four_.certify(first_, {0, 1})), "invalid_certificate");
  EXPECT_EQ(check_qc(four_.certify(first_, {0, 1, 1})), "invalid_certificate");
  EXPECT_EQ(check_qc(four_.certify(first_, {2, 1, 0})), "invalid_certificate");
  auto qc = qc_;
  qc.signatures[2].validator = 9;
  EXPECT_EQ(check_qc(qc), "invalid_certificate");
  qc = qc_;
  qc.signatures[0].signature.bytes[0] ^= 1;
  EXPECT_EQ(check_qc(qc), "invalid_certificate");
  qc = four_.genesis();
  qc.ledger_info.state_root.bytes[0] ^= 1;
  EXPECT_EQ(check_qc(qc), "invalid_certificate");
  qc = qc_;
  qc.ledger_info.epoch = Epoch(2);
  EXPECT_EQ(check_qc(qc), "invalid_certificate");
  qc = qc_;
  qc.ledger_info.chain_id = ChainId(99);
  EXPECT_EQ(check_qc(qc), "invalid_certificate");
}

TEST_P(Verifying, RefusesBadTimeoutCertificates) {
  const auto check_tc = [&](const TimeoutCertificate& tc) {
    return code_of(verify_certificate(four_.context(), tc, four_.world().verify()));
  };
  EXPECT_EQ(check_tc(four_.time_out(3, 1)), "");
  EXPECT_EQ(check_tc(four_.time_out(3, 1, {0, 3})), "invalid_certificate");
  EXPECT_EQ(check_tc(four_.time_out(3, 3)), "invalid_certificate");
  auto tc = four_.time_out(3, 1);
  tc.entries[1].qc_round = Round(0);
  EXPECT_EQ(check_tc(tc), "invalid_certificate");
  tc = four_.time_out(3, 1);
  tc.round = Round(4);
  EXPECT_EQ(check_tc(tc), "invalid_certificate");
}

TEST_P(Verifying, RefusesUnjustifiedRounds) {
  EXPECT_EQ(check(1, sign(four_.block(3, qc_))), "malformed");
  EXPECT_EQ(check(1, sign(four_.block(5, qc_), four_.time_out(3, 1))), "malformed");
  EXPECT_EQ(check(1, sign(four_.block(4, qc_), four_.time_out(3, 2))), "malformed");
  EXPECT_EQ(check(0, four_.timeout(0, 5, qc_)), "malformed");
  EXPECT_EQ(check(0, four_.timeout(0, 1, qc_)), "malformed");
  EXPECT_EQ(check(0, SyncInfo{.high_qc = qc_, .high_ordered = {}, .high_tc = four_.time_out(3, 2)}),
            "malformed");
}

TEST_P(Verifying, RefusesMalformedBlocks) {
  const auto changed = [&](auto change) {
    Block block = first_;
    change(block);
    return check(1, sign(block));
  };
  EXPECT_EQ(changed([](Block& b) { b.height = Height(2); }), "malformed");
  EXPECT_EQ(changed([&](Block& b) { b.timestamp = b.parent_qc.ledger_info.timestamp; }),
            "malformed");
  EXPECT_EQ(changed([](Block& b) { b.epoch = Epoch(2); }), "wrong_epoch");
  EXPECT_EQ(changed([&](Block& b) { b.batches = {reference("a")}; }), "");
  EXPECT_EQ(changed([&](Block& b) { b.batches = {reference("a"), reference("a")}; }), "malformed");
  EXPECT_EQ(changed([&](Block& b) { b.batches = {reference("a", 0)}; }), "malformed");
  EXPECT_EQ(changed([&](Block& b) { b.batches = {reference("a", kBatchLifetimeUsMax)}; }), "");
  EXPECT_EQ(changed([&](Block& b) { b.batches = {reference("a", kBatchLifetimeUsMax + 1)}; }),
            "malformed");
  const auto one = [&](auto change) {
    return changed([&](Block& b) {
      b.batches = {reference("a")};
      change(b.batches[0]);
    });
  };
  EXPECT_EQ(one([](BatchReference& r) { r.author = 4; }), "malformed");
  EXPECT_EQ(one([](BatchReference& r) { r.count = 0; }), "malformed");
  EXPECT_EQ(one([](BatchReference& r) { r.count = kBlockTransactionsMax + 1; }), "malformed");
  EXPECT_EQ(one([](BatchReference& r) { r.bytes = kBlockBytesMax + 1; }), "malformed");
  Proposal wrong_id = sign(first_);
  wrong_id.block.timestamp = wrong_id.block.timestamp + 1;
  EXPECT_EQ(check(1, wrong_id), "malformed");
}

TEST_P(Verifying, RefusesMalformedBatchesAndRequests) {
  simulator::Random random(1);
  auto batch = *simulator::World::batch(2, 1, first_.timestamp,
                                        {four_.world().transfer(random, first_.timestamp)});
  const auto check_batch = [&](const Batch& b) {
    return check(2, BatchMessage{std::make_shared<const Batch>(b)});
  };
  EXPECT_EQ(check_batch(batch), "");
  auto bad = batch;
  bad.bytes.push_back(1);
  EXPECT_EQ(check_batch(bad), "malformed");
  bad = batch;
  bad.author = 4;
  EXPECT_EQ(check_batch(bad), "malformed");
  bad = batch;
  bad.epoch = Epoch(2);
  EXPECT_EQ(check_batch(bad), "wrong_epoch");
  bad = batch;
  bad.transactions = std::make_shared<const execution::Transactions>();
  EXPECT_EQ(check_batch(bad), "malformed");
  bad.transactions = nullptr;
  EXPECT_EQ(check_batch(bad), "malformed");
  EXPECT_EQ(check(2, BatchMessage{nullptr}), "malformed");
  EXPECT_EQ(check(2, BatchAck{}), "malformed");
  EXPECT_EQ(check(2, BatchRequest{std::vector<BatchDigest>(kDigestsMax + 1)}), "malformed");
  EXPECT_EQ(check(2, BatchRequest{std::vector<BatchDigest>(kDigestsMax)}), "");
  EXPECT_EQ(check(2, BlockRequest{.from_height = Height(kCounterMax + 1), .target = {}}),
            "malformed");
}

TEST_P(Verifying, RefusesResponsesThatAreNoChain) {
  const Block second = four_.block(2, qc_);
  EXPECT_EQ(check(3, BlockResponse{.blocks = {first_, second}, .batches = {}, .ordered = {}}), "");
  EXPECT_EQ(check(3, BlockResponse{.blocks = {second, first_}, .batches = {}, .ordered = {}}),
            "malformed");
  Block forged = second;
  forged.parent_qc.signatures.pop_back();
  forged.id = block_id(four_.context().chain_id, forged);
  EXPECT_EQ(check(3, BlockResponse{.blocks = {first_, forged}, .batches = {}, .ordered = {}}),
            "invalid_certificate");
  const BlockResponse many{
      .blocks = std::vector<Block>(kResponseBlocksMax + 1, first_), .batches = {}, .ordered = {}};
  EXPECT_EQ(check(3, many), "malformed");
}

// F4: below a final block only hashes are checked, above it certificates.
TEST_P(Verifying, TrustsTheHashesBelowAFinalBlock) {
  const auto unsigned_on = [&](std::uint64_t round, const Block& parent) {
    QuorumCertificate qc = four_.certify(parent);
    qc.signatures.clear();
    return four_.block(round, qc);
  };
  const auto order = [&](const Block& block, std::vector<ValidatorIndex> signers) {
    OrderedCertificate out{.ledger_info = four_.outcome(block), .signatures = {}};
    for (const ValidatorIndex signer : signers) {
      out.signatures.push_back({signer, four_.order_vote(signer, block).signature});
    }
    return out;
  };
  const Block second = unsigned_on(2, first_);
  const Block third = unsigned_on(3, second);
  BlockResponse response{.blocks = {first_, second}, .batches = {}, .ordered = {}};
  EXPECT_EQ(check(3, response), "invalid_certificate");
  response.ordered = order(first_, {0, 1, 2});
  EXPECT_EQ(check(3, response), "invalid_certificate");
  response.ordered = order(second, {0, 1});
  EXPECT_EQ(check(3, response), "invalid_certificate");
  response.ordered = order(second, {0, 1, 2});
  EXPECT_EQ(check(3, response), "");
  response.blocks.push_back(third);
  EXPECT_EQ(check(3, response), "invalid_certificate");
  response.blocks = {second};
  EXPECT_EQ(check(3, response), "");
  response.blocks = {first_, unsigned_on(3, first_)};  // another one beside it
  EXPECT_EQ(check(3, response), "invalid_certificate");
}

// F2: only of blocks that a quorum certified is it known that somebody honest checked the batches.
TEST_P(Verifying, KnowsWhichBatchesOfAResponseAQuorumCertified) {
  const auto named = [](std::uint8_t number) {
    auto batch = std::make_shared<Batch>();
    batch->digest.bytes[0] = number;
    return batch;
  };
  const auto naming = [](Block block, std::uint8_t number) {
    block.batches.resize(1);
    block.batches[0].digest.bytes[0] = number;
    return block;
  };
  const Block first = naming(first_, 1);
  const Block second = naming(four_.block(2, qc_), 2);
  BlockResponse response{.blocks = {first, second},
                         .batches = {named(1), named(2), named(3)},
                         .ordered = std::nullopt};
  const auto unproven = [&] {
    std::vector<int> out;
    for (const auto& batch : unproven_batches(response)) out.push_back(batch->digest.bytes[0]);
    return out;
  };
  EXPECT_EQ(unproven(), (std::vector{2, 3}));  // the last block, and one that none names
  response.ordered.emplace().ledger_info.block_id = first.id;
  EXPECT_EQ(unproven(), (std::vector{2, 3}));
  response.ordered->ledger_info.block_id = second.id;
  EXPECT_EQ(unproven(), (std::vector{3}));
  response.blocks = {second};
  EXPECT_EQ(unproven(), (std::vector{1, 3}));
  response.blocks.clear();
  EXPECT_EQ(unproven(), (std::vector{1, 2, 3}));
}

INSTANTIATE_TEST_SUITE_P(Signatures, Verifying, testing::Bool(),
                         [](const auto& info) { return info.param ? "ed25519" : "keyed_hash"; });

}  // namespace
}  // namespace pennypost::consensus
