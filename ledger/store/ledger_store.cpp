#include "ledger/store/ledger_store.h"

#include <mutex>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/protocol.h"
#include "ledger/store/worker_thread.h"

namespace pennypost::store {
namespace {

constexpr std::uint16_t kFormat = 1;
constexpr std::string_view kGenesisKey = "genesis";
constexpr std::string_view kCertificateKey = "certificate";

Bytes epoch_key(Epoch epoch) {
  return codec::Writer().raw(view_of("epoch/")).number(epoch).take();
}

Bytes encode_genesis(const Waypoint& waypoint) {
  return codec::Writer()
      .u16(kFormat)
      .number(waypoint.version)
      .fixed(waypoint.ledger_info_hash)
      .take();
}

Result<Waypoint> decode_genesis(ByteView bytes) {
  codec::Reader in(bytes);
  const std::uint16_t format = in.u16();
  Waypoint waypoint;
  waypoint.version = in.number<Version>();
  waypoint.ledger_info_hash = in.fixed<Hash>();
  if (in.good() && format != kFormat) {
    return fail("wrong_chain", "The store has format " + std::to_string(format) +
                                   "; this program reads format " + std::to_string(kFormat) + ".");
  }
  if (!in.done()) return fail("corrupt_store", "The genesis in column meta is not one.");
  return waypoint;
}

Bytes encode_step(const OrderedCertificate& certificate, const ValidatorSet& next_validators) {
  const Bytes proof = codec::encode(certificate);
  return codec::Writer()
      .u32(static_cast<std::uint32_t>(proof.size()))
      .raw(proof)
      .raw(codec::encode(next_validators))
      .take();
}

void put_step(WriteBatch& batch, const OrderedCertificate& certificate,
              const ValidatorSet& next_validators) {
  CHECK(certificate.ledger_info.next_validators_hash == codec::hash_of(next_validators));
  batch.put(Column::meta, epoch_key(certificate.ledger_info.epoch.next()),
            encode_step(certificate, next_validators));
}

std::unexpected<Error> damaged(const std::string& what) {
  return fail("corrupt_store", what);
}

}  // namespace

LedgerStore::LedgerStore(Database& database, BatchFormat format)
    : database_(database), format_(std::move(format)), history_(database), checkpoint_(database) {}

// --- Start-up -----------------------------------------------------------------------------------

Result<bool> LedgerStore::holds_chain(const Waypoint& genesis) const {
  PP_TRY(const auto stored, database_.get(Column::meta, view_of(kGenesisKey)));
  if (!stored) return false;
  PP_TRY(const Waypoint waypoint, decode_genesis(*stored));
  if (waypoint != genesis) {
    return fail("wrong_chain", "The store holds the chain with waypoint " + waypoint.text() +
                                   ", not " + genesis.text() +
                                   ". Name another folder, or the other genesis.");
  }
  PP_TRY(const auto checkpoint, checkpoint_.version());
  return checkpoint.has_value();
}

Result<void> LedgerStore::init_genesis(const execution::GenesisState& genesis,
                                       const ValidatorSet& validators) {
  PP_TRY(const bool held, holds_chain(genesis.waypoint));
  if (held) return {};
  PP_TRY(const auto stored, database_.get(Column::meta, view_of(kGenesisKey)));
  if (!stored) {
    WriteBatch batch(database_);
    batch.put(Column::meta, view_of(kGenesisKey), encode_genesis(genesis.waypoint));
    History::Staged staged = history_.stage();
    history_.put(batch, staged, *genesis.block, {});
    put_step(batch, {.ledger_info = genesis.block->ledger_info, .signatures = {}}, validators);
    database_.write(std::move(batch), true);
  }
  // Separate, so it is made good here if the process died in between.
  std::vector<Table> tables;
  tables.emplace_back(database_, Column::state);
  StateCheckpoint::put_genesis(tables.back(), genesis.state, *genesis.block);
  database_.ingest(std::move(tables));
  return {};
}

Result<Loaded> LedgerStore::load() {
  PP_TRY(const auto genesis, database_.get(Column::meta, view_of(kGenesisKey)));
  if (!genesis) return damaged("The store holds no chain: column meta lacks the genesis.");
  PP_TRY(waypoint_, decode_genesis(*genesis));
  PP_CHECKED(history_.open());
  if (history_.size() == 0) return damaged("Column ledger_blocks lacks the genesis.");
  PP_CHECKED(load_newest());
  PP_TRY(Loaded loaded, load_checkpoint());
  const std::uint64_t size = history_.size();
  // As whoever catches up: the state roots within are taken as recorded, the last is computed.
  const state::StateTree before = loaded.final_block->tree;
  std::vector<state::StateKey> changed;
  std::shared_ptr<execution::ExecutedBlock> replayed;
  WorkerThread hashing;
  while (loaded.final_block->ledger_info.version.value() + 1 < size) {
    const Version next = loaded.final_block->ledger_info.version.next();
    PP_TRY(const StoredBlock stored, history_.block_of(next));
    PP_TRY(replayed, replay(stored, loaded, hashing));
    for (const auto& [key, entry] : replayed->changes.entries) changed.push_back(key);
  }
  if (replayed) {
    replayed->tree = before.with(loaded.state, std::move(changed));
    if (replayed->tree.root() != replayed->ledger_info.state_root) {
      return damaged("Executing the blocks up to height " + to_string(replayed->context.height) +
                     " again gives another state than the one recorded.");
    }
  }
  PP_TRY(const StoredBlock newest, history_.newest());
  PP_TRY(const StoredBlock last, history_.ending_at(newest, newest_.ledger_info.height));
  if (last.context.id == newest.context.id) return loaded;
  loaded.final_block = std::make_shared<const execution::ExecutedBlock>(
      execution::execute_block(loaded.state, *loaded.final_block, last.context, {}));
  return loaded;
}

Result<void> LedgerStore::load_newest() {
  PP_TRY(const StoredBlock block, history_.newest());
  PP_TRY(const auto value, database_.get(Column::meta, view_of(kCertificateKey)));
  const std::unique_lock lock(mutex_);
  newest_ = {.ledger_info = block.ledger_info, .certificate = nullptr};
  if (!value) {
    if (block.first_version == Version(0)) return {};
    return damaged("Column meta lacks the certificate of the newest block.");
  }
  const auto certificate = codec::decode_ordered_certificate(*value);
  if (!certificate) return damaged("The certificate in column meta is not one.");
  // A certificate of the suffix ends an epoch without the suffix being kept.
  auto certified = history_.ending_at(block, certificate->ledger_info.height);
  if (!certified) certified = block;
  if (certificate->ledger_info != certified->ledger_info &&
      !same_ending(certificate->ledger_info, certified->ledger_info)) {
    return damaged("The certificate in column meta is not of the newest block.");
  }
  newest_ = {.ledger_info = certified->ledger_info,
             .certificate = std::make_shared<const OrderedCertificate>(*certificate)};
  return {};
}

Result<Loaded> LedgerStore::load_checkpoint() {
  PP_TRY(const auto version, checkpoint_.version());
  if (!version) return damaged("Column state lacks the checkpoint.");
  PP_TRY(const StoredBlock stored, history_.block_of(*version));
  PP_TRY(StateCheckpoint::Loaded state, checkpoint_.load(stored.context.timestamp));
  if (state.tree.root() != stored.ledger_info.state_root) {
    return damaged("The entries in column state do not give the state root of height " +
                   to_string(stored.context.height) + ", which the checkpoint names.");
  }
  auto block = std::make_shared<execution::ExecutedBlock>();
  block->context = stored.context;
  block->ledger_info = stored.ledger_info;
  block->first_version = stored.first_version;
  PP_CHECKED(execution::check_version(state.state, stored.context.timestamp));
  block->tree = std::move(state.tree);
  PP_TRY(block->accumulator, history_.accumulator_at(stored.ledger_info.version.value() + 1));
  if (block->accumulator.root() != stored.ledger_info.accumulator_root) {
    return damaged("The stored leaves do not give the accumulator root of height " +
                   to_string(stored.context.height) + ".");
  }
  if (block->ledger_info.next_validators_hash) {
    const ValidatorSet* next = state.state.validators();
    if (!next || codec::hash_of(*next) != block->ledger_info.next_validators_hash) {
      return damaged("The validators in column state are not those that the epoch's end names.");
    }
    block->next_validators = *next;
  }
  return Loaded{.state = std::move(state.state), .final_block = std::move(block)};
}

/// Without its tree.
Result<std::shared_ptr<execution::ExecutedBlock>> LedgerStore::replay(const StoredBlock& stored,
                                                                      Loaded& loaded,
                                                                      Worker& hashing) {
  const std::string height = to_string(stored.context.height);
  std::vector<std::shared_ptr<const execution::Transactions>> batches;
  for (const BatchDigest& digest : stored.batches) {
    PP_TRY(const auto bytes, batch(digest));
    if (!bytes) {
      return damaged("Column batches lacks batch " + digest.hex() + " of height " + height + ".");
    }
    auto transactions = format_.transactions(*bytes);
    if (!transactions) {
      return damaged("Batch " + digest.hex() + " of height " + height +
                     " does not decode: " + transactions.error().message);
    }
    batches.push_back(std::move(*transactions));
  }
  PP_CHECKED(execution::check_version(loaded.state, stored.context.timestamp));
  auto executed = std::make_shared<execution::ExecutedBlock>(
      execution::execute_certified_block(loaded.state, *loaded.final_block, stored.context, batches,
                                         stored.ledger_info.state_root, &hashing));
  if (executed->first_version != stored.first_version ||
      stored.ledger_info != executed->ledger_info) {
    return damaged("Executing the block at height " + height +
                   " again gives another outcome than the one recorded.");
  }
  loaded.state.apply(executed->changes, stored.context.timestamp);
  loaded.final_block = executed;
  ++loaded.replayed_blocks;
  checkpoint_.note(*executed);
  history_.note_transactions(*executed);
  return executed;
}

// --- Writing ------------------------------------------------------------------------------------

void LedgerStore::append(WriteBatch batch, const std::vector<FinalBlock>& blocks,
                         const OrderedCertificate& certificate) {
  CHECK(!blocks.empty());
  const LedgerInfo& last = blocks.back().executed->ledger_info;
  CHECK(certificate.ledger_info == last || same_ending(certificate.ledger_info, last));

  History::Staged staged = history_.stage();
  for (const FinalBlock& block : blocks) {
    history_.put(batch, staged, *block.executed, block.batches);
  }
  batch.put(Column::meta, view_of(kCertificateKey), codec::encode(certificate));
  const auto& next_validators = blocks.back().executed->next_validators;
  if (next_validators) put_step(batch, certificate, *next_validators);
  database_.write(std::move(batch), false);

  for (const FinalBlock& block : blocks) checkpoint_.note(*block.executed);
  history_.publish(std::move(staged));
  auto newest = std::make_shared<const OrderedCertificate>(certificate);
  const std::unique_lock lock(mutex_);
  newest_ = {.ledger_info = last, .certificate = std::move(newest)};
}

void LedgerStore::begin_snapshot(const execution::GenesisState& genesis,
                                 const ValidatorSet& validators, const std::vector<Hash>& subtrees,
                                 const std::vector<Hash>& tail) {
  WriteBatch batch(database_);
  batch.put(Column::meta, view_of(kGenesisKey), encode_genesis(genesis.waypoint));
  put_step(batch, {.ledger_info = genesis.block->ledger_info, .signatures = {}}, validators);
  const bool whole = subtrees.empty() && tail.size() == 1;  // everything behind the genesis
  History::Staged staged = history_.stage();
  if (whole) {
    history_.put(batch, staged, *genesis.block, {});
  } else {
    history_.begin_behind(batch, subtrees, tail);
  }
  database_.write(std::move(batch), false);
  if (whole) history_.publish(std::move(staged));
}

void LedgerStore::import_step(const OrderedCertificate& certificate,
                              const ValidatorSet& next_validators) {
  WriteBatch batch(database_);
  put_step(batch, certificate, next_validators);
  database_.write(std::move(batch), false);
}

void LedgerStore::import_block(WriteBatch batch, const FinalBlock& block) {
  History::Staged staged = history_.stage();
  history_.put(batch, staged, *block.executed, block.batches);
  database_.write(std::move(batch), false);
  history_.publish(std::move(staged));
}

void LedgerStore::import_entries(const std::vector<state::KeyedEntry>& entries) {
  WriteBatch batch(database_);
  for (const auto& [key, entry] : entries) StateCheckpoint::put_entry(batch, key, entry);
  database_.write(std::move(batch), false);
}

void LedgerStore::finish_snapshot(const OrderedCertificate& certificate,
                                  const std::vector<state::LiveNonce>& nonces) {
  WriteBatch batch(database_);
  batch.put(Column::meta, view_of(kCertificateKey), codec::encode(certificate));
  StateCheckpoint::put_checkpoint(batch, certificate.ledger_info, nonces);
  database_.write(std::move(batch), false);
  std::vector<Table> tables;
  tables.emplace_back(database_, Column::transactions);
  history_.put_transactions(tables.back());
  database_.ingest(std::move(tables));  // and with it everything before is durable
}

Result<History::Beginning> LedgerStore::beginning_at(Version version) const {
  return history_.beginning_at(version);
}

bool LedgerStore::checkpoint_due() const {
  return checkpoint_.transactions() >= kCheckpointTransactions ||
         checkpoint_.blocks() >= kCheckpointBlocks || checkpoint_.changes() >= kCheckpointChanges;
}

void LedgerStore::checkpoint() {
  if (checkpoint_.blocks() == 0) return;
  std::vector<Table> tables;
  tables.emplace_back(database_, Column::state);
  checkpoint_.put(tables.back());
  tables.emplace_back(database_, Column::transactions);
  history_.put_transactions(tables.back());
  database_.ingest(std::move(tables));
  checkpoint_.forget();
  history_.forget_transactions();
}

Result<std::size_t> LedgerStore::prune(TimestampUs before, const PruneAlso& also) {
  const std::uint64_t height = latest_ledger_info().height.value();
  if (height <= kHistoryBlocksMin) return std::size_t{0};
  PP_TRY(const StoredBlock keep, history_.block_at(Height(height - kHistoryBlocksMin)));
  PP_TRY(const auto checkpoint, checkpoint_.version());
  if (!checkpoint) return damaged("Column state lacks the checkpoint.");
  WriteBatch batch(database_);
  PP_TRY(const History::Pruned pruned,
         history_.prune(batch, before, std::min(keep.first_version, *checkpoint)));
  if (pruned.heights.empty()) return std::size_t{0};
  for (const BatchDigest& digest : pruned.batches) remove_batch(batch, digest);
  if (also) also(batch, pruned.heights);
  history_.publish(pruned);
  database_.write(std::move(batch), false);
  return pruned.heights.size();
}

void LedgerStore::put_batch(WriteBatch& batch, const BatchDigest& digest, ByteView bytes) {
  batch.put(Column::batches, digest.view(), bytes);
}

void LedgerStore::remove_batch(WriteBatch& batch, const BatchDigest& digest) {
  batch.remove(Column::batches, digest.view());
}

// --- Reading ------------------------------------------------------------------------------------

Result<std::optional<Bytes>> LedgerStore::batch(const BatchDigest& digest) const {
  return database_.get(Column::batches, digest.view());
}

std::shared_ptr<const OrderedCertificate> LedgerStore::latest_certificate() const {
  const std::shared_lock lock(mutex_);
  return newest_.certificate;
}

LedgerInfo LedgerStore::latest_ledger_info() const {
  const std::shared_lock lock(mutex_);
  return newest_.ledger_info;
}

Result<StoredBlock> LedgerStore::block_of(Version version) const {
  return history_.block_of(version);
}
Result<StoredBlock> LedgerStore::block_at(Height height) const {
  return history_.block_at(height);
}
Result<StoredBlock> LedgerStore::block_by_id(const BlockId& id) const {
  return history_.block_by_id(id);
}
Result<StoredTransaction> LedgerStore::transaction_at(Version version) const {
  return history_.transaction_at(version);
}
Result<StoredTransaction> LedgerStore::transaction_by_id(const TransactionId& id) const {
  return history_.transaction_by_id(id);
}

Result<Bytes> LedgerStore::signed_transaction(const StoredTransaction& transaction) const {
  if (transaction.batch == execution::kSweepBatch) return Bytes{};
  CHECK(transaction.batch < transaction.block.batches.size());
  const BatchDigest& digest = transaction.block.batches[transaction.batch];
  PP_TRY(const auto bytes, batch(digest));
  if (!bytes) return damaged("Column batches lacks batch " + digest.hex() + ".");
  auto found = format_.signed_transaction(*bytes, transaction.index);
  if (found) return found;
  return damaged("Batch " + digest.hex() + " does not decode: " + found.error().message);
}

Result<std::vector<Hash>> LedgerStore::prove_inclusion(Version version, std::uint64_t size) const {
  return history_.prove_inclusion(version, size);
}
Result<std::vector<Hash>> LedgerStore::prove_consistency(std::uint64_t first,
                                                         std::uint64_t size) const {
  return history_.prove_consistency(first, size);
}

Result<codec::EpochStep> LedgerStore::epoch_step(Epoch epoch) const {
  PP_TRY(const auto value, database_.get(Column::meta, epoch_key(epoch)));
  if (!value) return fail("not_found", "Epoch " + to_string(epoch) + " has not begun.");
  codec::Reader in(*value);
  const auto certificate = codec::decode_ordered_certificate(in.raw(in.u32()));
  const auto validators = codec::decode_validator_set(in.raw(in.left()));
  if (!in.done() || !certificate || !validators) {
    return damaged("The step into epoch " + to_string(epoch) + " in column meta is not one.");
  }
  return codec::EpochStep{.ledger_info = certificate->ledger_info,
                          .signatures = certificate->signatures,
                          .next_validators = *validators};
}

}  // namespace pennypost::store
