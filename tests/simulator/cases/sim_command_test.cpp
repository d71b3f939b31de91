#include <gtest/gtest.h>

#include "api/commands/sim/sim.h"
#include "tests/simulator/scenario.h"

namespace pennypost::commands {
namespace {

TEST(SimCommand, RunsASeedAndRefusesWhatItDoesNotKnow) {
  EXPECT_EQ(sim_command({"--seed", "3", "--validators", "4", "--scenario", "calm"}), 0);
  EXPECT_EQ(sim_command({"--seed"}), 2);
  EXPECT_EQ(sim_command({"--seed", "x"}), 2);
  EXPECT_EQ(sim_command({"--unknown", "1"}), 2);
  EXPECT_EQ(sim_command({"--validators", "101"}), 2);
  EXPECT_EQ(sim_command({"--scenario", "none"}), 2);
  EXPECT_EQ(sim_command({"--signatures", "none"}), 2);
  EXPECT_EQ(sim_command({"--seed", "3", "--validators", "4", "--soak", "--seconds", "0.5"}), 0);
  EXPECT_EQ(sim_command({"--soak", "--scenario", "none"}), 2);
  EXPECT_EQ(sim_command({"--help"}), 0);
}

TEST(SimCommand, SumsWhatManySeedsCount) {
  testing::internal::CaptureStdout();
  ASSERT_EQ(sim_command({"--seeds", "1..2", "--validators", "4", "--scenario", "chats"}), 0);
  const std::string told = testing::internal::GetCapturedStdout();
  simulator::ChatCounts sum;
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    sum += *simulator::run_scenario({.seed = seed, .validators = 4, .scenario = "chats"})->chats;
  }
  std::string wanted;
  for (const auto& each : simulator::chat_count_names()) {
    wanted += (wanted.empty() ? "\"chats\":{\"" : ",\"") + std::string(each.name) +
              "\":" + std::to_string(sum.*each.count);
  }
  EXPECT_NE(told.find(wanted + "}"), std::string::npos) << wanted << " is not in " << told;
}

}  // namespace
}  // namespace pennypost::commands
