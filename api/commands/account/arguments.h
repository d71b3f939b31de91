#pragma once

namespace CLI {
class App;
}

namespace pennypost::commands {

/// `account …` and `send …`. What runs sets the exit status, which outlives the app.
void add_account_commands(CLI::App& app, int& status);

}  // namespace pennypost::commands
