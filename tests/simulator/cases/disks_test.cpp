#include <gtest/gtest.h>

#include <set>

#include "tests/simulator/cases/support.h"

namespace pennypost::simulator {
namespace {

void load(Cluster& cluster, std::uint64_t until_us, std::vector<consensus::ValidatorIndex> nodes) {
  for (std::uint64_t at_us = cluster.now_us(); at_us < until_us; at_us += 50'000) {
    cluster.at(at_us, [&cluster, at_us, nodes] {
      cluster.submit(nodes[at_us / 50'000 % nodes.size()], 1, 120 * kSecondUs);
    });
  }
}

TEST(Disks, WhateverDecaysIsNamedAndTheNodeNeverSignsAgain) {
  std::set<std::string> kinds;
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    Cluster cluster({.seed = seed, .powers = {1, 1, 1, 1}});
    cluster.conditions.sync_us = 1'000;
    cluster.start();
    load(cluster, 4 * kSecondUs, {0, 1, 3});
    cluster.run_until(kSecondUs);
    cluster.rot(2);
    ASSERT_EQ(cluster.faults().bit_rot, 1U);
    cluster.crash(2);
    cluster.restart(2);
    // It names the record and stays down, however often it is started.
    EXPECT_FALSE(cluster.is_up(2)) << seed;
    cluster.restart(2);
    EXPECT_FALSE(cluster.is_up(2)) << seed;
    ASSERT_EQ(cluster.damage_found().size(), 1U);
    const std::string& name = cluster.damage_found().front();
    kinds.insert(name.substr(0, name.find_last_of(' ')));
    cluster.run_until(2 * kSecondUs);
    cluster.replace_disk(2);
    cluster.restart(2);
    ASSERT_TRUE(cluster.is_up(2));
    EXPECT_TRUE(cluster.status(2).safety_lost);
    cluster.run_until(30 * kSecondUs);
    EXPECT_FALSE(cluster.status(2).signing);
    EXPECT_EQ(cluster.disk(2).safety(), nullptr);
    EXPECT_EQ(cluster.status(2).final_info, cluster.status(0).final_info);
    EXPECT_EQ(cluster.checker().open(cluster.unix_time()), 0U);
    EXPECT_EQ(violations_of(cluster), "") << seed;
  }
  EXPECT_GE(kinds.size(), 3U);  // the safety record, final blocks, batches, ...
}

TEST(Disks, AFullDiskStopsANodeUntilThereIsRoom) {
  Cluster cluster({.powers = {1, 1, 1, 1}});
  cluster.conditions.sync_us = 1'000;
  cluster.start();
  load(cluster, 8 * kSecondUs, {0, 1, 2});
  cluster.run_until(kSecondUs);
  cluster.fill_disk(3);
  cluster.run_until(4 * kSecondUs);
  EXPECT_GE(cluster.faults().full_disks, 2U);  // it was started again, and stopped again
  EXPECT_GT(cluster.checker().kept(), 50U);    // the others go on
  cluster.empty_disk(3);
  cluster.run_until(30 * kSecondUs);
  ASSERT_TRUE(cluster.is_up(3));
  EXPECT_TRUE(cluster.status(3).signing);
  EXPECT_EQ(cluster.status(3).final_info, cluster.status(0).final_info);
  EXPECT_EQ(cluster.checker().open(cluster.unix_time()), 0U);
  EXPECT_EQ(violations_of(cluster), "");
}

TEST(Disks, PowerCutsOfAllTearDropAndKeepWritesAndNothingIsLost) {
  Faults faults;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Cluster cluster({.seed = seed, .powers = {1, 1, 1, 1}});
    cluster.conditions.sync_us = 8'000;
    cluster.start();
    load(cluster, 3 * kSecondUs, {0, 1, 2, 3});
    for (std::uint64_t i = 1; i <= 5; ++i) {
      cluster.run_until(i * 500'000 + seed * 1'000);
      for (std::size_t node = 0; node < 4; ++node) cluster.crash(node);
      for (std::size_t node = 0; node < 4; ++node) cluster.restart(node);
    }
    cluster.run_until(60 * kSecondUs);
    EXPECT_EQ(cluster.checker().open(cluster.unix_time()), 0U) << seed;
    EXPECT_EQ(violations_of(cluster), "") << seed;
    for (const FaultName& each : fault_names()) faults.*each.count += cluster.faults().*each.count;
  }
  EXPECT_GT(faults.torn_writes, 0U);
  EXPECT_GT(faults.dropped_writes, 0U);
  EXPECT_GT(faults.silent_writes, 0U);
  EXPECT_GT(faults.lost_final_blocks, 0U);
}

}  // namespace
}  // namespace pennypost::simulator
