#include "tests/bench/ledger_bench.h"

#include <unistd.h>

#include <ctime>
#include <fstream>

#include "ledger/crypto/hash.h"

namespace pennypost::bench {
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double hashes_per_second() {
  constexpr int kHashes = 200'000;
  Hash left;
  const Hash right = scattered<Hash>(1);
  const double begin = cpu_seconds();
  for (int i = 0; i < kHashes; ++i) left = crypto::hash_node(left, right);
  benchmark::DoNotOptimize(left);
  return kHashes / (cpu_seconds() - begin);
}

std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t pages = 0;
  statm >> pages >> pages;
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

Account user_account(std::uint64_t units) {
  Account account;
  account.authentication_key = scattered<AuthenticationKey>(7);
  account.parent = scattered<Address>(8);
  account.set_balance(*CurrencyCode::from("USD"), Amount(units));
  account.last_version = Version(0);
  return account;
}

}  // namespace pennypost::bench

BENCHMARK_MAIN();
