#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "consensus/types/messages.h"
#include "ledger/codec/receipt_file.h"
#include "ledger/execution/genesis.h"
#include "ledger/state/accumulator.h"

namespace pennypost::audit {

/// What a source begins with whose oldest blocks are gone.
struct Beginning {
  std::vector<codec::EpochStep> steps;  // from the genesis's to that into the newest epoch
  OrderedCertificate newest;
  state::Accumulator before;  // the history up to the first block
  Height first;               // the oldest block that is there with all that it gave
  Height checkpoint;          // behind this block, the first or a later one, the state is there
};

/// What is kept about a block beside it.
struct Record {
  LedgerInfo ledger_info;
  execution::KeptTransactions kept;
  std::optional<ValidatorSet> next_validators;
};

/// Where a chain is read from. What it gives is believed by nobody. One thread.
class ChainSource {
 public:
  virtual ~ChainSource() = default;

  virtual Result<execution::Genesis> genesis() = 0;
  /// Final blocks from this height on, in order, as many as come at once; none at the end. Their
  /// batches carry their bytes and no transactions; `ordered` is of one of these blocks.
  virtual Result<consensus::BlockResponse> blocks(Height from) = 0;
  /// The height of the newest final block.
  virtual Result<Height> newest() = 0;
  /// Whether what is kept about a block beside it (receipts, roots) is this outcome of it.
  virtual Result<void> compare(const execution::ExecutedBlock& block) = 0;

  /// Nothing where every block is there, from the first on.
  virtual Result<std::optional<Beginning>> beginning() { return std::nullopt; }
  // Where there is a beginning:
  virtual Result<Record> record(Height) { return fail("not_found", "There are no records."); }
  /// The state behind the checkpoint's block.
  virtual Result<state::MemoryState> checkpoint() {
    return fail("not_found", "There is no checkpoint.");
  }
};

/// A node's data folder (that of node.data_dir), which no process may have open. `genesis_file`
/// where the folder has no genesis.json. Every checksum in it is checked first. Errors:
/// `store_unavailable`, `store_in_use`, `corrupt_store`, `genesis_unreadable`, `wrong_chain`.
Result<std::unique_ptr<ChainSource>> open_folder(const std::filesystem::path& data,
                                                 const std::filesystem::path& genesis_file);

/// A node's RPC. `token` where it wants one.
std::unique_ptr<ChainSource> open_node(const std::string& url, const std::string& token);

}  // namespace pennypost::audit
