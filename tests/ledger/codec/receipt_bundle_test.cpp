#include "ledger/codec/receipt_bundle.h"

#include <gtest/gtest.h>

#include "ledger/crypto/merkle.h"
#include "tests/ledger/support/receipt_scene.h"

namespace pennypost::codec {
namespace {

using test::id_of;

/// Receipts of the first versions of a history of nine, under one certificate.
struct Scene {
  Scene() {
    const test::ReceiptScene one(2);
    bundle.epochs = one.file.epochs;
    waypoint = one.waypoint;
    for (std::uint8_t i = 0; i < 9; ++i) {
      BundledReceipt each{Version(i), one.file.receipt, {}};
      each.receipt.transaction_id =
          TransactionId::from(id_of("t" + std::to_string(i)).view()).value();
      leaves.push_back(transaction_leaf(each.receipt.transaction_id, *hash_of(each.receipt)));
      bundle.receipts.push_back(std::move(each));
    }
    for (auto& each : bundle.receipts) {
      each.path =
          *state::prove_inclusion(each.version.value(), leaves.size(),
                                  [this](unsigned level, std::uint64_t index) -> Result<Hash> {
                                    return subtree(level, index);
                                  });
    }
    bundle.receipts.erase(bundle.receipts.begin() + 3);
    LedgerInfo info = one.file.certificate.ledger_info;
    info.version = Version(leaves.size() - 1);
    info.accumulator_root =
        *crypto::inclusion_root(leaves.size(), 0, leaves[0], bundle.receipts[0].path);
    bundle.certificate = {info, test::ReceiptScene::signatures(info, 2, {0, 2, 3})};
  }
  Hash subtree(unsigned level, std::uint64_t index) const {
    if (level == 0) return leaves[index];
    return crypto::hash_node(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
  }
  std::string verify() const {
    const auto verified = verify_receipt_bundle(bundle, waypoint, crypto::verify);
    return verified ? "good" : verified.error().code;
  }

  ReceiptBundle bundle;
  Waypoint waypoint;
  std::vector<Hash> leaves;
};

TEST(ReceiptBundleTest, ProvesAllOfThem) {
  const Scene scene;
  EXPECT_EQ(scene.verify(), "good");
  const Bytes bytes = encode(scene.bundle);
  const auto decoded = decode_receipt_bundle(bytes);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(*decoded, scene.bundle);
  ReceiptBundle none = scene.bundle;
  none.receipts.clear();
  EXPECT_EQ(*decode_receipt_bundle(encode(none)), none);
}

TEST(ReceiptBundleTest, NoByteCanChange) {
  const Scene scene;
  const Bytes bytes = encode(scene.bundle);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    Bytes changed = bytes;
    changed[i] ^= 1;
    const auto decoded = decode_receipt_bundle(changed);
    EXPECT_FALSE(decoded && verify_receipt_bundle(*decoded, scene.waypoint, crypto::verify))
        << "byte " << i;
  }
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    EXPECT_FALSE(decode_receipt_bundle(ByteView(bytes).first(size)).has_value());
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(decode_receipt_bundle(longer).has_value());
}

TEST(ReceiptBundleTest, OneWrongReceiptSpoilsIt) {
  Scene scene;
  scene.bundle.receipts[4].receipt.code = Code::insufficient_balance;
  EXPECT_NE(scene.verify(), "good");
  scene = Scene();
  std::swap(scene.bundle.receipts[1].receipt, scene.bundle.receipts[2].receipt);
  EXPECT_EQ(scene.verify(), "invalid_proof");
  scene = Scene();
  scene.bundle.certificate.signatures.pop_back();
  EXPECT_EQ(scene.verify(), "invalid_certificate");
}

}  // namespace
}  // namespace pennypost::codec
