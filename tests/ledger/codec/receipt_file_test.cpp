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
  // The largest payment between accounts of eight currencies, in a history of 2^30 versions.
  scene.file.signed_bytes.resize(kReceiptTransactionBytesMax);
  scene.file.path.resize(30);
  for (AccountExcerpt& touched : scene.file.receipt.accounts.shown) {
    touched.previous = Version(1);
    touched.currencies = kBalancesShownMax;
    touched.balances.resize(kBalancesShownMax);
  }
  fit(scene.file);
  EXPECT_EQ(scene.file.signed_bytes.size(), kReceiptTransactionBytesMax);
  EXPECT_LE(encode(scene.file).size(), 4096U);
}

/// Four signers, an epoch that ends, and the longest path: everything that a file of four
/// validators can have, but for the receipt.
ReceiptFile largest_frame() {
  ReceiptFile file = ReceiptScene(0).file;
  LedgerInfo& info = file.certificate.ledger_info;
  info.next_validators_hash = id_of("next");
  file.certificate.signatures = ReceiptScene::signatures(info, 0, {0, 1, 2, 3});
  file.path.resize(kReceiptPathMax);
  file.signed_bytes.resize(kReceiptTransactionBytesMax);
  return file;
}

Receipt large_receipt(std::size_t legs, std::size_t currencies) {
  Receipt receipt;
  Balances balances;
  for (std::size_t i = 0; i < currencies; ++i) {
    const char text[] = {'C', static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)};
    balances.push_back({test::code({text, 3}), Amount(1)});
  }
  for (std::size_t i = 0; i <= legs; ++i) {
    const auto address = *Address::from(Writer().u64(i + 1).raw(id_of("").view().first(24)).view());
    receipt.accounts.push_back({address, Version(1), SequenceNumber(1), balances});
    if (i == 0) continue;
    receipt.events.push_back({EventKind::refundable_transfer, receipt.accounts[0].address, address,
                              test::kUsd, Amount(1), id_of("refundable")});
  }
  return receipt;
}

// L50: within 4 KiB at 2^53 versions, whatever the receipt.
TEST(ReceiptFileTest, IsSmallWhateverItIsOf) {
  for (const std::size_t legs : {1U, 3U, 4U, 5U, 100U, 8192U}) {
    for (const std::size_t currencies : {1U, 8U, 9U, 64U}) {
      const Receipt receipt = large_receipt(legs, currencies);
      for (const std::uint32_t leg : {std::uint32_t{0}, static_cast<std::uint32_t>(legs - 1)}) {
        ReceiptFile file = largest_frame();
        file.receipt = excerpt_of(receipt, shown_of_event(receipt, leg));
        fit(file);
        const Bytes bytes = encode(file);
        EXPECT_LE(bytes.size(), 4096U) << legs << " legs, " << currencies << " currencies";
        EXPECT_EQ(decode_receipt_file(bytes), file);
      }
    }
  }
}

TEST(ReceiptFileTest, FitLeavesOutOnlyWhatIsTooLarge) {
  ReceiptFile file = ReceiptScene().file;
  const ReceiptFile small = file;
  fit(file);
  EXPECT_EQ(file, small);
  file.signed_bytes.resize(kReceiptTransactionBytesMax + 1);
  fit(file);
  EXPECT_TRUE(file.signed_bytes.empty());
}

// Every leg of a batch is proven by a file of its own, with the account that it went to.
TEST(ReceiptFileTest, ProvesEachLegOfABatch) {
  TransferBatch batch;
  for (std::uint64_t i = 0; i < 11; ++i) {
    batch.legs.push_back(test::pay(i % 2 == 0 ? "bob" : "carol", test::kUsd, i + 1));
  }
  const ReceiptScene scene(1, batch);
  for (std::uint32_t leg = 0; leg < 11; ++leg) {
    ReceiptFile file = scene.file;
    file.receipt = excerpt_of(scene.receipt, shown_of_event(scene.receipt, leg));
    EXPECT_EQ(verify_code(file, scene.waypoint), "good");
    EXPECT_EQ(file.receipt.events.shown.at(0).amount, Amount(leg + 1));
    file.receipt.events.index = (leg + 1) % 11;
    EXPECT_EQ(verify_code(file, scene.waypoint), "invalid_proof");
    file.receipt.events.index = leg;
    file.receipt.events.shown[0].amount = Amount(100);
    EXPECT_EQ(verify_code(file, scene.waypoint), "invalid_proof");
  }
}

TEST(ReceiptFileTest, EveryFlippedBitFails) {
  TransferBatch batch;
  for (std::uint64_t i = 1; i <= 5; ++i) batch.legs.push_back(test::pay("bob", test::kUsd, i));
  const ReceiptScene scenes[] = {ReceiptScene(1), ReceiptScene(0, batch)};
  for (const ReceiptScene& scene : scenes) {
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
       [](ReceiptFile& f) { f.receipt.events.shown[0].amount = Amount(1'000'000); }},
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
