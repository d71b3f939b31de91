#include "ledger/state/nonces.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "tests/ledger/support/world.h"

namespace pennypost::state {
namespace {

using Names = std::map<std::pair<Address, Nonce>, TimestampUs>;

std::vector<LiveNonce> list_of(const Names& names) {
  std::vector<LiveNonce> out;
  for (const auto& [name, expiry] : names) out.push_back({expiry, name.first, name.second});
  std::ranges::sort(out);
  return out;
}

// Against a plain map, with few accounts and nonces so that they meet, and time that goes by in
// steps shorter and longer than a slice.
TEST(LiveNonces, AreWhatAMapOfThemIs) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    std::mt19937_64 random(seed);
    LiveNonces nonces;
    Names names;
    std::uint64_t now = 1'000'000;
    for (int step = 0; step < 400; ++step) {
      LiveNonces block;
      for (std::uint64_t i = random() % 20; i > 0; --i) {
        const LiveNonce live{TimestampUs(now + 1 + random() % 500'000),
                             test::address_of(std::to_string(random() % 10)),
                             test::id_of<Nonce>(std::to_string(random() % 200))};
        (step % 2 == 0 ? nonces : block).insert(live);
        names[{live.account, live.nonce}] = live.expiry;
      }
      nonces.insert(block);
      const TimestampUs later(now + random() % 200'000);
      const Address account = test::address_of(std::to_string(random() % 12));
      const auto is_later = [later](const auto& each) { return each.second > later; };
      const auto of_account = [&](const auto& each) {
        return each.first.first == account && is_later(each);
      };
      ASSERT_EQ(nonces.total(later),
                static_cast<std::size_t>(std::ranges::count_if(names, is_later)));
      const auto count = static_cast<std::size_t>(std::ranges::count_if(names, of_account));
      ASSERT_EQ(nonces.count(account, later), count);
      ASSERT_GE(nonces.bound(account), count);
      const Nonce nonce = test::id_of<Nonce>(std::to_string(random() % 200));
      const auto known = names.find({account, nonce});
      ASSERT_EQ(nonces.expiry(account, nonce),
                known == names.end() ? std::nullopt : std::optional(known->second));
      if (random() % 3 != 0) continue;
      now += random() % 100'000;
      nonces.forget(TimestampUs(now));
      std::erase_if(names, [now](const auto& each) { return each.second <= TimestampUs(now); });
      ASSERT_EQ(nonces.all(), list_of(names)) << "seed " << seed << " step " << step;
      ASSERT_EQ(nonces.size(), names.size());
    }
    const LiveNonces copy = nonces;
    EXPECT_EQ(copy, nonces);
    nonces.forget(TimestampUs(UINT64_MAX));
    EXPECT_TRUE(nonces.empty());
    EXPECT_EQ(copy.all(), list_of(names));
  }
}

// Names that the index takes for alike: accounts with the same first bytes, and, of so many
// nonces, some with the same 32 bits.
TEST(LiveNonces, AreToldApartWhereTheyLookAlike) {
  constexpr std::uint64_t kMany = 200'000;
  const Address account = test::address_of("alice");
  Address twin = account;
  twin.bytes.back() ^= 1;
  const auto nonce_of = [](std::uint64_t number) {
    return test::id_of<Nonce>(std::to_string(number));
  };
  LiveNonces nonces;
  for (std::uint64_t i = 0; i < kMany; ++i) {
    nonces.insert({TimestampUs(1'000 + i), account, nonce_of(i)});
  }
  nonces.insert({TimestampUs(7), twin, nonce_of(0)});
  EXPECT_EQ(nonces.size(), kMany + 1);
  EXPECT_EQ(nonces.expiry(twin, nonce_of(0)), TimestampUs(7));
  EXPECT_EQ(nonces.expiry(twin, nonce_of(1)), std::nullopt);
  for (std::uint64_t i = 0; i < kMany; ++i) {
    ASSERT_EQ(nonces.expiry(account, nonce_of(i)), TimestampUs(1'000 + i));
  }
}

TEST(LiveNonces, GrowWherePlacesAreFree) {
  LiveNonces nonces;
  const Address account = test::address_of("alice");
  const auto nonce = [](int number) { return test::id_of<Nonce>(std::to_string(number)); };
  for (int i = 0; i < 4; ++i) nonces.insert({TimestampUs(10), account, nonce(i)});
  nonces.forget(TimestampUs(10));
  nonces.insert({TimestampUs(20), account, nonce(9)});
  nonces.reserve(1'000);
  EXPECT_EQ(nonces.count(account, TimestampUs(10)), 1U);
  LiveNonces copy;
  copy = nonces;
  EXPECT_EQ(copy.all(), nonces.all());
}

}  // namespace
}  // namespace pennypost::state
