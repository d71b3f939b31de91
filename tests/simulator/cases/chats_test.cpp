#include <gtest/gtest.h>

#include "tests/simulator/cases/support.h"
#include "tests/simulator/run.h"

// Chat platforms, a gateway and validators in one virtual time.
namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kSeeds = 60;
constexpr std::uint64_t kWeakSeeds = 60;  // within which a weakness must show

TEST(ChatPlatforms, EachCommandIsOnePaymentWhateverFails) {
  ChatCounts sum;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const auto report = run_scenario({.seed = seed, .validators = 4, .scenario = "chats"});
    ASSERT_TRUE(report.has_value());
    ASSERT_TRUE(report->good()) << command_of(report->options) << "\n" << to_json(*report);
    ASSERT_FALSE(report->cut_short) << command_of(report->options);
    ASSERT_TRUE(report->chats.has_value());
    sum += *report->chats;
  }
  EXPECT_EQ(sum.paid + sum.asked + sum.expired, sum.said);
  EXPECT_GT(sum.paid, sum.said / 2);
  EXPECT_GT(sum.asked, 0U);
  EXPECT_GT(sum.expired, 0U);
  EXPECT_GT(sum.webhooks, 10 * sum.said);
  EXPECT_GT(sum.outages, kSeeds / 4);
  EXPECT_GT(sum.ends, kSeeds);
}

TEST(ChatPlatforms, TheSameSeedIsTheSameRun) {
  const Options options{.seed = 3, .validators = 4, .scenario = "chats"};
  EXPECT_EQ(to_json(*run_scenario(options)), to_json(*run_scenario(options)));
}

class WeakGateway : public testing::TestWithParam<ChatWeakness> {};

TEST_P(WeakGateway, IsNoticed) {
  std::string noticed;
  for (std::uint64_t seed = 1; seed < kWeakSeeds && noticed.empty(); ++seed) {
    const Report report =
        run_trouble({.seed = seed, .validators = 4, .scenario = "chats"},
                    {.network = true, .crashes = true, .chats = true, .weakness = GetParam()});
    for (const std::string& violation : report.violations) {
      if (violation.starts_with("chats:")) noticed = violation;
    }
  }
  EXPECT_NE(noticed, "");
}

INSTANTIATE_TEST_SUITE_P(Each, WeakGateway,
                         testing::Values(ChatWeakness::answers_before_durable,
                                         ChatWeakness::submits_before_stored,
                                         ChatWeakness::forgets_inbox,
                                         ChatWeakness::believes_timeouts));

}  // namespace
}  // namespace pennypost::simulator
