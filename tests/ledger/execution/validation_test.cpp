#include "ledger/execution/validation.h"

#include <gtest/gtest.h>

#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::id_of;
using test::kSecondUs;
using test::kUsd;
using test::pay;

constexpr std::uint64_t kMinuteUs = 60 * kSecondUs;

class ValidationTest : public testing::Test {
 protected:
  Transaction with_nonce(std::string_view nonce, TimestampUs expiry,
                         std::string_view sender = "alice") const {
    return test::transaction(sender, pay("bob", kUsd, 1), id_of<Nonce>(nonce), expiry);
  }
  Transaction with_number(std::uint64_t number, TimestampUs expiry) const {
    return test::transaction("alice", pay("bob", kUsd, 1), SequenceNumber(number), expiry);
  }
  std::optional<Code> reason(const Transaction& transaction) const {
    return discard_reason(chain_.state(), Caps{}, transaction, chain_.now());
  }
  TimestampUs in(std::uint64_t us) const { return chain_.now() + us; }

  Chain chain_;
};

TEST_F(ValidationTest, KeepsWhatIsInOrder) {
  EXPECT_EQ(reason(with_number(0, in(1))), std::nullopt);
  EXPECT_EQ(reason(with_nonce("n", in(1))), std::nullopt);
}

TEST_F(ValidationTest, ReasonsComeInTheirOrder) {
  Transaction transaction = with_number(9, in(0));
  transaction.sender = address_of("nobody");
  EXPECT_EQ(reason(transaction), Code::unknown_sender);
  transaction.sender = address_of("bob");
  EXPECT_EQ(reason(transaction), Code::wrong_key);
  transaction.authentication_key = test::key_of("bob");
  EXPECT_EQ(reason(transaction), Code::expired);
  transaction.expiry = in(25 * 60 * kMinuteUs);
  EXPECT_EQ(reason(transaction), Code::expiry_too_far);
  transaction.expiry = in(kMinuteUs);
  EXPECT_EQ(reason(transaction), Code::sequence_number_mismatch);
  transaction.replay = SequenceNumber(0);
  EXPECT_EQ(reason(transaction), std::nullopt);
}

TEST_F(ValidationTest, ExpiryIsExact) {
  EXPECT_EQ(reason(with_number(0, in(0))), Code::expired);
  EXPECT_EQ(reason(with_number(0, TimestampUs(1))), Code::expired);
  EXPECT_EQ(reason(with_number(0, in(24 * 60 * kMinuteUs))), std::nullopt);
  EXPECT_EQ(reason(with_number(0, in(24 * 60 * kMinuteUs + 1))), Code::expiry_too_far);
  EXPECT_EQ(reason(with_number(0, TimestampUs(UINT64_MAX))), Code::expiry_too_far);
  EXPECT_EQ(reason(with_nonce("n", in(15 * kMinuteUs))), std::nullopt);
  EXPECT_EQ(reason(with_nonce("n", in(15 * kMinuteUs + 1))), Code::expiry_too_far);
}

TEST_F(ValidationTest, OnlyTheNextSequenceNumber) {
  chain_.run({with_number(0, in(kMinuteUs))});
  EXPECT_EQ(reason(with_number(0, in(kMinuteUs))), Code::sequence_number_mismatch);
  EXPECT_EQ(reason(with_number(1, in(kMinuteUs))), std::nullopt);
  EXPECT_EQ(reason(with_number(2, in(kMinuteUs))), Code::sequence_number_mismatch);
}

TEST_F(ValidationTest, ANonceIsFreeAgainAfterItsExpiry) {
  const TimestampUs expiry = in(10 * kSecondUs);
  chain_.run({with_nonce("n", expiry)}, kSecondUs);
  EXPECT_EQ(reason(with_nonce("n", in(kMinuteUs))), Code::duplicate);
  EXPECT_EQ(reason(with_nonce("n", in(kMinuteUs), "bob")), std::nullopt);  // another account's
  EXPECT_EQ(reason(with_number(0, in(kMinuteUs))), std::nullopt);
  chain_.run({}, 9 * kSecondUs);
  EXPECT_EQ(chain_.now(), expiry);
  EXPECT_EQ(reason(with_nonce("n", in(kMinuteUs))), std::nullopt);
}

TEST_F(ValidationTest, AnAccountHasAtMost1024LiveNonces) {
  std::vector<Transaction> many;
  for (std::size_t i = 0; i < kLiveNoncesPerAccountMax + 1; ++i) {
    many.push_back(with_nonce(std::to_string(i), in(2 * kSecondUs)));
  }
  const auto& block = chain_.run(many, kSecondUs);
  EXPECT_EQ(block.kept.size(), kLiveNoncesPerAccountMax);
  ASSERT_EQ(block.discarded.size(), 1U);
  EXPECT_EQ(block.discarded[0].code, Code::too_many_nonces);
  EXPECT_EQ(reason(with_nonce("more", in(kMinuteUs))), Code::too_many_nonces);
  EXPECT_EQ(reason(with_nonce("0", in(kMinuteUs))), Code::duplicate);  // before the count
  EXPECT_EQ(reason(with_number(0, in(kMinuteUs))), std::nullopt);
  EXPECT_EQ(reason(with_nonce("more", in(kMinuteUs), "bob")), std::nullopt);
  chain_.run({}, kSecondUs);
  EXPECT_EQ(reason(with_nonce("more", in(kMinuteUs))), std::nullopt);
}

/// A state as large as the network's cap, without a million entries.
class CrowdedState final : public state::StateView {
 public:
  explicit CrowdedState(const state::StateView& state, std::size_t total)
      : state_(state), total_(total) {}
  const state::StateEntry* find(const state::StateKey& key) const override {
    return state_.find(key);
  }
  void fetch_place(const state::StateKey&) const override {}
  void fetch_entry(const state::StateKey&) const override {}
  void fetch_nonce(const Address&, const Nonce&) const override {}
  std::optional<TimestampUs> nonce_expiry(const Address&, const Nonce&) const override {
    return std::nullopt;
  }
  std::size_t nonce_count(const Address&, TimestampUs) const override { return 0; }
  std::size_t nonce_bound(const Address&) const override { return 0; }
  std::size_t nonce_total(TimestampUs) const override { return total_; }
  std::vector<state::Due> due(state::DueClass, TimestampUs, std::size_t) const override {
    return {};
  }

 private:
  const state::StateView& state_;
  std::size_t total_;
};

TEST_F(ValidationTest, TheNetworkHasACapToo) {
  const auto nonce = with_nonce("n", in(kMinuteUs));
  const auto number = with_number(0, in(kMinuteUs));
  const CrowdedState full(chain_.state(), kLiveNoncesMax);
  EXPECT_EQ(discard_reason(full, Caps{}, nonce, chain_.now()), Code::too_many_nonces);
  EXPECT_EQ(discard_reason(full, Caps{}, number, chain_.now()), std::nullopt);
  const CrowdedState nearly(chain_.state(), kLiveNoncesMax - 1);
  EXPECT_EQ(discard_reason(nearly, Caps{}, nonce, chain_.now()), std::nullopt);
}

}  // namespace
}  // namespace pennypost::execution
