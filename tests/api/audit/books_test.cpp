#include "api/audit/books.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/ledger/support/proof_scene.h"

namespace pennypost::audit {
namespace {

using test::address_of;
using test::kUsd;
using test::ProofScene;

const ProofScene& scene() {
  static const ProofScene kScene;
  return kScene;
}

/// Enters every receipt of the scene, the one at `version` changed; the first error's code.
std::string entered(Version version, const std::function<void(Receipt&)>& change) {
  Books books(scene().first().state.entries());
  for (const auto& [at, original] : scene().receipts()) {
    Receipt receipt = original;
    if (at == version) change(receipt);
    if (const auto good = books.enter(at, receipt); !good) return good.error().code;
  }
  return "good";
}

TEST(BooksTest, FollowAChainFromItsGenesis) {
  EXPECT_EQ(entered(Version(0), [](Receipt&) {}), "good");
  Books books(scene().first().state.entries());
  EXPECT_TRUE(books.compare(scene().first().state.entries()));
  const Books::Totals usd = books.totals().at(kUsd);
  EXPECT_EQ(usd.supply, Uint128{1'500});
  EXPECT_EQ(usd.balances, Uint128{1'500});
  EXPECT_EQ(usd.held, Uint128{0});
}

TEST(BooksTest, NoticeEveryReceiptThatDoesNotFit) {
  const Version payment(1);
  const auto broken = [&](const std::function<void(Receipt&)>& change) {
    EXPECT_EQ(entered(payment, change), "broken_books");
  };
  broken([](Receipt& r) { r.events[0].amount = Amount(251); });
  broken([](Receipt& r) { r.events[0].amount = Amount(1'000'000); });
  broken([](Receipt& r) { r.events[0].to = address_of("carol"); });
  broken([](Receipt& r) { r.events[0].to = address_of("nobody"); });
  broken([](Receipt& r) { r.events[0].kind = EventKind::mint; });
  broken([](Receipt& r) { r.events.clear(); });
  broken([](Receipt& r) { r.events.push_back(r.events[0]); });
  broken([](Receipt& r) { r.accounts.pop_back(); });
  broken([](Receipt& r) { r.accounts[0].previous = Version(0); });
  broken([](Receipt& r) { r.accounts[0].balances.clear(); });
  broken([](Receipt& r) { r.accounts[0].address = address_of("nobody"); });
  broken([](Receipt& r) {
    r.events.push_back({EventKind::account_created, {}, address_of("bob"), {}, {}});
  });
  broken([](Receipt& r) {
    r.events.push_back(
        {EventKind::released, {}, address_of("bob"), kUsd, Amount(1), test::id_of("hold")});
  });
  // Money from nowhere that nobody is said to have.
  broken([](Receipt& r) {
    r.events.push_back({EventKind::currency_registered, {}, address_of("issuer"), kUsd, {}});
  });
}

TEST(BooksTest, NoticeAStateThatDiffers) {
  const Books books(scene().first().state.entries());
  state::Entries entries = scene().first().state.entries();
  std::get<Account>(entries.find(state::StateKey::of(address_of("bob")))->second).balances.clear();
  EXPECT_FALSE(books.compare(entries));
  entries = scene().first().state.entries();
  std::get<Currency>(entries.find(state::StateKey::of(kUsd))->second).supply = Supply(7);
  EXPECT_FALSE(books.compare(entries));
  entries.clear();
  entries.insert_or_assign(
      state::StateKey::of(test::id_of<HoldId>("hold")),
      Hold{address_of("bob"), address_of("alice"), {}, kUsd, Amount(1), {}, {}, false});
  EXPECT_FALSE(books.compare(entries));
}

}  // namespace
}  // namespace pennypost::audit
