#pragma once

#include <filesystem>

namespace pennypost::commands {

struct DoctorOptions {
  std::filesystem::path config;  // the node's
  bool deep = false;             // read every file of the ledger too
  bool as_json = false;
};

/// `pennypost doctor`: looks at everything that a node needs, and says what to do about what is
/// wrong. Changes nothing. 0 where nothing is; the exit status.
int doctor_command(const DoctorOptions& options);

}  // namespace pennypost::commands
