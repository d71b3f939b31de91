#include "ledger/types/account.h"

#include <gtest/gtest.h>

namespace pennypost {
namespace {

CurrencyCode code(std::string_view text) {
  return *CurrencyCode::from(text);
}

TEST(AccountTest, KeepsBalancesInOrderWithoutZeros) {
  Account account;
  account.set_balance(code("USD"), Amount(2));
  account.set_balance(code("EUR"), Amount(1));
  account.set_balance(code("XYZ"), Amount(3));
  ASSERT_EQ(account.balances.size(), 3U);
  EXPECT_EQ(account.balances[0].currency, code("EUR"));
  EXPECT_EQ(account.balances[2].currency, code("XYZ"));
  account.set_balance(code("USD"), Amount(5));
  EXPECT_EQ(account.balance(code("USD")), Amount(5));
  account.set_balance(code("USD"), Amount(0));
  EXPECT_EQ(account.balances.size(), 2U);
  EXPECT_EQ(account.balance(code("USD")), Amount(0));
  account.set_balance(code("JPY"), Amount(0));
  EXPECT_EQ(account.balances.size(), 2U);
}

}  // namespace
}  // namespace pennypost
