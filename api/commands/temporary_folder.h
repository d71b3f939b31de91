#pragma once

#include <filesystem>
#include <string>

namespace pennypost::commands {

/// A folder that disappears with its owner.
class TemporaryFolder {
 public:
  /// `pennypost-<purpose>-XXXXXX` where the system keeps temporary files.
  explicit TemporaryFolder(const std::string& purpose);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  /// Empty where it could not be made.
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace pennypost::commands
