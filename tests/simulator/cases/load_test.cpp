#include <gtest/gtest.h>

#include <algorithm>

#include "tests/simulator/cases/support.h"

// Equal links, disks and execution that cost nothing, and seven tenths of what a block may hold.
namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kDelayUs = 10'000;
constexpr std::uint64_t kBlockUs = 2 * kDelayUs;
constexpr std::size_t kTransactionsABlock = consensus::kBlockTransactionsMax * 7 / 10;
constexpr std::uint64_t kFromUs = kSecondUs;
constexpr std::uint64_t kBlocks = 7;
constexpr std::uint64_t kFirstSteady = 3;  // heights
constexpr std::uint64_t kLastSteady = 5;

struct Loaded {
  explicit Loaded(std::size_t n, bool measure_bytes = false)
      : cluster({.powers = std::vector<std::uint64_t>(n, 1),
                 .accounts = 512,
                 .bytes_each = 190,
                 .measure_bytes = measure_bytes,
                 .share_execution = true}) {
    cluster.conditions.delay_us = kDelayUs;
    cluster.start();
    const std::uint64_t batches = std::max<std::uint64_t>(n, 160 / n * n);  // in a block
    const std::uint64_t every_us = kBlockUs * n / batches;
    const std::size_t each = kTransactionsABlock / batches;
    for (std::uint64_t at_us = kFromUs; at_us < kFromUs + kBlocks * kBlockUs; at_us += every_us) {
      cluster.at(at_us, [this, n, each] {
        for (std::size_t node = 0; node < n; ++node) submit(node, each);
      });
    }
  }
  /// One of them is waited for.
  void submit(std::size_t node, std::size_t count) {
    const auto to = static_cast<consensus::ValidatorIndex>(node);
    std::vector<Transaction> transactions;
    for (std::size_t i = 0; i < count; ++i) {
      transactions.push_back(
          cluster.world().transfer(cluster.random(), cluster.unix_time() + 60 * kSecondUs));
    }
    given += count;
    cluster.watch(transactions.front());
    cluster.give(to, std::move(transactions));
  }
  const LedgerInfo& final_info(std::uint64_t height) {
    return cluster.checker().final_chain().at(Height(height));
  }
  std::uint64_t proposed(std::uint64_t height) {
    return cluster.proposal_times().at(final_info(height).block_id);
  }

  Cluster cluster;
  std::uint64_t given = 0;
};

class UnderLoad : public testing::TestWithParam<std::size_t> {};

TEST_P(UnderLoad, FinalThreeDelaysAfterTheProposalAndABlockEveryTwo) {
  const std::size_t n = GetParam();
  Loaded loaded(n);
  Cluster& cluster = loaded.cluster;
  cluster.run_until(2 * kSecondUs);
  EXPECT_EQ(violations_of(cluster), "");
  EXPECT_EQ(cluster.checker().kept(), loaded.given);
  for (std::uint64_t height = kFirstSteady; height <= kLastSteady; ++height) {
    // As much as there is to be: otherwise this says little.
    const std::uint64_t transactions = loaded.final_info(height).version.value() -
                                       loaded.final_info(height - 1).version.value() - 1;
    EXPECT_GE(transactions * 100, consensus::kBlockTransactionsMax * 60) << height;
    EXPECT_EQ(loaded.proposed(height) - loaded.proposed(height - 1), kBlockUs) << height;
    for (std::size_t node = 0; node < n; ++node) {
      EXPECT_EQ(cluster.final_times().at({node, Height(height)}),
                loaded.proposed(height) + 3 * kDelayUs)
          << "height " << height << " at validator " << node;
    }
  }
  std::vector<std::uint64_t> latencies = cluster.latencies_us();
  std::ranges::nth_element(latencies,
                           latencies.begin() + static_cast<std::ptrdiff_t>(latencies.size() / 2));
  EXPECT_LE(latencies[latencies.size() / 2], 5 * kDelayUs);
  RecordProperty("median_us", std::to_string(latencies[latencies.size() / 2]));
}

INSTANTIATE_TEST_SUITE_P(Of, UnderLoad, testing::Values(4, 7, 16));

TEST(UnderLoad, TheLeaderSendsHardlyMoreThanTheOthers) {
  constexpr std::size_t kSixteen = 16;
  Loaded loaded(kSixteen, true);
  Cluster& cluster = loaded.cluster;
  // What each sent between two proposals, and who led there.
  std::vector<std::vector<std::uint64_t>> sent;
  for (std::uint64_t i = 0; i <= kBlocks; ++i) {
    cluster.at(kFromUs + kDelayUs + i * kBlockUs,
               [&cluster, &sent] { sent.push_back(cluster.bytes_sent()); });
  }
  cluster.run_until(2 * kSecondUs);
  EXPECT_EQ(violations_of(cluster), "");
  std::size_t windows = 0;
  for (std::uint64_t height = kFirstSteady; height <= kLastSteady; ++height) {
    const std::uint64_t since_us = loaded.proposed(height) - kFromUs - kDelayUs;
    const std::size_t window = since_us / kBlockUs;
    ASSERT_LT(window + 1, sent.size());
    std::uint64_t sum = 0;
    std::uint64_t most = 0;
    for (std::size_t node = 0; node < kSixteen; ++node) {
      const std::uint64_t bytes = sent[window + 1][node] - sent[window][node];
      sum += bytes;
      most = std::max(most, bytes);
    }
    ASSERT_GT(sum, 0U);
    ++windows;
    // Whoever sent most, the leader or not.
    EXPECT_LE(most * kSixteen * 10, sum * 13) << "height " << height;
    const auto author = cluster.disk(0).final_blocks().at(height - 1).block.author;
    const std::uint64_t leader = sent[window + 1][author] - sent[window][author];
    RecordProperty("leader_over_mean_percent_" + std::to_string(height),
                   std::to_string(leader * kSixteen * 100 / sum));
  }
  EXPECT_GE(windows, 3U);
}

TEST(AnySize, FromOneToAHundred) {
  for (const std::uint64_t n : {1U, 2U, 3U, 31U, 100U}) {
    const auto report = run_scenario({.seed = n, .validators = n, .scenario = "brief"});
    ASSERT_TRUE(report.has_value());
    EXPECT_TRUE(report->good()) << to_json(*report);
    EXPECT_GE(report->final_height, 10U);
    EXPECT_GE(report->kept, 10U);
  }
  EXPECT_FALSE(run_scenario({.validators = 101}).has_value());
}

}  // namespace
}  // namespace pennypost::simulator
