#include "api/client/verifier.h"

#include <gtest/gtest.h>

#include "tests/ledger/support/receipt_scene.h"

namespace pennypost::client {
namespace {

using pennypost::test::kChain;
using pennypost::test::ReceiptScene;

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "good" : result.error().code;
}

TEST(VerifierTest, BelievesAProvenReceipt) {
  const ReceiptScene scene(1);
  const Verifier verifier(kChain, scene.waypoint);
  const auto file = codec::encode(scene.file);
  const auto final = verifier.verify_receipt(file, scene.file.receipt.transaction_id);
  ASSERT_TRUE(final.has_value());
  EXPECT_TRUE(final->succeeded());
  EXPECT_EQ(final->signers, 3U);
  EXPECT_EQ(final->version, scene.file.version);
  EXPECT_EQ(final->timestamp, scene.file.certificate.ledger_info.timestamp);
  EXPECT_EQ(final->file, file);
}

TEST(VerifierTest, AReceiptOfAnotherTransactionProvesNothing) {
  const ReceiptScene scene;
  const Verifier verifier(kChain, scene.waypoint);
  auto other = scene.file.receipt.transaction_id;
  other.bytes[0] ^= 1;
  EXPECT_EQ(code_of(verifier.verify_receipt(codec::encode(scene.file), other)),
            "wrong_transaction");
}

TEST(VerifierTest, AnotherChainOrWaypointIsNotOurs) {
  const ReceiptScene scene;
  const auto id = scene.file.receipt.transaction_id;
  const auto file = codec::encode(scene.file);
  EXPECT_EQ(code_of(Verifier(ChainId(8), scene.waypoint).verify_receipt(file, id)), "wrong_chain");
  auto waypoint = scene.waypoint;
  waypoint.ledger_info_hash.bytes[0] ^= 1;
  EXPECT_EQ(code_of(Verifier(kChain, waypoint).verify_receipt(file, id)), "wrong_waypoint");
}

TEST(VerifierTest, FewerSignaturesThanAQuorumProveNothing) {
  ReceiptScene scene;
  const auto id = scene.file.receipt.transaction_id;
  const Verifier verifier(kChain, scene.waypoint);
  scene.file.certificate.signatures.pop_back();
  EXPECT_EQ(code_of(verifier.verify_receipt(codec::encode(scene.file), id)), "invalid_certificate");
  scene.file.certificate.signatures.clear();
  EXPECT_FALSE(verifier.verify_receipt(codec::encode(scene.file), id).has_value());
  EXPECT_EQ(code_of(verifier.verify_receipt({}, id)), "malformed");
}

TEST(VerifierTest, LearnsOnlyTheWaypointsValidators) {
  const ReceiptScene scene(1);
  const auto& first = scene.file.epochs.front().ledger_info;
  const auto info = codec::encode(first);
  const auto set = codec::encode(ReceiptScene::set(0));
  Verifier verifier(kChain, scene.waypoint);
  EXPECT_FALSE(verifier.knows_validators());
  EXPECT_EQ(code_of(verifier.verify_certificate(codec::encode(scene.file.certificate))),
            "unknown_validators");
  EXPECT_EQ(code_of(verifier.learn_validators(info, codec::encode(ReceiptScene::set(1)))),
            "wrong_waypoint");
  auto other = first;
  other.height = Height(5);
  EXPECT_EQ(code_of(verifier.learn_validators(codec::encode(other), set)), "wrong_waypoint");
  EXPECT_EQ(code_of(verifier.learn_validators({}, set)), "malformed");
  EXPECT_EQ(code_of(verifier.learn_validators(info, {})), "malformed");
  EXPECT_FALSE(verifier.knows_validators());
  EXPECT_EQ(code_of(verifier.learn_validators(info, set)), "good");
  EXPECT_TRUE(verifier.knows_validators());
  // Certified by the next epoch's validators, whom it does not know.
  EXPECT_EQ(code_of(verifier.verify_certificate(codec::encode(scene.file.certificate))),
            "unknown_validators");
}

TEST(VerifierTest, ChecksCertificatesOfTheTime) {
  const ReceiptScene scene;
  Verifier verifier(kChain, scene.waypoint);
  ASSERT_TRUE(verifier
                  .learn_validators(codec::encode(scene.file.epochs.front().ledger_info),
                                    codec::encode(ReceiptScene::set(0)))
                  .has_value());
  const auto good = verifier.verify_certificate(codec::encode(scene.file.certificate));
  ASSERT_TRUE(good.has_value());
  EXPECT_EQ(*good, scene.file.certificate.ledger_info);
  auto later = scene.file.certificate;
  later.ledger_info.timestamp = later.ledger_info.timestamp + 1;
  EXPECT_EQ(code_of(verifier.verify_certificate(codec::encode(later))), "invalid_certificate");
  auto few = scene.file.certificate;
  few.signatures.pop_back();
  EXPECT_EQ(code_of(verifier.verify_certificate(codec::encode(few))), "invalid_certificate");
  EXPECT_EQ(code_of(verifier.verify_certificate({})), "malformed");
}

}  // namespace
}  // namespace pennypost::client
