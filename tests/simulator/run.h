#pragma once

#include "tests/simulator/chats.h"
#include "tests/simulator/scenario.h"

namespace pennypost::simulator {

/// What may go wrong in a run.
struct Plan {
  bool network = false;
  bool crashes = false;
  bool disks = false;
  bool byzantine = false;
  bool epochs = false;
  bool clocks = false;              // they jump
  bool weights = false;             // validators of different power
  std::string_view behaviour = {};  // of the corrupt; any where empty
  bool chats = false;               // people pay by messages for days
  ChatWeakness weakness = ChatWeakness::none;
};

/// One run: trouble, then healing, then quiet. `validators` of the options is not 0.
Report run_trouble(const Options& options, const Plan& plan);
/// Ten final blocks with one or a few faults, healed, and nothing else.
Report run_brief(const Options& options);

}  // namespace pennypost::simulator
