#include "api/commands/temporary_folder.h"

#include <stdlib.h>

namespace pennypost::commands {

TemporaryFolder::TemporaryFolder(const std::string& purpose) {
  const auto pattern = "pennypost-" + purpose + "-XXXXXX";
  std::string name = (std::filesystem::temp_directory_path() / pattern).string();
  if (::mkdtemp(name.data()) != nullptr) path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  if (!path_.empty()) std::filesystem::remove_all(path_, error);
}

}  // namespace pennypost::commands
