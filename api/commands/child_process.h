#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "ledger/base/result.h"

namespace pennypost::commands {

/// Another process of this executable. It ends with its parent, even where the parent is killed.
class ChildProcess {
 public:
  /// Output goes to `log_file`, appended. Errors: `spawn_failed`.
  static Result<ChildProcess> start(const std::vector<std::string>& arguments,
                                    const std::filesystem::path& log_file);

  pid_t pid() const { return pid_; }
  /// Reaps it where it has ended.
  bool running();
  void terminate() const;
  /// Waits for its end, then kills it.
  void wait_or_kill(std::chrono::milliseconds patience);

 private:
  explicit ChildProcess(pid_t pid) : pid_(pid) {}
  pid_t pid_ = -1;
  bool ended_ = false;
};

}  // namespace pennypost::commands
