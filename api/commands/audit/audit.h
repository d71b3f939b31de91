#pragma once

#include <filesystem>
#include <string>

namespace pennypost::commands {

/// Where an auditor reads from, and what it trusts. Texts as typed; empty where not given.
struct AuditFrom {
  std::filesystem::path data;     // a node's data folder
  std::filesystem::path genesis;  // instead of the folder's genesis.json
  std::string node;               // a node's URL
  std::string token_file;         // the reader's token of that node
  std::string waypoint;
  bool as_json = false;
  bool complete = false;  // audit_verify: less than all of the history is a failure
};

struct AuditBalance {
  AuditFrom from;
  std::string account;
  std::string at;        // a version or a time; empty: now
  std::string currency;  // empty: all
  std::string out;       // where to keep the proof; empty: nowhere
};

// Each returns the process's exit status: 0 proven, 1 not, 2 wrong usage.

/// Executes everything again, from the genesis on, and checks all of it. Of a folder whose oldest
/// blocks are pruned, all that is there; it says what that is.
int audit_verify(const AuditFrom& from);
/// Supplies: proven by a node's newest state, or at a version or time by executing everything up to
/// there.
int audit_supply(const AuditFrom& from, const std::string& at);
/// What an account held, proven from the waypoint.
int audit_balance(const AuditBalance& asked);

}  // namespace pennypost::commands
