#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

#include "ledger/base/check.h"
#include "ledger/execution/genesis.h"
#include "ledger/execution/speculative_ledger.h"
#include "ledger/store/ledger_store.h"
#include "tests/bench/ledger_bench.h"

namespace pennypost::bench {
namespace {

namespace files = std::filesystem;

const CurrencyCode kUsd = *CurrencyCode::from("USD");
constexpr std::uint64_t kUnits = 1'000'000;

execution::Genesis genesis_of(std::uint64_t accounts) {
  execution::Genesis genesis;
  genesis.chain_id = ChainId(7);
  genesis.timestamp = TimestampUs(1'700'000'000'000'000);
  genesis.validators.validators = {
      {scattered<PublicKey>(1), scattered<PublicKey>(2), Power(1), "one"}};
  const Address governance = scattered<Address>(8);
  genesis.parameters.governance = governance;
  genesis.currencies = {Currency{kUsd, 6, 2, governance, Supply(accounts * kUnits)}};
  Account first = user_account(0);
  first.role = AccountRole::governance;
  first.parent = Address{};
  first.last_version = std::nullopt;
  genesis.accounts.push_back({governance, first});
  Account account = user_account(kUnits);
  account.parent = Address{};
  account.last_version = std::nullopt;
  for (std::uint64_t i = 0; i < accounts; ++i) {
    genesis.accounts.push_back({scattered<Address>(i + 1'000), account});
  }
  return genesis;
}

/// A store with so many accounts in its first checkpoint, in a folder that goes with it.
class Stored {
 public:
  explicit Stored(std::uint64_t accounts)
      : folder_(files::temp_directory_path() / ("ledger_bench_" + std::to_string(::getpid()))) {
    const execution::Genesis genesis = genesis_of(accounts);
    const auto made = execution::make_genesis(genesis);
    CHECK(made.has_value());
    with_store([&](store::LedgerStore& store) {
      CHECK(store.init_genesis(*made, genesis.validators).has_value());
    });
  }
  ~Stored() {
    std::error_code ignored;
    files::remove_all(folder_, ignored);
  }
  Stored(const Stored&) = delete;
  Stored& operator=(const Stored&) = delete;

  template <class Use>
  void with_store(Use use) {
    auto database = store::Database::open(folder_);
    CHECK(database.has_value());
    store::LedgerStore store(**database, {});
    if constexpr (std::is_invocable_v<Use, store::LedgerStore&>) {
      use(store);
    } else {
      use(store, **database);
    }
  }
  double disk_bytes() const {
    double sum = 0;
    for (const auto& each : files::recursive_directory_iterator(folder_)) {
      if (each.is_regular_file()) sum += static_cast<double>(each.file_size());
    }
    return sum;
  }

 private:
  files::path folder_;
};

/// A process's start: opening the store, reading the state, and making the tree. Several threads.
void open(benchmark::State& bench) {
  Stored stored(static_cast<std::uint64_t>(bench.range(0)));
  double resident = 0;
  for (auto _ : bench) {
    const std::size_t before = resident_bytes();
    stored.with_store([&](store::LedgerStore& store) {
      const auto loaded = store.load();
      CHECK(loaded.has_value());
      benchmark::DoNotOptimize(loaded->final_block->tree.root());
      bench.PauseTiming();
      const std::size_t after = std::max(before, resident_bytes());
      resident = static_cast<double>(after - before) / static_cast<double>(bench.range(0));
      bench.ResumeTiming();
    });
  }
  bench.SetItemsProcessed(bench.iterations() * bench.range(0));
  bench.counters["hashes/s"] = hashes_per_second();
  bench.counters["resident_B/account"] = resident;
}
BENCHMARK(open)
    ->Name("store/open/accounts")
    ->Arg(1'000'000)
    ->Iterations(2)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Every account whose turn it is pays the one after it.
std::vector<Transaction> payments(std::uint64_t count, TimestampUs expiry) {
  std::vector<Transaction> out(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    out[i].id = scattered<TransactionId>(i);
    out[i].sender = scattered<Address>(1'000 + 2 * i);
    out[i].authentication_key = user_account(0).authentication_key;
    out[i].replay = SequenceNumber(0);
    out[i].expiry = expiry;
    out[i].operation = Transfer{scattered<Address>(1'001 + 2 * i), kUsd, Amount(1)};
  }
  return out;
}

/// A store of so many accounts: opened, a block of payments made final, the state as it is then
/// written as a checkpoint, and opened once more.
void restart(benchmark::State& bench) {
  constexpr std::uint64_t kPayments = 50'000;
  Stored stored(static_cast<std::uint64_t>(bench.range(0)));
  const auto measure = [&bench](const char* name, const auto& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    bench.counters[name] = seconds_since(begin);
  };
  for (auto _ : bench) {
    Hash root;
    stored.with_store([&](store::LedgerStore& store, store::Database& database) {
      std::optional<execution::SpeculativeLedger> ledger;
      measure("open_s", [&] {
        auto loaded = store.load();
        CHECK(loaded.has_value());
        ledger.emplace(std::move(loaded->state), std::move(loaded->final_block));
      });
      measure("block_s", [&] {
        execution::BlockContext context{.id = scattered<BlockId>(1),
                                        .parent = {},
                                        .epoch = Epoch(1),
                                        .round = Round(1),
                                        .height = Height(1),
                                        .timestamp = ledger->final_block().context.timestamp + 1};
        const auto executed =
            ledger->execute(context, {std::make_shared<const execution::Transactions>(
                                         payments(kPayments, context.timestamp + kHourUs))});
        CHECK(executed && (*executed)->kept.size() == kPayments);
        ledger->finalize(context.id);
        store::WriteBatch batch(database);
        const auto digest = scattered<BatchDigest>(1);
        store::LedgerStore::put_batch(batch, digest, view_of("a batch"));
        const OrderedCertificate certificate{(*executed)->ledger_info, {{0, {}}}};
        store.append(std::move(batch), {{*executed, {digest}}}, certificate);
        root = (*executed)->ledger_info.state_root;
      });
      measure("checkpoint_s", [&] { store.checkpoint(); });
      bench.counters["resident_GB"] = static_cast<double>(resident_bytes()) / 1e9;
    });
    measure("open_again_s", [&] {
      stored.with_store([&](store::LedgerStore& store, store::Database&) {
        const auto loaded = store.load();
        CHECK(loaded && loaded->replayed_blocks == 0);
        CHECK(loaded->final_block->tree.root() == root);
      });
    });
  }
  bench.counters["disk_GB"] = stored.disk_bytes() / 1e9;
}
BENCHMARK(restart)
    ->Name("store/restart/accounts")
    ->Arg(10'000'000)
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

}  // namespace
}  // namespace pennypost::bench
