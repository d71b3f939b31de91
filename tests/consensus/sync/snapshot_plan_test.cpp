#include "consensus/sync/snapshot_plan.h"

#include <gtest/gtest.h>

namespace pennypost::sync {
namespace {

using state::Part;
using state::PartSize;

std::vector<Part> parts(std::size_t count, std::uint8_t salt = 0) {
  std::vector<Part> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    out[i].root.bytes[0] = static_cast<std::uint8_t>(i + 1);
    out[i].root.bytes[1] = salt;
    out[i].size = PartSize::many;
  }
  return out;
}

TEST(SnapshotPlanTest, AsksEachPartOnceOfSeveralPeers) {
  SnapshotPlan plan(parts(4));
  for (const std::size_t peer : {0U, 1U, 2U}) plan.offer(peer, parts(4));
  EXPECT_EQ(plan.ask(0, 0), 0U);
  EXPECT_EQ(plan.ask(1, 0), 1U);
  EXPECT_EQ(plan.ask(2, 0), 2U);
  EXPECT_EQ(plan.ask(0, 1), std::nullopt);  // one at a time
  EXPECT_EQ(plan.ask(3, 0), std::nullopt);  // it offered nothing
  EXPECT_TRUE(plan.take(0, 0, true));
  EXPECT_EQ(plan.ask(0, 2), 3U);
  EXPECT_TRUE(plan.take(1, 1, true));
  EXPECT_EQ(plan.ask(1, 2), std::nullopt);
  EXPECT_TRUE(plan.take(2, 2, true));
  EXPECT_TRUE(plan.take(0, 3, true));
  EXPECT_TRUE(plan.done());
}

TEST(SnapshotPlanTest, EmptyAndHeldPartsAreNotAsked) {
  auto all = parts(4);
  all[1] = {};
  SnapshotPlan plan(all);
  plan.set_held(0);
  plan.set_held(2);
  plan.offer(5, all);
  EXPECT_EQ(plan.missing(), 1U);
  EXPECT_EQ(plan.ask(5, 0), 3U);
}

TEST(SnapshotPlanTest, ALiarIsAskedNoMore) {
  SnapshotPlan plan(parts(2));
  plan.offer(0, parts(2));
  EXPECT_EQ(plan.ask(0, 0), 0U);
  EXPECT_FALSE(plan.take(0, 1, true));  // not asked for
  EXPECT_FALSE(plan.stuck());
  EXPECT_TRUE(plan.take(0, 0, false));
  EXPECT_EQ(plan.ask(0, 1), std::nullopt);
  EXPECT_TRUE(plan.stuck());
  plan.offer(1, parts(2));
  EXPECT_FALSE(plan.stuck());
  EXPECT_EQ(plan.ask(1, 1), 0U);
}

TEST(SnapshotPlanTest, WhatASilentPeerWasAskedOthersGive) {
  SnapshotPlan plan(parts(1));
  plan.offer(0, parts(1));
  plan.offer(1, parts(1));
  EXPECT_EQ(plan.ask(0, 0), 0U);
  EXPECT_EQ(plan.ask(1, 1), std::nullopt);
  EXPECT_EQ(plan.ask(0, kAnswerUsMax), std::nullopt);
  EXPECT_EQ(plan.ask(1, kAnswerUsMax), 0U);
  EXPECT_TRUE(plan.take(0, 0, true));  // late, and good all the same
  EXPECT_TRUE(plan.done());
}

TEST(SnapshotPlanTest, ASilentPeerIsTriedAgainLater) {
  SnapshotPlan plan(parts(1));
  plan.offer(0, parts(1));
  EXPECT_EQ(plan.ask(0, 0), 0U);
  EXPECT_EQ(plan.ask(0, 2 * kAnswerUsMax - 1), std::nullopt);
  EXPECT_EQ(plan.ask(0, 2 * kAnswerUsMax), 0U);
}

TEST(SnapshotPlanTest, OnlyWhoHasJustThisPartIsAsked) {
  SnapshotPlan plan(parts(2));
  auto other = parts(2, 9);
  other[1] = parts(2)[1];
  plan.offer(0, other);
  plan.offer(1, parts(4));  // cut another way
  EXPECT_TRUE(plan.stuck());
  EXPECT_EQ(plan.ask(0, 0), 1U);
  EXPECT_EQ(plan.ask(1, 0), std::nullopt);
}

}  // namespace
}  // namespace pennypost::sync
