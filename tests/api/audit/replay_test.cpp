// The auditor believes nothing: whatever is forged in a chain, it names the first version that does
// not hold.
#include <gtest/gtest.h>

#include "api/audit/audit.h"
#include "tests/api/audit/audit_chain.h"

namespace pennypost::audit {
namespace {

struct Found {
  std::string code;
  std::uint64_t version = 0;
  std::uint64_t height = 0;
  bool operator==(const Found&) const = default;
};
void PrintTo(const Found& found, std::ostream* out) {
  *out << found.code << " at version " << found.version << ", height " << found.height;
}

Found audit(AuditChain& chain, AuditOptions options = {}) {
  if (!options.waypoint) options.waypoint = chain.waypoint();
  const auto replay = replay_chain(chain, options);
  if (replay) return {"good", replay->last_block().ledger_info.version.value(), 0};
  EXPECT_FALSE(replay.error().error.message.empty());
  return {replay.error().error.code, replay.error().version.value(), replay.error().height.value()};
}

/// Audits a chain of which something was changed.
Found after(const std::function<void(AuditChain&)>& change) {
  AuditChain chain;
  change(chain);
  return audit(chain);
}

// Versions: the genesis 0; blocks end at 3, 5, 8 (the epoch's last), 10, 11 and 15.
TEST(Replay, AWholeChainHoldsAcrossAnEpoch) {
  AuditChain chain;
  std::vector<std::uint64_t> heights;
  AuditOptions options;
  options.progress = [&heights](Height at, Height newest) {
    EXPECT_EQ(newest, Height(6));
    heights.push_back(at.value());
  };
  EXPECT_EQ(audit(chain, options), (Found{"good", 15}));
  EXPECT_EQ(heights, (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6}));
  const auto replay = replay_chain(chain, {});
  ASSERT_TRUE(replay);
  EXPECT_EQ(replay->epoch(), Epoch(2));
  EXPECT_EQ(replay->transactions(), 9U);
  EXPECT_EQ(replay->validators(), test::ReceiptScene::set(1));
  EXPECT_EQ(replay->books().totals().at(test::kUsd).supply, Uint128{1'000});
}

AuditOptions until(Version version) {
  AuditOptions out;
  out.until = version;
  return out;
}
/// `us` behind the genesis.
AuditOptions until_after(std::uint64_t us) {
  AuditOptions out;
  out.until_time = test::kGenesisTime + us;
  return out;
}

TEST(Replay, StopsWhereItIsAskedTo) {
  AuditChain chain;
  EXPECT_EQ(audit(chain, until(Version(4))), (Found{"good", 5}));
  EXPECT_EQ(audit(chain, until(Version(0))), (Found{"good", 0}));
  EXPECT_EQ(audit(chain, until_after(3 * test::kSecondUs - 1)), (Found{"good", 5}));
  EXPECT_EQ(audit(chain, until_after(3 * test::kSecondUs)), (Found{"good", 8}));
  // What stands behind is not looked at.
  chain.stored[5].certificate->signatures.clear();
  EXPECT_EQ(audit(chain, until(Version(10))), (Found{"good", 10}));
}

TEST(Replay, AnotherGenesisIsNotTheChain) {
  AuditChain chain;
  Waypoint other = chain.waypoint();
  other.ledger_info_hash.bytes[0] ^= 1;
  AuditOptions options;
  options.waypoint = other;
  EXPECT_EQ(audit(chain, options), (Found{"wrong_waypoint", 0, 0}));
}

TEST(Replay, ATransactionsSignatureHasToBeValid) {
  EXPECT_EQ(after([](AuditChain& chain) {
              const std::shared_ptr<const consensus::Batch> whole = chain.stored[1].batches[0];
              auto forged = std::make_shared<consensus::Batch>(*whole);
              // The last bytes are those of the signature.
              forged->bytes.back() ^= 1;
              forged->digest = wire::batch_digest(forged->bytes);
              chain.stored[1].batches[0] = forged;
              chain.stored[1].block.batches[0].digest = forged->digest;
              chain.seal(1);
            }),
            (Found{"invalid_signature", 4, 2}));
}

TEST(Replay, ABatchHasToBeTheOneThatIsNamed) {
  EXPECT_EQ(after([](AuditChain& chain) { chain.stored[1].batches.clear(); }),
            (Found{"missing_batch", 4, 2}));
  EXPECT_EQ(after([](AuditChain& chain) { chain.stored[1].batches = chain.stored[0].batches; }),
            (Found{"missing_batch", 4, 2}));
  // What the reference says of it has to be true as well.
  EXPECT_EQ(after([](AuditChain& chain) {
              ++chain.stored[1].block.batches[0].count;
              chain.seal(1);
            }),
            (Found{"missing_batch", 4, 2}));
  // Named a second time.
  EXPECT_EQ(after([](AuditChain& chain) {
              chain.stored[1].batches = chain.stored[0].batches;
              chain.stored[1].block.batches = chain.stored[0].block.batches;
              chain.seal(1);
            }),
            (Found{"broken_chain", 4, 2}));
}

TEST(Replay, EveryCertificateIsChecked) {
  const auto is_bad = [](const std::function<void(OrderedCertificate&)>& change) {
    const Found found = after([&](AuditChain& chain) { change(*chain.stored[1].certificate); });
    EXPECT_EQ(found, (Found{"invalid_certificate", 4, 2}));
  };
  is_bad([](auto& c) { c.signatures[0].signature.bytes[5] ^= 1; });
  is_bad([](auto& c) { c.signatures.pop_back(); });
  is_bad([](auto& c) { c.signatures[1] = c.signatures[0]; });
  is_bad([](auto& c) { c.ledger_info.timestamp = c.ledger_info.timestamp + 1; });
  // Votes are not order votes.
  is_bad([](auto& c) { c.signatures = AuditChain::vote_for(c.ledger_info).signatures; });
  // The block's own, of the one before it.
  EXPECT_EQ(after([](AuditChain& chain) {
              chain.stored[2].block.parent_qc.signatures[0].signature.bytes[5] ^= 1;
              chain.seal(2);
            }).code,
            "invalid_certificate");
}

TEST(Replay, TheOldValidatorsDecideNothingInTheNextEpoch) {
  EXPECT_EQ(after([](AuditChain& chain) {
              OrderedCertificate& c = *chain.stored[3].certificate;
              c.signatures = test::ReceiptScene::signatures(c.ledger_info, 0, {0, 1, 3});
            }),
            (Found{"invalid_certificate", 9, 4}));
  // The epoch has to have ended for good before another begins.
  EXPECT_EQ(after([](AuditChain& chain) { chain.stored[2].certificate.reset(); }),
            (Found{"wrong_epoch", 9, 4}));
}

TEST(Replay, RootsHaveToBeWhatExecutionGives) {
  // A quorum signs another state: of the version at which the block ends.
  const auto forge = [](LedgerInfo& info) { info.state_root.bytes[0] ^= 1; };
  EXPECT_EQ(after([&](AuditChain& chain) {
              LedgerInfo info = chain.stored[1].certificate->ledger_info;
              forge(info);
              chain.stored[1].certificate = chain.certify(info);
            }),
            (Found{"wrong_outcome", 5, 2}));
  EXPECT_EQ(after([&](AuditChain& chain) {
              LedgerInfo info = chain.stored[1].block.parent_qc.ledger_info;
              forge(info);
              chain.stored[1].block.parent_qc = AuditChain::vote_for(info);
              chain.seal(1);
            }),
            (Found{"wrong_outcome", 4, 2}));
  EXPECT_EQ(after([&](AuditChain& chain) { forge(chain.stored[4].executed.ledger_info); }),
            (Found{"wrong_outcome", 11, 5}));
}

TEST(Replay, AForgedReceiptIsNoticed) {
  EXPECT_EQ(after([](AuditChain& chain) {
              Receipt& receipt = chain.stored[5].executed.kept[1].receipt;
              receipt.events[0].amount = Amount(9);
            }),
            (Found{"wrong_outcome", 12, 6}));
}

TEST(Replay, NothingIsMissingAndNothingOutOfOrder) {
  EXPECT_EQ(after([](AuditChain& chain) { std::swap(chain.stored[0], chain.stored[1]); }).version,
            1U);
  EXPECT_EQ(after([](AuditChain& chain) { chain.stored.erase(chain.stored.begin() + 1); }),
            (Found{"broken_chain", 4, 2}));
  EXPECT_EQ(after([](AuditChain& chain) {
              chain.newest_height = Height(6);
              chain.stored.pop_back();
            }),
            (Found{"missing_block", 12, 6}));
  // The end is not final without a certificate of it.
  EXPECT_EQ(after([](AuditChain& chain) { chain.stored.back().certificate.reset(); }),
            (Found{"not_final", 15, 6}));
  // In the middle, one later certificate proves it.
  EXPECT_EQ(after([](AuditChain& chain) { chain.stored[0].certificate.reset(); }),
            (Found{"good", 15, 0}));
  EXPECT_EQ(after([](AuditChain& chain) { chain.stored[1].block.id.bytes[0] ^= 1; }).code,
            "malformed");
}

}  // namespace
}  // namespace pennypost::audit
