#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "ledger/execution/speculative_ledger.h"
#include "ledger/store/ledger_store.h"
#include "tests/ledger/support/world.h"

// A chain whose every block follows from its height: payments between users, by nonce. So that any
// process can make the same one, and another can tell what it should have been.
namespace pennypost::store {

inline constexpr std::uint32_t kUsers = 40;
inline constexpr std::uint64_t kBlockIntervalUs = 500'000;
inline constexpr std::uint64_t kNonceLifeUs = 20'000'000;

inline std::string user(std::uint32_t number) {
  return "user " + std::to_string(number);
}

inline execution::Genesis payment_genesis() {
  execution::Genesis genesis = test::small_genesis();
  for (std::uint32_t i = 0; i < kUsers; ++i) {
    genesis.accounts.push_back(
        {test::address_of(user(i)),
         test::account(user(i), AccountRole::user, "chat", {{test::kUsd, Amount(1'000'000)}})});
  }
  genesis.currencies[1].supply = Supply(1'500 + std::uint64_t{kUsers} * 1'000'000);
  return genesis;
}

/// Stands for a signed transaction: fixed fields, 32 bytes.
struct Payment {
  static constexpr std::size_t kBytes = 32;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint64_t amount = 0;
  std::uint64_t nonce = 0;
  TimestampUs expiry;

  Bytes bytes() const {
    return codec::Writer().u32(from).u32(to).u64(amount).u64(nonce).number(expiry).take();
  }
  Transaction transaction() const {
    Transaction out;
    out.id = codec::transaction_id(bytes());
    out.sender = test::address_of(user(from));
    out.authentication_key = test::key_of(user(from));
    out.replay = *Nonce::from(codec::Writer().u64(0).u64(nonce).view());
    out.expiry = expiry;
    out.operation = Transfer{test::address_of(user(to)), test::kUsd, Amount(amount)};
    return out;
  }
};

using PaymentBatch = std::vector<Payment>;

inline Bytes bytes_of(const PaymentBatch& batch) {
  codec::Writer out;
  for (const Payment& payment : batch) out.raw(payment.bytes());
  return out.take();
}
inline BatchDigest digest_of(const PaymentBatch& batch) {
  return crypto::as_id<BatchDigest>(crypto::hash("pennypost/test_batch/1", bytes_of(batch)));
}
inline Result<PaymentBatch> payments_in(ByteView bytes) {
  if (bytes.size() % Payment::kBytes != 0) return fail("malformed", "not a row of payments");
  PaymentBatch out;
  for (codec::Reader in(bytes); in.left() > 0;) {
    Payment& payment = out.emplace_back();
    payment.from = in.u32();
    payment.to = in.u32();
    payment.amount = in.u64();
    payment.nonce = in.u64();
    payment.expiry = in.number<TimestampUs>();
  }
  return out;
}

inline std::shared_ptr<const execution::Transactions> transactions_of(const PaymentBatch& batch) {
  auto out = std::make_shared<execution::Transactions>();
  for (const Payment& payment : batch) out->push_back(payment.transaction());
  return out;
}

inline BatchFormat payment_format() {
  return {
      .transactions = [](ByteView bytes) -> Result<std::shared_ptr<const execution::Transactions>> {
        PP_TRY(const PaymentBatch batch, payments_in(bytes));
        return transactions_of(batch);
      },
      .signed_transaction = [](ByteView bytes, std::uint32_t index) -> Result<Bytes> {
        PP_TRY(const PaymentBatch batch, payments_in(bytes));
        if (index >= batch.size()) return fail("malformed", "no such payment");
        return batch[index].bytes();
      }};
}

inline TimestampUs time_of(Height height) {
  return test::kGenesisTime + height.value() * kBlockIntervalUs;
}

/// The batches of the block at this height: none to three, with up to 150 payments together, some
/// of which fail and some of which are repeated and discarded.
inline std::vector<PaymentBatch> batches_at(Height height) {
  std::mt19937_64 random(height.value());
  std::vector<PaymentBatch> batches(random() % 4);
  std::uint64_t count = 0;
  for (PaymentBatch& batch : batches) {
    const std::uint64_t size = 1 + random() % 50;
    for (std::uint64_t i = 0; i < size; ++i) {
      batch.push_back({.from = static_cast<std::uint32_t>(random() % kUsers),
                       .to = static_cast<std::uint32_t>(random() % kUsers),
                       .amount = random() % 10 == 0 ? 1'000'000'000 : random() % 1'000,
                       .nonce = height.value() << 16 | count++,
                       .expiry = time_of(height) + kNonceLifeUs});
    }
    if (random() % 3 == 0) batch.push_back(batch.front());
  }
  return batches;
}

/// The chain in memory: what the store has to agree with.
class PaymentChain {
 public:
  PaymentChain() : PaymentChain(*execution::make_genesis(payment_genesis())) {}
  /// Goes on where a store left off.
  explicit PaymentChain(Loaded loaded)
      : ledger(std::move(loaded.state), std::move(loaded.final_block)) {}

  struct Step {
    std::vector<PaymentBatch> batches;
    FinalBlock block;
  };
  /// Executes the next block and makes it final.
  Step next() {
    const execution::ExecutedBlock& parent = ledger.final_block();
    const Height height = parent.context.height.next();
    Step step{.batches = batches_at(height), .block = {}};
    std::vector<std::shared_ptr<const execution::Transactions>> transactions;
    for (const PaymentBatch& batch : step.batches) {
      transactions.push_back(transactions_of(batch));
      step.block.batches.push_back(digest_of(batch));
    }
    const execution::BlockContext context{.id = test::id_of<BlockId>("block " + to_string(height)),
                                          .parent = parent.context.id,
                                          .epoch = Epoch(1),
                                          .round = Round(height.value()),
                                          .height = height,
                                          .timestamp = time_of(height)};
    CHECK(ledger.execute(context, transactions).has_value());
    step.block.executed = ledger.finalize(context.id).back();
    return step;
  }
  Height height() const { return ledger.final_block().context.height; }

  execution::SpeculativeLedger ledger;

 private:
  explicit PaymentChain(execution::GenesisState genesis)
      : ledger(std::move(genesis.state), std::move(genesis.block)) {}
};

inline OrderedCertificate certificate_of(const LedgerInfo& info) {
  return {.ledger_info = info, .signatures = {{0, {}}, {2, {}}, {3, {}}}};
}

/// What a validator does with a final block.
inline void append(Database& database, LedgerStore& store, const PaymentChain::Step& step) {
  WriteBatch batch(database);
  for (const PaymentBatch& payments : step.batches) {
    LedgerStore::put_batch(batch, digest_of(payments), bytes_of(payments));
  }
  store.append(std::move(batch), {step.block}, certificate_of(step.block.executed->ledger_info));
}

}  // namespace pennypost::store
