#include "api/audit/source.h"
#include "api/node/genesis_file.h"
#include "consensus/store/block_store.h"
#include "ledger/store/state_checkpoint.h"

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

  Result<std::optional<Beginning>> beginning() override {
    const Version begin = ledger_.begin();
    if (begin == Version(0)) return std::nullopt;
    PP_TRY(store::StoredBlock first, ledger_.block_of(begin));
    // Of the block that it lies in, the oldest part is gone.
    if (first.first_version < begin) {
      PP_TRY(first, ledger_.block_of(first.ledger_info.version.next()));
    }
    const auto newest = ledger_.latest_certificate();
    if (newest == nullptr) return fail("corrupt_store", "No certificate is kept.");
    PP_TRY(const store::StoredBlock checkpoint, checkpoint_block());
    store::History history(*database_);
    PP_CHECKED(history.open());
    Beginning out{.steps = {},
                  .newest = *newest,
                  .before = {},
                  .first = first.context.height,
                  .checkpoint = checkpoint.context.height};
    PP_TRY(out.before, history.accumulator_at(first.first_version.value()));
    for (Epoch epoch(1); epoch <= newest->ledger_info.epoch; epoch = epoch.next()) {
      PP_TRY(auto step, ledger_.epoch_step(epoch));
      out.steps.push_back(std::move(step));
    }
    return out;
  }

  Result<Record> record(Height height) override {
    PP_TRY(const auto stored, ledger_.block_at(height));
    Record out{.ledger_info = stored.ledger_info, .kept = {}, .next_validators = std::nullopt};
    for (std::uint64_t i = 0; i < stored.kept(); ++i) {
      PP_TRY(auto kept, ledger_.transaction_at(Version(stored.first_version.value() + i)));
      out.kept.push_back({kept.batch, kept.index, std::move(kept.receipt)});
    }
    if (!stored.ledger_info.next_validators_hash) return out;
    PP_TRY(auto step, ledger_.epoch_step(stored.ledger_info.epoch.next()));
    out.next_validators = std::move(step.next_validators);
    return out;
  }

  Result<state::MemoryState> checkpoint() override {
    PP_TRY(const store::StoredBlock block, checkpoint_block());
    PP_TRY(auto loaded, store::StateCheckpoint(*database_).load(block.context.timestamp));
    return std::move(loaded.state);
  }

 private:
  Result<store::StoredBlock> checkpoint_block() const {
    PP_TRY(const auto version, store::StateCheckpoint(*database_).version());
    if (!version) return fail("corrupt_store", "Column state lacks the checkpoint.");
    return ledger_.block_of(*version);
  }

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
