#include "api/commands/operators/restore.h"

#include <iostream>

#include "api/commands/operators/backup.h"
#include "api/config/config.h"
#include "api/node/identity.h"
#include "api/node/node.h"
#include "ledger/store/database.h"

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;

constexpr int kSetAsideMax = 1000;

/// A name beside the ledger that is not taken.
Result<fs::path> free_name(const fs::path& ledger) {
  for (int i = 1; i <= kSetAsideMax; ++i) {
    const fs::path name = ledger.string() + ".lost-" + std::to_string(i);
    if (!fs::exists(name)) return name;
  }
  return fail("write_failed", "Too many old ledgers beside " + ledger.string() + ".");
}

Result<void> restore(const config::Config& config, const fs::path& backup) {
  const fs::path ledger = config.path("node", "data_dir") / "ledger";
  if (store::Database::in_use(ledger)) {
    return fail("in_use", "The node is running; stop it first.");
  }
  // Nothing is touched before the backup proved to be whole and of this chain.
  const fs::path restored = ledger.string() + ".restored";
  std::error_code ignored;
  fs::remove_all(restored, ignored);
  if (!backup.empty()) {
    PP_CHECKED(put_back(backup, config.path("node", "genesis_file"), restored));
  }
  if (fs::exists(ledger)) {
    PP_TRY(const fs::path aside, free_name(ledger));
    std::error_code error;
    fs::rename(ledger, aside, error);
    if (error) return fail("write_failed", "Cannot rename " + ledger.string() + ".");
    std::cout << "The old ledger is now " << aside.string() << ".\n";
  }
  if (!backup.empty()) {
    std::error_code error;
    fs::rename(restored, ledger, error);
    if (error) return fail("write_failed", "Cannot make " + ledger.string() + ".");
    std::cout << "The backup's ledger is in its place; the next start fetches the rest.\n";
  } else {
    std::cout << "The next start of this node fetches the ledger from its peers and proves it.\n";
  }
  const bool has_key =
      config.text("signer", "socket").empty() && !config.text("node", "consensus_key_file").empty();
  if (!has_key) return {};
  PP_CHECKED(node::forget_disk(config.path("node", "consensus_key_file")));
  std::cout
      << "Its consensus key signs nothing from now on, because nothing here knows what it has "
         "signed. Have governance replace the key (pennypost validators rekey), and start with the "
         "new one, in a file of its own.\n";
  return {};
}

}  // namespace

int restore_command(const fs::path& config_file, const fs::path& backup) {
  const auto config = config::Config::load(config_file, node::node_keys());
  const Result<void> restored =
      config ? restore(*config, backup) : Result<void>(std::unexpected(config.error()));
  if (restored) return 0;
  std::cerr << "pennypost restore: " << restored.error().message << "\n";
  return 1;
}

}  // namespace pennypost::commands
