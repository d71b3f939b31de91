#pragma once

#include <string>
#include <vector>

namespace pennypost::commands {

/// `pennypost sim`: one run of the deterministic simulator, many, or runs until somebody interrupts
/// it; see `--help`. Reports are lines of JSON on standard output, traces and progress go to
/// standard error. `arguments` are those behind `sim`. Returns the process's exit status: 0 nothing
/// was violated, 1 something was, 2 wrong usage.
int sim_command(const std::vector<std::string>& arguments);

}  // namespace pennypost::commands
