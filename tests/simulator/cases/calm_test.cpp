#include <gtest/gtest.h>

#include "tests/simulator/cluster.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kDelayUs = 10'000;

std::string all_violations(Cluster& cluster) {
  std::string out;
  for (const std::string& violation : cluster.checker().violations()) out += violation + "\n";
  return out;
}

TEST(Calm, FinalInExactlyThreeMessageDelaysEverywhere) {
  for (const std::size_t n : {4U, 7U}) {
    Cluster cluster({.powers = std::vector<std::uint64_t>(n, 1)});
    cluster.conditions.delay_us = kDelayUs;
    cluster.start();
    cluster.run_until(2 * kSecondUs);
    cluster.submit(0, 3, 60 * kSecondUs);
    cluster.run_until(3 * kSecondUs);
    EXPECT_EQ(all_violations(cluster), "");
    ASSERT_EQ(cluster.checker().final_height(), 1U);
    EXPECT_EQ(cluster.checker().kept(), 3U);
    const std::uint64_t proposed =
        cluster.proposal_times().at(cluster.checker().final_chain().at(Height(1)).block_id);
    for (std::size_t node = 0; node < n; ++node) {
      EXPECT_EQ(cluster.final_times().at({node, Height(1)}), proposed + 3 * kDelayUs) << node;
    }
  }
}

}  // namespace
}  // namespace pennypost::simulator
