#include "ledger/proof/balance_proof.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/ledger/support/proof_scene.h"

namespace pennypost::proof {
namespace {

using test::address_of;
using test::kUsd;
using test::ProofScene;

const ProofScene& scene() {
  static const ProofScene kScene;
  return kScene;
}

std::string verify_code(const BalanceProof& proof) {
  const auto proven = verify_balance_proof(proof, scene().waypoint(), crypto::verify);
  return proven ? "good" : proven.error().code;
}

/// What a receipt reader would say: the last receipt up to there, or the first state.
std::optional<Balances> expected(const Address& address, Version version) {
  std::optional<Balances> out;
  if (const Account* account = scene().first().state.account(address)) out = account->balances;
  for (const auto& [at, receipt] : scene().receipts()) {
    if (at > version) break;
    for (const TouchedAccount& touched : receipt.accounts) {
      if (touched.address == address) out = touched.balances;
    }
  }
  return out;
}

// L53
TEST(BalanceProofTest, ProvesEveryAccountAtEveryVersion) {
  for (const char* name : {"alice", "bob", "carol", "dave", "governance", "erin"}) {
    for (Version version(0); version <= scene().newest(); version = version.next()) {
      const BalanceProof proof = scene().prove(name, version);
      const auto proven = verify_balance_proof(proof, scene().waypoint(), crypto::verify);
      ASSERT_TRUE(proven) << name << " " << version.value() << ": " << proven.error().message;
      const auto balances = expected(address_of(name), version);
      EXPECT_EQ(proven->exists, balances.has_value());
      EXPECT_EQ(proven->balances, balances.value_or(Balances{}));
      EXPECT_EQ(proven->version, version);
      EXPECT_EQ(decode_balance_proof(encode(proof)), proof);
    }
  }
}

// L54
TEST(BalanceProofTest, ProvesWhichVersionATimeMeans) {
  const TimestampUs end = scene().certificate().ledger_info.timestamp;
  for (TimestampUs time = test::kGenesisTime; time <= end; time = time + test::kSecondUs / 2) {
    const Version version = scene().version_at(time);
    const BalanceProof proof = scene().prove("bob", version, time);
    EXPECT_EQ(verify_code(proof), "good") << time.value();
    BalanceProof other = proof;
    other.moment->time = time + test::kSecondUs;
    EXPECT_EQ(verify_code(other), "invalid_proof");
    other.moment->time = *time.minus(test::kSecondUs);
    EXPECT_EQ(verify_code(other), "invalid_proof");
  }
  // Beyond the certificate nobody knows.
  EXPECT_EQ(verify_code(scene().prove("bob", scene().newest(), end + 1)), "invalid_proof");
}

TEST(BalanceProofTest, EveryFlippedBitFails) {
  for (const char* name : {"dave", "erin", "carol"}) {
    const Version version(3);
    const Bytes bytes = encode(scene().prove(name, version));
    // The certificates' bits are those of receipt files, which are all tried there.
    const std::size_t begin = bytes.size() < 900 ? 0 : 700;
    for (std::size_t bit = 8 * begin; bit < 8 * bytes.size(); bit += bytes.size() > 3'000 ? 7 : 1) {
      Bytes changed = bytes;
      changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      const auto decoded = decode_balance_proof(changed);
      if (!decoded) continue;
      // Signatures were checked once: what they cover has not changed. Of another version, or
      // another absent account, the same parts may prove as much: those are the question.
      const auto accept = [](const PublicKey&, ByteView, const Signature&) { return true; };
      EXPECT_FALSE(verify_balance_proof(*decoded, scene().waypoint(), accept) &&
                   decoded->certificate == scene().certificate() &&
                   decoded->epochs == scene().steps() && decoded->version == version &&
                   decoded->address == address_of(name))
          << name << " bit " << bit;
    }
  }
}

TEST(BalanceProofTest, EveryCutAndEveryTailFails) {
  const Bytes bytes = encode(scene().prove("carol", Version(3), test::kGenesisTime));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode_balance_proof(ByteView(bytes).first(size)));
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(decode_balance_proof(longer));
}

TEST(BalanceProofTest, OldBalancesForgottenReceiptsAndOtherAccountsAreRefused) {
  const Version newest = scene().newest();
  struct Forgery {
    const char* what;
    std::function<void(BalanceProof&)> forge;
  };
  const Forgery forgeries[] = {
      {"an older receipt",
       [](BalanceProof& p) { p.before = scene().prove("bob", Version(1)).before; }},
      {"the first state",
       [](BalanceProof& p) { p.before = scene().prove("bob", Version(0)).before; }},
      {"another account", [](BalanceProof& p) { p.address = address_of("alice"); }},
      {"another's state",
       [](BalanceProof& p) { p.after = scene().prove("alice", scene().newest()).after; }},
      {"an earlier version", [](BalanceProof& p) { p.version = Version(0); }},
      {"a later version",
       [](BalanceProof& p) { p.version = p.certificate.ledger_info.version.next(); }},
      {"absent after all",
       [](BalanceProof& p) { std::get<AccountEvidence>(p.after).account.reset(); }},
      {"more money",
       [](BalanceProof& p) {
         auto& shown = std::get<Touch>(p.before).receipt.accounts.shown;
         for (auto& account : shown) {
           if (!account.balances.empty()) account.balances[0].amount = Amount(1'000'000'000);
         }
       }},
  };
  const BalanceProof good = scene().prove("bob", newest);
  ASSERT_EQ(verify_code(good), "good");
  for (const Forgery& forgery : forgeries) {
    BalanceProof proof = good;
    forgery.forge(proof);
    EXPECT_EQ(verify_code(proof), "invalid_proof") << forgery.what;
  }
  // Never there, where it was opened later: the receipt that opened it stands in between.
  BalanceProof dave = scene().prove("dave", newest);
  dave.before = scene().prove("dave", Version(0)).before;
  EXPECT_EQ(verify_code(dave), "invalid_proof");
  // Of many currencies, some left out.
  BalanceProof carol = scene().prove("carol", newest);
  std::get<Touch>(carol.before).balances.pop_back();
  EXPECT_EQ(verify_code(carol), "invalid_proof");
  BalanceProof other = good;
  other.certificate.signatures.pop_back();
  EXPECT_EQ(verify_code(other), "invalid_certificate");
}

TEST(SupplyProofTest, ProvesSuppliesAndNoOtherOnes) {
  const SupplyProof good = scene().supply();
  const auto code = [](const SupplyProof& proof) {
    const auto verified = verify_supply_proof(proof, scene().waypoint(), crypto::verify);
    return verified ? std::string("good") : verified.error().code;
  };
  EXPECT_EQ(code(good), "good");
  EXPECT_EQ(decode_supply_proof(encode(good)), good);
  SupplyProof more = good;
  more.currencies[1].currency.supply = Supply(1'000'000'000);
  EXPECT_EQ(code(more), "invalid_proof");
  SupplyProof other = good;
  other.currencies[1].siblings.pop_back();
  EXPECT_EQ(code(other), "invalid_proof");
  SupplyProof order = good;
  std::swap(order.currencies[0], order.currencies[1]);
  EXPECT_FALSE(decode_supply_proof(encode(order)));
  Bytes bytes = encode(good);
  bytes.push_back(0);
  EXPECT_FALSE(decode_supply_proof(bytes));
}

}  // namespace
}  // namespace pennypost::proof
