#include "api/audit/source.h"
#include "api/node/genesis_file.h"
#include "consensus/store/block_store.h"

namespace pennypost::audit {
namespace {

class FolderSource final : public ChainSource {
 public:
  FolderSource(std::unique_ptr<store::Database> database, execution::Genesis genesis)
      : database_(std::move(database)),
        genesis_(std::move(genesis)),
        ledger_(*database_, store::batch_format(genesis_.chain_id)) {}

  Result<void> load() {
    PP_TRY([[maybe_unused]] const auto loaded, ledger_.load());
    PP_TRY(const auto state, execution::make_genesis(genesis_));
    if (state.waypoint != ledger_.waypoint()) {
      return fail("wrong_chain", "The folder holds the chain with waypoint " +
                                     ledger_.waypoint().text() + ", but its genesis gives " +
                                     state.waypoint.text() + ".");
    }
    blocks_ = std::make_unique<store::BlockStore>(*database_, ledger_);
    return {};
  }

  Result<execution::Genesis> genesis() override { return genesis_; }

  // One at a time, so that every certificate that is kept is looked at.
  Result<consensus::BlockResponse> blocks(Height from) override {
    consensus::BlockResponse out;
    if (from > ledger_.latest_ledger_info().height) return out;
    PP_TRY(auto block, blocks_->final_block(from));
    PP_TRY(out.ordered, blocks_->certificate(from));
    for (const consensus::BatchReference& reference : block.batches) {
      PP_TRY(auto bytes, ledger_.batch(reference.digest));
      if (!bytes) return fail("corrupt_store", "Batch " + reference.digest.hex() + " is missing.");
      auto batch = std::make_shared<consensus::Batch>();
      batch->digest = reference.digest;
      batch->bytes = std::move(*bytes);
      out.batches.push_back(std::move(batch));
    }
    out.blocks.push_back(std::move(block));
    return out;
  }

  Result<Height> newest() override { return ledger_.latest_ledger_info().height; }

  Result<void> compare(const execution::ExecutedBlock& block) override {
    PP_TRY(const auto stored, ledger_.block_at(block.context.height));
    if (stored.ledger_info != block.ledger_info) {
      return fail("wrong_outcome", "The block's record is of another outcome.");
    }
    Version version = block.first_version;
    for (const execution::KeptTransaction& kept : block.kept) {
      PP_TRY(const auto transaction, ledger_.transaction_by_id(kept.receipt.transaction_id));
      if (transaction.version != version || transaction.receipt != kept.receipt) {
        return fail("wrong_outcome",
                    "The receipt kept of version " + to_string(version) + " is another one.");
      }
      version = version.next();
    }
    return {};
  }

 private:
  std::unique_ptr<store::Database> database_;
  execution::Genesis genesis_;
  store::LedgerStore ledger_;
  std::unique_ptr<store::BlockStore> blocks_;
};

}  // namespace

Result<std::unique_ptr<ChainSource>> open_folder(const std::filesystem::path& data,
                                                 const std::filesystem::path& genesis_file) {
  PP_TRY(auto genesis,
         node::read_genesis_file(genesis_file.empty() ? data / "genesis.json" : genesis_file));
  PP_TRY(auto database, store::Database::open_read_only(data / "ledger"));
  PP_CHECKED(database->verify());
  auto source = std::make_unique<FolderSource>(std::move(database), std::move(genesis));
  PP_CHECKED(source->load());
  return source;
}

}  // namespace pennypost::audit
