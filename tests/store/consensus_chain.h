#pragma once

#include "consensus/store/block_store.h"
#include "consensus/wire/consensus_wire.h"
#include "ledger/wire/ledger_wire.h"
#include "tests/store/opened.h"

// A chain of blocks as consensus makes them: real batches of signed transactions, block ids over
// headers, certificates with placeholder signatures (the store checks none).
namespace pennypost::store {

using consensus::Batch;
using consensus::Block;

inline const crypto::KeyPair& payer() {
  static const crypto::KeyPair key(*crypto::Seed::from(test::id_of("payer").view()));
  return key;
}
inline AuthenticationKey payer_key() {
  return codec::authentication_key(1, {payer().public_key()});
}
inline Address payer_address() {
  return codec::account_address(test::kChain, payer_key(), Salt{});
}

inline execution::Genesis consensus_genesis() {
  execution::Genesis genesis = test::small_genesis();
  Account account = test::account("payer", AccountRole::user, "chat");
  account.authentication_key = payer_key();
  account.balances = {{test::kUsd, Amount(1'000'000'000)}};
  genesis.accounts.push_back({payer_address(), std::move(account)});
  genesis.currencies[1].supply = Supply(1'500 + 1'000'000'000);
  return genesis;
}

/// A transaction with `legs` payments, so that it may be small or large.
inline wire::PendingTransaction payment(std::uint64_t nonce, TimestampUs expiry, std::size_t legs) {
  const Transfer one{test::address_of("bob"), test::kUsd, Amount(1)};
  wire::TransactionDraft draft{.chain_id = test::kChain,
                               .sender = payer_address(),
                               .threshold = 1,
                               .public_keys = {payer().public_key()},
                               .replay = *Nonce::from(codec::Writer().u64(7).u64(nonce).view()),
                               .expiry = expiry,
                               .memo_hash = std::nullopt,
                               .metadata = {},
                               .operation = TransferBatch{std::vector<Transfer>(legs, one)}};
  Bytes bytes = wire::sign_transaction(draft, payer());
  auto transaction = wire::check_transaction(bytes, test::kChain, crypto::verify);
  CHECK(transaction.has_value());
  return {.bytes = std::move(bytes), .transaction = std::move(*transaction)};
}

inline std::shared_ptr<const Batch> batch(std::uint64_t sequence, TimestampUs expiry,
                                          std::size_t transactions = 1, std::size_t legs = 1) {
  std::vector<wire::PendingTransaction> pending;
  for (std::size_t i = 0; i < transactions; ++i) {
    pending.push_back(payment(sequence << 16 | i, expiry, legs));
  }
  return wire::make_batch({.epoch = Epoch(1),
                           .author = static_cast<consensus::ValidatorIndex>(sequence % 4),
                           .sequence = sequence,
                           .expiry = expiry},
                          std::move(pending));
}

inline consensus::QuorumCertificate certified(const LedgerInfo& info) {
  return {.ledger_info = info, .parent_round = Round(0), .signatures = {{0, {}}, {1, {}}, {3, {}}}};
}

/// A validator's disk, and the ledger it executes on.
class Validator {
 public:
  explicit Validator(const files::path& folder) {
    auto opened = Database::open(folder);
    EXPECT_TRUE(opened) << opened.error().message;
    database = std::move(*opened);
    ledger_store = std::make_unique<LedgerStore>(*database, batch_format(test::kChain));
    const auto genesis = execution::make_genesis(consensus_genesis());
    EXPECT_TRUE(ledger_store->init_genesis(*genesis, consensus_genesis().validators));
    auto loaded = ledger_store->load();
    EXPECT_TRUE(loaded) << loaded.error().message;
    ledger = std::make_unique<execution::SpeculativeLedger>(std::move(loaded->state),
                                                            std::move(loaded->final_block));
    store = std::make_unique<BlockStore>(*database, *ledger_store);
  }

  /// A block on a parent whose execution is known here; `salt` tells siblings apart.
  Block make_block(const BlockId& parent, const std::vector<std::shared_ptr<const Batch>>& batches,
                   std::uint64_t salt = 0) {
    const auto on = ledger->find(parent);
    CHECK(on != nullptr);
    Block block{.id = {},
                .epoch = Epoch(1),
                .round = on->context.round.next(),
                .height = on->context.height.next(),
                .author = static_cast<consensus::ValidatorIndex>(salt),
                .timestamp = on->context.timestamp + kBlockIntervalUs,
                .batches = {},
                .parent_qc = certified(on->ledger_info)};
    std::vector<std::shared_ptr<const execution::Transactions>> transactions;
    for (const auto& each : batches) {
      block.batches.push_back(consensus::reference_of(*each));
      transactions.push_back(each->transactions);
    }
    block.id = consensus::block_id(test::kChain, block);
    CHECK(ledger->execute(consensus::context_of(block), transactions).has_value());
    return block;
  }
  BlockId tip() const { return ledger->final_block().context.id; }
  TimestampUs now() const { return ledger->final_block().context.timestamp; }

  void persist(const consensus::Persist& persist) {
    WriteBatch batch(*database);
    store->put(batch, persist);
    database->write(std::move(batch), true);
  }
  /// The blocks become final, oldest first.
  consensus::Finalize finalize(const std::vector<Block>& blocks) {
    consensus::Finalize effect{
        .blocks = blocks, .executed = ledger->finalize(blocks.back().id), .certificate = {}};
    CHECK(effect.executed.size() == blocks.size());
    effect.certificate = certificate_of(effect.executed.back()->ledger_info);
    WriteBatch batch(*database);
    store->put_final(batch, effect);
    std::vector<FinalBlock> final_blocks;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      std::vector<BatchDigest> digests;
      for (const auto& reference : blocks[i].batches) digests.push_back(reference.digest);
      final_blocks.push_back({effect.executed[i], std::move(digests)});
    }
    ledger_store->append(std::move(batch), final_blocks, effect.certificate);
    return effect;
  }
  /// One more final block with a batch of its own.
  Block grow(std::uint64_t sequence) {
    const auto payload = batch(sequence, now() + 10 * test::kSecondUs);
    const Block block = make_block(tip(), {payload});
    persist({.safety = nullptr, .blocks = {block}, .batches = {payload}});
    finalize({block});
    return block;
  }

  std::unique_ptr<Database> database;
  std::unique_ptr<LedgerStore> ledger_store;
  std::unique_ptr<BlockStore> store;
  std::unique_ptr<execution::SpeculativeLedger> ledger;
};

}  // namespace pennypost::store
