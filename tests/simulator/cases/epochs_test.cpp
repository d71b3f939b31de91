#include <gtest/gtest.h>

#include "ledger/codec/receipt_file.h"
#include "tests/simulator/cases/support.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kMinuteUs = 60 * kSecondUs;

std::vector<Member> first_four() {
  return {{.machine = 0}, {.machine = 1}, {.machine = 2}, {.machine = 3}};
}

TEST(Epochs, AValidatorJoinsAndSigns) {
  Cluster cluster({.powers = {1, 1, 1, 1}, .spares = 1});
  cluster.start();
  cluster.submit(0, 3, kMinuteUs);
  cluster.run_until(kSecondUs);
  auto members = first_four();
  members.push_back({.machine = 4});
  cluster.change_validators(members);
  cluster.run_until(5 * kSecondUs);
  for (std::size_t node = 0; node < 5; ++node) {
    EXPECT_EQ(cluster.epoch(node).epoch, Epoch(2)) << node;
    EXPECT_EQ(cluster.epoch(node).validators.size(), 5U);
  }
  EXPECT_TRUE(cluster.status(4).signing);
  // Without it there is no quorum of five any more once one of the others is gone.
  cluster.crash(0);
  cluster.submit(4, 3, kMinuteUs);
  cluster.run_until(20 * kSecondUs);
  EXPECT_EQ(cluster.checker().open(cluster.unix_time()), 0U);
  EXPECT_EQ(violations_of(cluster), "");
}

TEST(Epochs, OneIsRemovedAndFollowsAsAnObserver) {
  Cluster cluster({.powers = {1, 1, 1, 1, 1}});
  cluster.start();
  cluster.change_validators(first_four());
  cluster.run_until(2 * kSecondUs);
  EXPECT_EQ(cluster.epoch(4).epoch, Epoch(2));
  EXPECT_FALSE(cluster.status(4).signing);
  cluster.submit(0, 3, kMinuteUs);
  cluster.run_until(10 * kSecondUs);
  EXPECT_EQ(cluster.status(4).final_info, cluster.status(0).final_info);
  EXPECT_EQ(cluster.checker().open(cluster.unix_time()), 0U);
  EXPECT_EQ(violations_of(cluster), "");
}

TEST(Epochs, NewKeysAndPowersWhilePaymentsFlow) {
  Cluster cluster({.powers = {1, 1, 1, 1}});
  cluster.conditions.sync_us = 2'000;
  cluster.start();
  for (std::uint64_t at_us = 0; at_us < 10 * kSecondUs; at_us += 20'000) {
    cluster.at(at_us, [&cluster, at_us] {
      cluster.submit(static_cast<consensus::ValidatorIndex>(at_us / 20'000 % 4), 1, kMinuteUs);
    });
  }
  for (std::uint64_t i = 1; i <= 4; ++i) {
    cluster.at(i * 2 * kSecondUs, [&cluster, i] {
      auto members = first_four();
      for (Member& member : members) member.generation = i;
      members[i - 1].power = 2;
      std::rotate(members.begin(), members.begin() + 1, members.end());
      cluster.change_validators(members);
    });
  }
  cluster.run_until(30 * kSecondUs);
  EXPECT_EQ(violations_of(cluster), "");
  EXPECT_EQ(cluster.epoch(0).epoch, Epoch(5));
  EXPECT_EQ(cluster.checker().open(cluster.unix_time()), 0U);
  EXPECT_EQ(cluster.checker().kept(), 504U);
  for (std::size_t node = 0; node < 4; ++node) EXPECT_TRUE(cluster.status(node).quiet);
}

TEST(Epochs, OneThatSleptThroughTenOfThemCatchesUpWithinSeconds) {
  Cluster cluster({.powers = {1, 1, 1, 1}});
  cluster.start();
  cluster.run_until(kSecondUs);
  cluster.crash(3);
  for (std::uint64_t i = 1; i <= 10; ++i) {
    auto members = first_four();
    members[i % 3].power = 1 + i % 2;
    cluster.change_validators(members);
    cluster.run_until((1 + 5 * i) * kSecondUs);
  }
  ASSERT_EQ(cluster.epoch(0).epoch, Epoch(11));
  cluster.restart(3);
  cluster.run_until(cluster.now_us() + 3 * kSecondUs);
  EXPECT_EQ(cluster.epoch(3).epoch, Epoch(11));
  EXPECT_EQ(cluster.status(3).final_info, cluster.status(0).final_info);
  EXPECT_TRUE(cluster.status(3).signing);
  EXPECT_EQ(violations_of(cluster), "");
}

/// What a client holds who knows no more than the genesis waypoint: a receipt of a payment in each
/// epoch. Returns how many were checked.
std::size_t check_receipts(const Cluster& cluster) {
  const execution::GenesisState& genesis = cluster.world().genesis();
  std::vector<Hash> leaves = genesis.block->leaf_hashes;
  codec::ReceiptFile file;
  codec::EpochStep step{.ledger_info = genesis.block->ledger_info,
                        .signatures = {},
                        .next_validators = *genesis.block->next_validators};
  file.epochs.push_back(step);
  std::optional<std::pair<Version, Receipt>> payment;
  std::size_t checked = 0;
  for (const Disk::FinalBlock& entry : cluster.disk(1).final_blocks()) {
    const execution::ExecutedBlock& executed = *entry.executed;
    leaves.insert(leaves.end(), executed.leaf_hashes.begin(), executed.leaf_hashes.end());
    if (!payment && !executed.kept.empty()) {
      payment.emplace(executed.first_version, executed.kept.front().receipt);
    }
    if (!entry.certificate) continue;
    if (payment) {
      file.certificate = *entry.certificate;
      file.version = payment->first;
      file.receipt = codec::excerpt_of(payment->second, {});
      file.path = crypto::inclusion_path(leaves, payment->first.value());
      const auto verified =
          codec::verify_receipt_file(*codec::decode_receipt_file(codec::encode(file)),
                                     genesis.waypoint, cluster.world().verify());
      EXPECT_TRUE(verified.has_value()) << entry.block.height.value();
      ++checked;
      // Without the last step nobody knows who signs.
      if (file.epochs.size() > 1 && checked % 10 == 0) {
        codec::ReceiptFile without = file;
        without.epochs.pop_back();
        EXPECT_FALSE(
            codec::verify_receipt_file(without, genesis.waypoint, cluster.world().verify()));
      }
    }
    payment.reset();
    if (!executed.next_validators) continue;
    step = {.ledger_info = entry.certificate->ledger_info,
            .signatures = entry.certificate->signatures,
            .next_validators = *executed.next_validators};
    file.epochs.push_back(step);
  }
  return checked;
}

/// Members at random, so that a quorum is up; corrupt ones have at most f power.
std::vector<Member> draw(Random& random, std::size_t machines, std::uint64_t generation) {
  std::vector<Member> members;
  const std::size_t first = random.below(machines);
  const std::size_t size = random.between(4, machines);
  for (std::size_t i = 0; i < size; ++i) {
    members.push_back({.machine = (first + i) % machines,
                       .generation = random.below(3) == 0 ? generation : 0,
                       .power = random.between(2, 3)});
  }
  return members;
}

TEST(Epochs, AHundredInARowAmidFaults) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    Cluster cluster(
        {.seed = seed, .powers = {1, 1, 1, 1}, .spares = 3, .clock_skew_us_max = 50'000});
    cluster.conditions.delay_us = 5'000;
    cluster.conditions.jitter_us = 5'000;
    cluster.conditions.sync_us = 1'000;
    cluster.conditions.loss = 20'000;
    cluster.conditions.duplication = 20'000;
    cluster.conditions.crash_chance = 100;
    cluster.corrupt(0, "replayer");
    cluster.start();
    Random random(seed);
    std::uint64_t changes = 0;
    while (cluster.checker().epochs() < 101 && cluster.now_us() < 60 * kMinuteUs) {
      cluster.change_validators(draw(random, 7, ++changes));
      cluster.submit(static_cast<consensus::ValidatorIndex>(random.below(7)), 2, 10 * kMinuteUs);
      cluster.run_until(cluster.now_us() + 2 * kSecondUs);
    }
    cluster.conditions.loss = cluster.conditions.crash_chance = 0;
    cluster.run_until(cluster.now_us() + 2 * kMinuteUs);
    EXPECT_EQ(violations_of(cluster), "") << seed;
    EXPECT_GE(cluster.checker().epochs(), 101U) << seed;
    for (std::size_t node = 0; node < 7; ++node) {
      EXPECT_EQ(cluster.status(node).final_info, cluster.status(1).final_info) << node;
    }
    EXPECT_EQ(cluster.checker().open(cluster.unix_time()), 0U);
    EXPECT_GE(check_receipts(cluster), 101U);
  }
}

}  // namespace
}  // namespace pennypost::simulator
