#include <gtest/gtest.h>

#include "api/commands/sim/sim.h"

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

}  // namespace
}  // namespace pennypost::commands
