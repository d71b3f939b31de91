#include "api/commands/demo.h"

#include <unistd.h>

#include <iostream>

#include "api/commands/chat/chat.h"
#include "api/commands/signals.h"
#include "api/commands/temporary_folder.h"

namespace pennypost::commands {

int demo_command(LocalnetOptions options) {
  watch_signals();
  std::optional<TemporaryFolder> folder;
  if (options.dir.empty()) {
    folder.emplace("demo");
    if (folder->path().empty()) {
      std::cerr << "pennypost demo: cannot make a temporary folder; name one with --dir.\n";
      return 1;
    }
    options.dir = folder->path();
  }
  auto net = Localnet::start(options);
  if (!net) {
    std::cerr << "pennypost demo: " << net.error().message << "\n";
    return net.error().code == "wrong_usage" ? 2 : 1;
  }
  std::cerr << "ready: " << options.validators << " validators, web chat at "
            << (*net)->gateway_url() << "\n";
  const bool interactive = ::isatty(STDIN_FILENO) == 1;
  const int status = chat({.gateway_url = (*net)->gateway_url(),
                           .as = "@alice",
                           .api_key_file = (*net)->api_key_file().string(),
                           .interactive = interactive},
                          std::cin, std::cout);
  (*net)->stop();
  return status;
}

}  // namespace pennypost::commands
