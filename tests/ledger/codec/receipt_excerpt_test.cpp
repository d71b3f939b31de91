#include "ledger/codec/receipt_excerpt.h"

#include <gtest/gtest.h>

#include <functional>

#include "ledger/types/transaction.h"
#include "tests/ledger/support/world.h"

namespace pennypost::codec {
namespace {

using test::id_of;
using test::kUsd;

CurrencyCode numbered_code(std::size_t i) {
  const char text[] = {'C', static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)};
  return test::code({text, 3});
}

/// An account's number stands in its address, so that they ascend.
Address numbered(std::size_t i) {
  return *Address::from(Writer().raw(id_of("account").view().first(24)).u64(i).view());
}

TouchedAccount touched(std::size_t i, std::size_t currencies) {
  TouchedAccount out{numbered(i), Version(i), SequenceNumber(i), {}};
  for (std::size_t c = 0; c < currencies; ++c) {
    out.balances.push_back({numbered_code(c), Amount(c + 1)});
  }
  return out;
}

Receipt receipt_of(std::size_t events, std::size_t accounts, std::size_t currencies = 1) {
  Receipt receipt;
  receipt.transaction_id = id_of<TransactionId>("transaction");
  for (std::size_t i = 0; i < accounts; ++i) {
    receipt.accounts.push_back(touched(i, currencies));
  }
  for (std::size_t i = 0; i < events; ++i) {
    receipt.events.push_back({EventKind::transfer, numbered(0),
                              numbered(1 + i % std::max<std::size_t>(accounts - 1, 1)), kUsd,
                              Amount(i + 1)});
  }
  return receipt;
}

Bytes encoded(const ReceiptExcerpt& excerpt) {
  Writer out;
  write(out, excerpt);
  return out.take();
}

std::optional<ReceiptExcerpt> decoded(ByteView bytes) {
  Reader in(bytes);
  ReceiptExcerpt excerpt = read_receipt_excerpt(in);
  if (!in.done()) return std::nullopt;
  return excerpt;
}

// L14: a receipt of a payment is hashed as it is written.
TEST(ReceiptExcerptTest, ShortListsAreCommittedToAsTheyAre) {
  const Receipt receipt = receipt_of(2, 3, kBalancesShownMax);
  EXPECT_EQ(hash_of(receipt), crypto::hash("pennypost/receipt/1", encode(receipt)));
  EXPECT_EQ(encoded(excerpt_of(receipt, {})), encode(receipt));
}

// L14, by hand: five events are a tree, and so are five accounts; nine balances are a hash.
TEST(ReceiptExcerptTest, LongListsAreCommittedToByTheirRoots) {
  const Receipt receipt = receipt_of(5, 5, 9);
  const auto root = [](const std::vector<Hash>& leaf) {
    const Hash left =
        crypto::hash_node(crypto::hash_node(leaf[0], leaf[1]), crypto::hash_node(leaf[2], leaf[3]));
    return crypto::hash_node(left, leaf[4]);
  };
  std::vector<Hash> events;
  for (const Event& event : receipt.events) {
    Writer leaf;
    leaf.raw(view_of("pennypost/event_leaf/1")).u8(1).fixed(event.from).fixed(event.to);
    leaf.raw(view_of(std::string_view("USD\0\0\0\0\0", 8))).number(event.amount);
    events.push_back(crypto::hash_leaf(leaf.view()));
  }
  std::vector<Hash> accounts;
  for (const TouchedAccount& account : receipt.accounts) {
    Writer balances;
    balances.u32(9);
    for (const Balance& balance : account.balances) {
      balances.raw(view_of({balance.currency.text.data(), 8})).number(balance.amount);
    }
    Writer leaf;
    leaf.raw(view_of("pennypost/touched_leaf/1")).fixed(account.address).u8(1);
    leaf.number(*account.previous).number(account.sequence_number).u32(9);
    leaf.fixed(crypto::hash("pennypost/balances/1", balances.view()));
    accounts.push_back(crypto::hash_leaf(leaf.view()));
  }
  Writer whole;
  whole.fixed(receipt.transaction_id).u16(0).u32(5).fixed(root(events)).u32(5);
  whole.fixed(root(accounts));
  EXPECT_EQ(hash_of(receipt), crypto::hash("pennypost/receipt/1", whole.view()));
}

TEST(ReceiptExcerptTest, EveryPartOfEveryReceiptGivesItsHash) {
  for (const std::uint32_t events : {0U, 1U, 4U, 5U, 6U, 9U, 64U}) {
    for (const std::uint32_t accounts : {1U, 4U, 5U, 33U}) {
      const Receipt receipt = receipt_of(events, accounts, accounts % 2 == 0 ? 9 : 8);
      for (std::uint32_t i = 0; i < std::max(events, accounts); ++i) {
        const Shown shown{i < events ? i : 0, i < accounts ? i : 0};
        const ReceiptExcerpt excerpt = excerpt_of(receipt, shown);
        EXPECT_EQ(hash_of(excerpt), hash_of(receipt)) << events << " " << accounts << " " << i;
        EXPECT_EQ(decoded(encoded(excerpt)), excerpt);
      }
    }
  }
}

TEST(ReceiptExcerptTest, AnotherPlaceOrAnotherItemGivesAnotherHash) {
  const Receipt receipt = receipt_of(9, 9);
  const ReceiptExcerpt good = excerpt_of(receipt, {3, 8});
  const std::function<void(ReceiptExcerpt&)> forgeries[] = {
      [](ReceiptExcerpt& e) { e.events.index = 4; },
      [](ReceiptExcerpt& e) { e.events.index = 8; },
      [](ReceiptExcerpt& e) { e.events.count = 10; },
      [](ReceiptExcerpt& e) { e.events.shown[0].amount = Amount(1'000'000); },
      [](ReceiptExcerpt& e) { e.events.path[0].bytes[0] ^= 1; },
      [](ReceiptExcerpt& e) { e.events.path.pop_back(); },
      [](ReceiptExcerpt& e) { e.events.path.push_back({}); },
      [](ReceiptExcerpt& e) { e.accounts.index = 7; },
      [](ReceiptExcerpt& e) { e.accounts.count = 10; },
      [](ReceiptExcerpt& e) { e.accounts.shown[0].balances[0].amount = Amount(9); },
      [](ReceiptExcerpt& e) { e.accounts.shown[0].previous.reset(); },
      [](ReceiptExcerpt& e) { e.accounts.path.clear(); },
      [](ReceiptExcerpt& e) { e.code = Code::insufficient_balance; },
      [](ReceiptExcerpt& e) { e.transaction_id = {}; },
  };
  for (const auto& forge : forgeries) {
    ReceiptExcerpt excerpt = good;
    forge(excerpt);
    const auto hash = hash_of(excerpt);
    EXPECT_TRUE(!hash || *hash != hash_of(receipt)) << &forge - forgeries;
  }
}

TEST(ReceiptExcerptTest, RefusesWhatNoExcerptIs) {
  const auto refused = [](const Receipt& receipt, const std::function<void(ReceiptExcerpt&)>& f) {
    ReceiptExcerpt excerpt = excerpt_of(receipt, {});
    f(excerpt);
    EXPECT_FALSE(decoded(encoded(excerpt)).has_value());
  };
  const Receipt small = receipt_of(1, 2);
  refused(small, [](ReceiptExcerpt& e) { e.code = Code::expired; });
  refused(small, [](ReceiptExcerpt& e) { e.code = Code::overflow; });  // with events
  refused(small, [](ReceiptExcerpt& e) { std::swap(e.accounts.shown[0], e.accounts.shown[1]); });
  refused(small, [](ReceiptExcerpt& e) { e.accounts.shown[1] = e.accounts.shown[0]; });
  refused(small, [](ReceiptExcerpt& e) { e.events.count = 2; });
  refused(small, [](ReceiptExcerpt& e) { e.accounts.count = kLegsMax + 2; });
  const Receipt large = receipt_of(5, 5, 9);
  refused(large, [](ReceiptExcerpt& e) { e.events.index = 5; });
  refused(large, [](ReceiptExcerpt& e) { e.events.count = 4; });
  refused(large, [](ReceiptExcerpt& e) { e.events.path.resize(kExcerptPathMax + 1); });
  refused(large, [](ReceiptExcerpt& e) { e.accounts.shown[0].currencies = kBalancesMax + 1; });
}

TEST(ReceiptExcerptTest, ShowsTheAccountOfALegAndALegOfTheAccount) {
  const Receipt receipt = receipt_of(20, 8);
  for (std::uint32_t i = 0; i < 20; ++i) {
    const Shown shown = shown_of_event(receipt, i);
    EXPECT_EQ(shown.event, i);
    EXPECT_EQ(receipt.accounts[shown.account].address, receipt.events[i].to);
  }
  const auto payer = shown_of_account(receipt, numbered(0));
  ASSERT_TRUE(payer.has_value());
  EXPECT_EQ(payer->account, 0U);
  const auto payee = shown_of_account(receipt, numbered(5));
  ASSERT_TRUE(payee.has_value());
  EXPECT_EQ(receipt.events[payee->event].to, numbered(5));
  EXPECT_FALSE(shown_of_account(receipt, numbered(8)).has_value());
  EXPECT_EQ(shown_of_event(receipt_of(0, 1), 0).account, 0U);
  // Burned: the event goes to nobody, so the one that it came from is shown.
  Receipt burned = receipt_of(1, 6);
  burned.events[0] = {EventKind::burned, numbered(4), {}, kUsd, Amount(1)};
  EXPECT_EQ(shown_of_event(burned, 0).account, 4U);
}

// DESIGN: a file of a leg stays within 4 KiB. The largest part that an excerpt can have.
TEST(ReceiptExcerptTest, IsSmallForTheLargestBatch) {
  Receipt receipt = receipt_of(kLegsMax, kLegsMax + 1, kBalancesShownMax);
  ReceiptExcerpt excerpt = excerpt_of(receipt, shown_of_event(receipt, 4'095));
  EXPECT_EQ(hash_of(excerpt), hash_of(receipt));
  EXPECT_EQ(excerpt.events.path.size(), 13U);
  EXPECT_EQ(excerpt.accounts.path.size(), kExcerptPathMax);
  EXPECT_LE(encoded(excerpt).size(), 1'250U);
  for (TouchedAccount& account : receipt.accounts) account = touched(0, kBalancesMax);
  EXPECT_LE(encoded(excerpt_of(receipt, {})).size(), 1'250U);
  EXPECT_LE(encoded(excerpt_of(receipt_of(4, 4, kBalancesShownMax), {})).size(), 1'250U);
}

}  // namespace
}  // namespace pennypost::codec
