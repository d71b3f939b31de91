#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "ledger/execution/genesis.h"

namespace pennypost::node {

/// The chain's beginning as a node's process needs it. A genesis may name a million accounts, and
/// reading them takes longer than everything else at a start; but once they are in the database,
/// hardly anybody asks for them. So a note beside the database keeps what every start needs,
/// together with the hash of the file that it was derived from, and the whole is read when somebody
/// asks, and compared with that hash. Where the file is another one, or the note is damaged, the
/// whole is read at once.
class GenesisSource {
 public:
  struct Head {
    LedgerInfo ledger_info;  // of version 0; names the validators
    ValidatorSet validators;
    ChainId chain_id() const { return ledger_info.chain_id; }
    Waypoint waypoint() const;
  };
  struct Whole {
    execution::Genesis genesis;
    execution::GenesisState state;
  };

  /// Errors: `genesis_unreadable`, `invalid_genesis`.
  static Result<std::unique_ptr<GenesisSource>> open(std::filesystem::path file,
                                                     std::filesystem::path note);

  const Head& head() const { return head_; }
  /// Reads it at the first call, which blocks for seconds where accounts are many. Any thread.
  /// Errors: those of `open`, and where the file is no longer the one that was opened.
  Result<std::shared_ptr<const Whole>> whole();
  /// Once the database has it: the next start need not read the whole. Errors: `write_failed`.
  Result<void> write_note() const;

 private:
  GenesisSource(std::filesystem::path file, std::filesystem::path note)
      : file_(std::move(file)), note_(std::move(note)) {}
  /// What tells without reading it that a file is the one of before: zeros where it is so young
  /// that another write might leave no trace.
  struct Mark {
    std::uint64_t bytes = 0;
    std::uint64_t inode = 0;
    std::uint64_t changed_ns = 0;  // since 1970; nobody can set it
    bool operator==(const Mark&) const = default;
  };
  static Mark mark_of(const std::filesystem::path& file);
  bool read_note();

  const std::filesystem::path file_;
  const std::filesystem::path note_;
  Mark mark_;
  Hash file_hash_;
  Head head_;
  bool noted_ = false;  // the note says just this
  std::mutex mutex_;    // guards whole_
  std::shared_ptr<const Whole> whole_;
};

}  // namespace pennypost::node
