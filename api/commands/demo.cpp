#include "api/commands/demo.h"

#include <stdlib.h>
#include <unistd.h>

#include <iostream>

#include "api/commands/chat/chat.h"
#include "api/commands/signals.h"

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;

/// A folder that disappears with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "pennypost-demo-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

int demo_command(LocalnetOptions options) {
  watch_signals();
  std::optional<TemporaryFolder> folder;
  if (options.dir.empty()) {
    folder.emplace();
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
