#pragma once

namespace pennypost::commands {

/// SIGINT, SIGTERM and SIGHUP from here on only make a note, for commands that clean up behind
/// them.
void watch_signals();
bool interrupted();
/// Sleeps until one of them comes.
void wait_for_signal();

}  // namespace pennypost::commands
