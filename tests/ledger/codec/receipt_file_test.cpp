#include "ledger/codec/receipt_file.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/ledger/support/receipt_scene.h"

namespace pennypost::codec {
namespace {

using test::id_of;
using test::ReceiptScene;

std::string verify_code(const ReceiptFile& file, const Waypoint& waypoint) {
  const auto verified = verify_receipt_file(file, waypoint, crypto::verify);
  return verified ? "good" : verified.error().code;
}

TEST(ReceiptFileTest, VerifiesFromTheWaypoint) {
  for (const std::size_t steps : {0U, 1U, 5U}) {
    const ReceiptScene scene(steps);
    const Bytes bytes = encode(scene.file);
    const auto decoded = decode_receipt_file(bytes);
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(*decoded, scene.file);
    EXPECT_EQ(verify_code(*decoded, scene.waypoint), "good");
  }
}

// L50
TEST(ReceiptFileTest, IsSmall) {
  ReceiptScene scene;
  EXPECT_LT(encode(scene.file).size(), 4096U);
  EXPECT_LE(encode(ReceiptScene(3).file).size(), encode(scene.file).size() + 3 * 600);
  // The largest payment between accounts of four currencies, in a history of 2^40 versions.
  scene.file.signed_bytes.resize(kReceiptTransactionBytesMax);
  scene.file.path.resize(40);
  for (TouchedAccount& touched : scene.file.receipt.accounts) {
    touched.previous = Version(1);
    touched.balances.resize(4);
  }
  EXPECT_LE(encode(scene.file).size(), 4096U);
}

TEST(ReceiptFileTest, EveryFlippedBitFails) {
  for (const std::size_t steps : {0U, 1U}) {
    const ReceiptScene scene(steps);
    const Bytes bytes = encode(scene.file);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
      Bytes changed = bytes;
      changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      const auto decoded = decode_receipt_file(changed);
      EXPECT_FALSE(decoded && verify_receipt_file(*decoded, scene.waypoint, crypto::verify))
          << "bit " << bit;
    }
  }
}

TEST(ReceiptFileTest, EveryCutAndEveryTailFails) {
  const Bytes bytes = encode(ReceiptScene(1).file);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode_receipt_file(ByteView(bytes).first(size)).has_value()) << size;
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(decode_receipt_file(longer).has_value());
}

TEST(ReceiptFileTest, AnotherWaypointIsNotThisOne) {
  const ReceiptScene scene(1);
  Waypoint waypoint = scene.waypoint;
  waypoint.version = Version(1);
  EXPECT_EQ(verify_code(scene.file, waypoint), "wrong_waypoint");
  waypoint = scene.waypoint;
  waypoint.ledger_info_hash.bytes[31] ^= 1;
  EXPECT_EQ(verify_code(scene.file, waypoint), "wrong_waypoint");
  // A later epoch's end is a waypoint as good as the genesis, for a file that begins there.
  ReceiptFile later = scene.file;
  later.epochs.erase(later.epochs.begin());
  later.epochs[0].signatures.clear();
  const LedgerInfo& first = later.epochs[0].ledger_info;
  EXPECT_EQ(verify_code(later, {first.version, hash_of(first)}), "good");
}

TEST(ReceiptFileTest, ForgedInAnyPartIsRefused) {
  struct Forgery {
    const char* what;
    const char* code;
    std::function<void(ReceiptFile&)> forge;
  };
  const auto sign_again = [](ReceiptFile& file, std::vector<std::uint16_t> who) {
    file.certificate.signatures = ReceiptScene::signatures(file.certificate.ledger_info, 1, who);
  };
  const Forgery forgeries[] = {
      {"no steps", "malformed", [](ReceiptFile& f) { f.epochs.clear(); }},
      {"a signature that nothing proves", "malformed",
       [](ReceiptFile& f) { f.epochs[0].signatures = f.epochs[1].signatures; }},
      {"a step left out", "invalid_certificate", [](ReceiptFile& f) { f.epochs.pop_back(); }},
      {"a step twice", "invalid_certificate",
       [](ReceiptFile& f) { f.epochs.push_back(f.epochs.back()); }},
      {"voters that the step does not name", "invalid_certificate",
       [](ReceiptFile& f) { f.epochs[0].next_voters.voters[3].power = Power(100); }},
      {"other links", "invalid_certificate",
       [](ReceiptFile& f) { f.epochs[1].next_voters.links_hash.bytes[0] ^= 1; }},
      {"a step without a quorum", "invalid_certificate",
       [](ReceiptFile& f) { f.epochs[1].signatures.pop_back(); }},
      {"a certificate without a quorum", "invalid_certificate",
       [&](ReceiptFile& f) { sign_again(f, {0, 1}); }},
      {"one signer three times", "invalid_certificate",
       [&](ReceiptFile& f) { sign_again(f, {1, 1, 1}); }},
      {"signers out of order", "invalid_certificate",
       [&](ReceiptFile& f) { sign_again(f, {2, 1, 0}); }},
      {"a signer beyond the set", "invalid_certificate",
       [](ReceiptFile& f) { f.certificate.signatures[2].validator = 4; }},
      {"the old epoch's keys", "invalid_certificate",
       [](ReceiptFile& f) {
         f.certificate.signatures =
             ReceiptScene::signatures(f.certificate.ledger_info, 0, {0, 1, 2});
       }},
      {"another chain", "invalid_certificate",
       [&](ReceiptFile& f) {
         f.certificate.ledger_info.chain_id = ChainId(8);
         sign_again(f, {0, 1, 2});
       }},
      {"another epoch", "invalid_certificate",
       [&](ReceiptFile& f) {
         f.certificate.ledger_info.epoch = Epoch(3);
         sign_again(f, {0, 1, 2});
       }},
      {"another accumulator", "invalid_proof",
       [&](ReceiptFile& f) {
         f.certificate.ledger_info.accumulator_root = id_of("root");
         sign_again(f, {0, 1, 2});
       }},
      {"another version", "invalid_proof", [](ReceiptFile& f) { f.version = Version(0); }},
      {"a version beyond the history", "invalid_proof",
       [](ReceiptFile& f) { f.version = Version(100); }},
      {"more money", "invalid_proof",
       [](ReceiptFile& f) { f.receipt.events[0].amount = Amount(1'000'000); }},
      {"a shorter path", "invalid_proof", [](ReceiptFile& f) { f.path.pop_back(); }},
      {"a longer path", "invalid_proof", [](ReceiptFile& f) { f.path.push_back(f.path[0]); }},
      {"another transaction", "invalid_proof", [](ReceiptFile& f) { f.signed_bytes[0] ^= 1; }},
  };
  const ReceiptScene scene(1);
  for (const Forgery& forgery : forgeries) {
    ReceiptFile file = scene.file;
    forgery.forge(file);
    EXPECT_EQ(verify_code(file, scene.waypoint), forgery.code) << forgery.what;
  }
}

// L52: the same validators, the same ledger info, but votes instead of order votes.
TEST(ReceiptFileTest, AQuorumOfVotesIsNotFinality) {
  ReceiptScene scene;
  const LedgerInfo& info = scene.file.certificate.ledger_info;
  Bytes vote = bytes_of(view_of("pennypost/vote/1"));
  const Bytes encoded = encode(info);
  vote.insert(vote.end(), encoded.begin(), encoded.end());
  for (IndexedSignature& each : scene.file.certificate.signatures) {
    each.signature = ReceiptScene::key(0, each.validator).sign(vote);
  }
  EXPECT_EQ(verify_code(scene.file, scene.waypoint), "invalid_certificate");
}

TEST(ReceiptFileTest, MayLeaveTheTransactionOut) {
  ReceiptScene scene;
  scene.file.signed_bytes.clear();
  EXPECT_EQ(verify_code(scene.file, scene.waypoint), "good");
}

TEST(CertificateTest, NeedsAQuorumOfPowerNotOfHeads) {
  ValidatorSet set = ReceiptScene::set(0);
  set.validators[0].power = Power(7);  // of 10: quorum 7
  LedgerInfo info;
  const auto verified = [&](const std::vector<std::uint16_t>& who) {
    return verify_certificate({info, ReceiptScene::signatures(info, 0, who)}, set, crypto::verify)
        .has_value();
  };
  EXPECT_TRUE(verified({0}));
  EXPECT_TRUE(verified({0, 1, 2, 3}));
  EXPECT_FALSE(verified({1, 2, 3}));
  EXPECT_FALSE(verified({}));
  EXPECT_FALSE(verify_certificate({info, {}}, ValidatorSet{}, crypto::verify).has_value());
}

}  // namespace
}  // namespace pennypost::codec
