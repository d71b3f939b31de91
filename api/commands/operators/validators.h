#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pennypost::commands {

struct ValidatorsOptions {
  std::string node = "http://127.0.0.1:8101";
  std::string waypoint;  // what is believed
  bool as_json = false;
  // To change them:
  std::vector<std::string> governance_keys;  // files; each signs
  std::vector<std::string> public_keys;      // of the governance account's others, who do not sign
  std::string governance;  // its address, where it is not that of its first keys without a salt
  bool yes = false;        // do not ask
  bool dry_run = false;
  std::string name;
  std::string consensus_key;
  std::string network_key;
  std::uint64_t power = 0;  // 0: not said
};

/// `pennypost validators …`. What nodes say is checked from the waypoint on. Each returns the exit
/// status.
int validators_show(const ValidatorsOptions& options);
enum class ValidatorsChange { add, remove, weigh, rekey };
/// Governance's: signs, submits, waits until the change is final and the next epoch has begun.
int validators_change(const ValidatorsOptions& options, ValidatorsChange change);

}  // namespace pennypost::commands
