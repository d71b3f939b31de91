#pragma once

#include <string>

#include "tests/simulator/cluster.h"
#include "tests/simulator/scenario.h"

namespace pennypost::simulator {

/// What was violated so far, a line each.
inline std::string violations_of(Cluster& cluster) {
  std::string out;
  for (const std::string& violation : cluster.checker().violations()) out += violation + "\n";
  return out;
}

}  // namespace pennypost::simulator
