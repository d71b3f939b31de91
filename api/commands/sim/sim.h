#pragma once

#include <string>
#include <vector>

namespace pennypost::commands {

/// `pennypost sim [--seed N] [--steps N] [--validators N] [--scenario NAME] [--signatures
/// ed25519|keyed_hash] [--trace] [--soak RUNS]`: one run of the deterministic simulator, or many;
/// its report as one line
/// of JSON on standard output, the trace on standard error. `arguments` are those behind `sim`.
/// Returns the process's exit status: 0 nothing was violated, 1 something was, 2 wrong usage.
int sim_command(const std::vector<std::string>& arguments);

}  // namespace pennypost::commands
