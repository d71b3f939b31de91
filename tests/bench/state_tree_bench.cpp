#include <malloc.h>

#include "ledger/state/state_tree.h"
#include "tests/bench/ledger_bench.h"

namespace pennypost::bench {
namespace {

/// A tree over so many accounts, made once and kept for the next benchmark of the same size.
struct Forest {
  state::StateTree tree;
  std::size_t accounts = 0;
  double bytes_per_account = 0;     // as the tree counts
  double resident_per_account = 0;  // as the system counts
};

state::StateKey key_of(std::uint64_t number) {
  return state::StateKey::of(scattered<Address>(number));
}

Forest& forest_of(std::size_t accounts) {
  static Forest forest;
  if (forest.accounts == accounts) return forest;
  forest = Forest{};
  malloc_trim(0);
  const std::size_t resident = resident_bytes();
  std::vector<std::pair<Hash, Hash>> leaves;
  leaves.reserve(accounts);
  const Hash value = state::state_value_hash(user_account(1));
  for (std::size_t i = 0; i < accounts; ++i) {
    leaves.emplace_back(state::state_path(key_of(i)), value);
  }
  forest.tree = state::StateTree().with(std::move(leaves));
  malloc_trim(0);
  forest.accounts = accounts;
  const auto count = static_cast<double>(accounts);
  forest.bytes_per_account = static_cast<double>(forest.tree.used_bytes()) / count;
  forest.resident_per_account = static_cast<double>(resident_bytes() - resident) / count;
  return forest;
}

/// A block's changed accounts put into the tree of all: encoding, path and value hashes, and the
/// new root. The tree before stays, as it does until a block is final.
void update(benchmark::State& bench) {
  Forest& forest = forest_of(static_cast<std::size_t>(bench.range(0)));
  const auto count = static_cast<std::uint64_t>(bench.range(1));
  std::uint64_t next = 0;
  for (auto _ : bench) {
    bench.PauseTiming();
    state::StateChanges changes;
    for (std::uint64_t i = 0; i < count; ++i) {
      next = (next + 7'919) % forest.accounts;
      changes.entries.emplace(key_of(next), user_account(next + 2));
    }
    bench.ResumeTiming();
    state::StateTree after = forest.tree.with(changes);
    benchmark::DoNotOptimize(after.root());
    forest.tree = std::move(after);
    bench.PauseTiming();
    changes = {};
    bench.ResumeTiming();
  }
  bench.SetItemsProcessed(bench.iterations() * bench.range(1));
  bench.counters["hashes/s"] = hashes_per_second();
  bench.counters["B/account"] = forest.bytes_per_account;
  bench.counters["resident_B/account"] = forest.resident_per_account;
}
BENCHMARK(update)
    ->Name("state_tree/update/accounts:changed")
    ->Args({1'000'000, 10'000})
    ->Args({10'000'000, 10'000})
    ->Args({10'000'000, 50'000})
    ->Unit(benchmark::kMillisecond);

void prove(benchmark::State& bench) {
  const Forest& forest = forest_of(static_cast<std::size_t>(bench.range(0)));
  std::uint64_t next = 0;
  for (auto _ : bench) {
    next = (next + 7'919) % forest.accounts;
    benchmark::DoNotOptimize(forest.tree.prove(state::state_path(key_of(next))));
  }
  bench.counters["hashes/s"] = hashes_per_second();
}
BENCHMARK(prove)->Name("state_tree/prove/accounts")->Arg(10'000'000);

}  // namespace
}  // namespace pennypost::bench
