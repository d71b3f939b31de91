#pragma once

#include "api/commands/localnet.h"

namespace pennypost::commands {

/// `pennypost demo`: a localnet in a folder of its own, and a prompt as @alice. Without
/// `options.dir` the folder is temporary and goes away with the demo. Returns the exit status.
int demo_command(LocalnetOptions options);

}  // namespace pennypost::commands
