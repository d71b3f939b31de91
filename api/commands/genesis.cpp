#include "api/commands/genesis.h"

#include <filesystem>
#include <iostream>

#include "api/custodian/key_file.h"
#include "api/node/genesis_file.h"

namespace pennypost::commands {
namespace {

int report(const char* command, const Error& error) {
  std::cerr << "pennypost " << command << ": " << error.message << "\n";
  return 1;
}

}  // namespace

int genesis_waypoint(const std::string& file) {
  const auto genesis = node::read_genesis_file(file);
  if (!genesis) return report("genesis waypoint", genesis.error());
  const auto state = execution::make_genesis(*genesis);
  if (!state) return report("genesis waypoint", state.error());
  std::cout << state->waypoint.text() << "\n";
  return 0;
}

int keys_new(const std::string& file) {
  if (std::filesystem::exists(file)) {
    std::cerr << "pennypost keys new: " << file << " exists already and stays as it is.\n";
    return 1;
  }
  const auto seed = custodian::read_or_create_seed_file(file);
  if (!seed) return report("keys new", seed.error());
  std::cout << crypto::KeyPair(*seed).public_key().hex() << "\n";
  return 0;
}

int keys_show(const std::string& file) {
  const auto seed = custodian::read_seed_file(file);
  if (!seed) return report("keys show", seed.error());
  std::cout << crypto::KeyPair(*seed).public_key().hex() << "\n";
  return 0;
}

}  // namespace pennypost::commands
