#include <memory>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/block_execution.h"
#include "ledger/execution/seal.h"
#include "tests/bench/ledger_bench.h"

namespace pennypost::bench {
namespace {

using execution::BlockContext;
using execution::ExecutedBlock;
using execution::Transactions;

const CurrencyCode kUsd = *CurrencyCode::from("USD");
constexpr std::uint64_t kBlockUs = 50'000;
constexpr std::uint64_t kLifetimeUs = 10'000'000;
constexpr std::uint64_t kPayees = 8;      // whom an account pays in turn
constexpr std::uint64_t kStride = 7'919;  // apart from each other, so that accounts are many
constexpr std::uint64_t kUnits = std::uint64_t{1} << 40;

/// Accounts of one institution with a mandate each for its delegate, and traffic between them as
/// envelopes carry it, already checked. Each pays a few others in turn, whom its delegate has paid
/// for it before or, where `paid_before` is false, not.
class Town {
 public:
  Town(std::uint64_t accounts, bool paid_before) : accounts_(accounts) {
    const AuthenticationKey key = scattered<AuthenticationKey>(7);
    const Address institution = scattered<Address>(8);
    delegate_ = codec::delegate_id(institution, 0);
    state::StateChanges first;
    const auto put = [&first](const state::StateKey& state_key, state::StateEntry entry) {
      first.entries.emplace(state_key, std::move(entry));
    };
    put(state::StateKey::parameters(), Parameters{institution});
    put(state::StateKey::of(kUsd), Currency{kUsd, 6, 2, institution, Supply(accounts * kUnits)});
    put(state::StateKey::of(delegate_),
        Delegate{institution, key, true, {{kUsd, Amount(UINT64_MAX), Amount(UINT64_MAX), {}, {}}}});
    for (std::uint64_t i = 0; i < accounts; ++i) {
      Account account = user_account(kUnits);
      account.mandates = 1;
      put(state::StateKey::of(address(i)), account);
      Mandate mandate{.account = address(i),
                      .delegate = delegate_,
                      .until = TimestampUs(UINT64_MAX),
                      .new_payees_max = UINT32_MAX,
                      .new_payees = {},
                      .limits = {{kUsd, Amount(UINT64_MAX), Amount(UINT64_MAX), {}}}};
      const MandateId id = codec::mandate_id(address(i), delegate_);
      put(state::StateKey::of(id), std::move(mandate));
      if (!paid_before) continue;
      Payees payees;
      for (std::uint64_t number = 0; number < kPayees; ++number) {
        payees.names.push_back(
            *PayeeName::from(address((i + 1 + number) % accounts).view().first(PayeeName::kSize)));
      }
      put(state::StateKey::payees(id), std::move(payees));
    }
    auto block = std::make_shared<ExecutedBlock>();
    block->context.timestamp = TimestampUs(1'700'000'000'000'000);
    block->ledger_info.chain_id = ChainId(7);
    block->tree = block->tree.with(first);
    block->accumulator.append(Hash{});
    state_.apply(first, block->context.timestamp);
    block_ = block;
  }

  std::shared_ptr<const Transactions> traffic(std::size_t count) {
    auto out = std::make_shared<Transactions>();
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t number = made_++;
      const std::uint64_t from = number * kStride % accounts_;
      const std::uint64_t to = (from + 1 + number / accounts_ % kPayees) % accounts_;
      Transaction transaction;
      transaction.id = scattered<TransactionId>(number);
      transaction.sender = address(from);
      transaction.authentication_key = scattered<AuthenticationKey>(7);
      transaction.delegate = delegate_;
      transaction.mandate = codec::mandate_id(transaction.sender, delegate_);
      transaction.replay = scattered<Nonce>(number);
      transaction.expiry = block_->context.timestamp + kLifetimeUs;
      transaction.operation = Transfer{address(to), kUsd, Amount(10'000)};
      out->push_back(std::move(transaction));
    }
    return out;
  }

  BlockContext next_context() const {
    BlockContext context;
    context.parent = block_->context.id;
    context.height = block_->context.height.next();
    context.round = block_->context.round.next();
    context.id = scattered<BlockId>(context.height.value());
    context.timestamp = block_->context.timestamp + kBlockUs;
    return context;
  }
  const state::MemoryState& state() const { return state_; }
  const ExecutedBlock& block() const { return *block_; }

  void finalize(std::shared_ptr<const ExecutedBlock> block) {
    state_.apply(block->changes, block->context.timestamp);
    block_ = std::move(block);
  }

 private:
  static Address address(std::uint64_t number) { return scattered<Address>(number + 1'000); }

  std::uint64_t accounts_;
  std::uint64_t made_ = 0;
  DelegateId delegate_;
  state::MemoryState state_;
  std::shared_ptr<const ExecutedBlock> block_;
};

Town& town_of(const benchmark::State& bench) {
  static std::unique_ptr<Town> town;
  static std::pair<std::int64_t, std::int64_t> which;
  if (which != std::pair(bench.range(0), bench.range(2))) {
    which = {bench.range(0), bench.range(2)};
    town.reset();
    town = std::make_unique<Town>(static_cast<std::uint64_t>(which.first), which.second == 0);
  }
  return *town;
}

/// Blocks with everything: receipts, accumulator, state root.
void block(benchmark::State& bench) {
  Town& town = town_of(bench);
  for (auto _ : bench) {
    bench.PauseTiming();
    const auto batch = town.traffic(static_cast<std::size_t>(bench.range(1)));
    const BlockContext context = town.next_context();
    bench.ResumeTiming();
    auto made = std::make_shared<const ExecutedBlock>(
        execution::execute_block(town.state(), town.block(), context, {batch}));
    bench.PauseTiming();
    CHECK(made->kept.size() == batch->size() && made->kept[0].receipt.code == Code::success);
    town.finalize(std::move(made));
    bench.ResumeTiming();
  }
  bench.SetItemsProcessed(bench.iterations() * bench.range(1));
  bench.counters["hashes/s"] = hashes_per_second();
}
BENCHMARK(block)
    ->Name("execution/block/accounts:transfers:new_payees")
    ->Args({100'000, 10'000, 0})
    ->Args({1'000'000, 10'000, 0})
    ->Args({1'000'000, 10'000, 1})
    ->Unit(benchmark::kMillisecond);

/// The same without the state root: execution, receipts and accumulator.
void transfers(benchmark::State& bench) {
  Town& town = town_of(bench);
  for (auto _ : bench) {
    const auto batch = town.traffic(static_cast<std::size_t>(bench.range(1)));
    const BlockContext context = town.next_context();
    const double begin = cpu_seconds();
    auto made = std::make_shared<ExecutedBlock>(
        execution::run_block(town.state(), town.block(), context, {batch}));
    bench.SetIterationTime(cpu_seconds() - begin);
    CHECK(made->kept.size() == batch->size() && made->kept[0].receipt.code == Code::success);
    made->tree = town.block().tree.with(made->changes);
    execution::seal_block(*made, town.block().ledger_info.chain_id, made->tree.root());
    town.finalize(std::move(made));
  }
  bench.SetItemsProcessed(bench.iterations() * bench.range(1));
  bench.counters["hashes/s"] = hashes_per_second();
}
BENCHMARK(transfers)
    ->Name("execution/without_root/accounts:transfers:new_payees")
    ->Args({100'000, 10'000, 0})
    ->Args({1'000'000, 10'000, 0})
    ->Args({1'000'000, 10'000, 1})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pennypost::bench
